/** Steps that every story takes through HTTP: what must be refused is refused as a problem, what is done takes effect. */
import type { Person, Reply } from './bureau-over-http.ts'
import type { Checks } from './checks.ts'

export interface Task {
  userTaskKey: string
  elementId: string
  approvalId: string | null
  dueAt: number | null
}

/** Milliseconds of the machine, not of the bureau. */
export const patience = 60_000

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** @param moment lets a little time of the bureau pass: a broker whose clock stands still never looks at a timer that was set for an instant already past. */
export function storySteps(check: Checks, moment: () => Promise<void>) {
  /** Waits; once a second time of the bureau passes too. */
  const waiting = async (milliseconds: number, began: number) => {
    const before = Math.floor((performance.now() - began) / 1000)
    await pause(milliseconds)
    if (Math.floor((performance.now() - began) / 1000) > before) await moment()
  }
  const steps = {
    async refused(what: string, { status, type, body }: Reply<unknown>, expected: number[]): Promise<void> {
      check.true(`${what} is refused with ${expected.join(' or ')}, not ${status}`, expected.includes(status))
      check.equal(`${what} is a problem`, type, 'application/problem+json')
      check.equal(`the problem of ${what} says its status`, (body as { status: number }).status, status)
    },

    tasksOf: async (person: Person, caseId: string): Promise<Task[]> =>
      (await person.get<{ items: Task[] }>(`/tasks?caseId=${caseId}`)).body.items,

    /** As soon as it is there. */
    async taskOf(
      person: Person,
      caseId: string,
      elementId: string,
      which: (task: Task) => boolean = () => true,
    ): Promise<Task> {
      for (const began = performance.now(); performance.now() - began < patience;) {
        const tasks = await steps.tasksOf(person, caseId)
        const task = tasks.find((one) => one.elementId === elementId && which(one))
        if (task) return task
        await waiting(50, began)
      }
      throw new Error(`${person.userName} has no task ${elementId} after ${patience / 1000} s`)
    },

    complete: (person: Person, { userTaskKey }: Task, data: object) =>
      person.post<{ state: string; status?: string }>(`/tasks/${userTaskKey}/complete`, { data }),

    async effective(
      what: string,
      person: Person,
      reply: { status: number; body: { state: string; status?: string } },
    ): Promise<void> {
      if (reply.status >= 400) return check.equal(`${what} takes effect`, reply.body, 'effective')
      let { state } = reply.body
      for (const began = performance.now(); state === 'submitted' && performance.now() - began < patience;) {
        await pause(100)
        state = (await person.get<{ state: string }>(reply.body.status!.replace('/api/v1', ''))).body.state
      }
      check.equal(`${what} takes effect`, state, 'effective')
    },

    /** What an officer records of what somebody else does: as soon as the case has come to where it counts. */
    async recorded(what: string, person: Person, path: string, body: object): Promise<void> {
      for (const began = performance.now(); ;) {
        const reply = await person.post<{ state: string; status?: string }>(path, body)
        if (reply.status !== 409 || performance.now() - began > patience)
          return steps.effective(what, person, reply)
        await waiting(100, began)
      }
    },

    /** Until it holds; what it waited for is a check. */
    async until(what: string, holds: () => Promise<boolean>): Promise<void> {
      for (const began = performance.now(); performance.now() - began < patience; await waiting(100, began))
        if (await holds()) return check.true(what, true)
      check.true(what, false)
    },
  }
  return steps
}
