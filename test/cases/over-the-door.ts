/** A bureau of the stories through the door that its people use: each request by one of them, each step until the engine has done it. */
import { routesOf } from '../../src/http/application-server.ts'
import { serveRoutes } from '../serve-routes.ts'
import { tiers } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

export interface Refusal {
  code: string
  title: string
  detail: string
}
interface Verdict {
  state: string
  status?: string
}
interface Task {
  userTaskKey: string
  elementId: string
  approvalId: string | null
}
interface CasePage {
  case: { state: string }
  approvals: { id: string; subject: string; state: string }[]
  sideFlows: { id: string; state: string; reason: string | null; endedAt: number | null }[]
  documents: { id: string; kind: string; state: string; number: string | null }[]
}
interface Notice {
  caseId: string
  kind: string
  text: string
}

export async function openDoor(bureau: WholeBureau) {
  const server = await serveRoutes({
    routes: routesOf(bureau),
    authenticate: (request) => bureau.actor(request.get('x-person')!),
    clock: bureau.clock,
  })

  async function ask<T>(who: string, method: 'GET' | 'POST', path: string, body?: object) {
    const response = await fetch(`${server.address}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-person': who },
      ...(body && { body: JSON.stringify(body) }),
    })
    return {
      status: response.status,
      headers: response.headers,
      body: (response.status === 204 ? undefined : await response.json()) as T,
    }
  }
  const get = async <T>(who: string, path: string) => (await ask<T>(who, 'GET', path)).body

  const door = {
    ask,
    get,
    /** Taken, and done by the engine. @throws Error with what the bureau says instead. */
    async act<T>(who: string, path: string, body: object): Promise<T> {
      const { status, body: answer } = await ask<T & Verdict>(who, 'POST', path, body)
      if (status >= 300) throw new Error(`${who} POST ${path}: ${status} ${JSON.stringify(answer)}`)
      if (answer?.state === 'submitted')
        await bureau.eventually(`${path} takes effect`, async () => {
          const { state } = await get<Verdict>(who, answer.status!.replace('/api/v1', ''))
          if (state === 'void') throw new Error(`${path} is void`)
          return state === 'effective'
        })
      return answer
    },
    page: (caseId: string, who = 'squad-01-officer-1') => get<CasePage>(who, `/cases/${caseId}`),
    async complete(who: string, caseId: string, elementId: string, data: object, approvalId?: string) {
      const task = await bureau.eventually(`${who} has ${elementId}`, async () =>
        (await get<{ items: Task[] }>(who, `/tasks?caseId=${caseId}`)).items.find(
          (one) => one.elementId === elementId && (approvalId === undefined || one.approvalId === approvalId),
        ),
      )
      await door.act(who, `/tasks/${task.userTaskKey}/complete`, { data })
    },
    /** All tiers agree to what is asked for under that subject, one after another. */
    async agree(caseId: string, subject: string, by: readonly string[] = tiers) {
      const { id } = await door.approval(caseId, subject)
      for (const who of by)
        await door.complete(who, caseId, 'review', { decision: 'agree', opinion: '同意' }, id)
    },
    approval: (caseId: string, subject: string) =>
      bureau.eventually(`an approval of ${subject}`, async () =>
        (await door.page(caseId)).approvals.find((one) => one.subject === subject && one.state === 'running'),
      ),
    /** How a side flow has ended. */
    ended: (caseId: string, id: string) =>
      bureau.eventually(`${id} has ended`, async () =>
        (await door.page(caseId)).sideFlows.find((one) => one.id === id && one.endedAt !== null),
      ),
    papers: async (caseId: string, kind: string) =>
      (await door.page(caseId)).documents
        .filter((one) => one.kind === kind)
        .map(({ state, number }) => ({ state, number })),
    /** What somebody is told of a case, of one kind. */
    told: async (who: string, caseId: string, kind: string) =>
      (await get<{ items: Notice[] }>(who, '/notifications?limit=200')).items
        .filter((one) => one.caseId === caseId && one.kind === kind)
        .map(({ text }) => text),
    close: () => server.close(),
  }
  return door
}

export type Door = Awaited<ReturnType<typeof openDoor>>
