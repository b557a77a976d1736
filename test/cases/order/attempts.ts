/**
 * No step out of order: before each step of a procedure everybody tries everything that is not theirs, or not yet, or no more. Who may do what is said by
 * the story, not asked of the product; what is refused is a problem and changes nothing.
 */
import { expect } from 'chai'
import type { Actor } from '../../../src/identity/actor.ts'
import { Problem } from '../../../src/platform/problem.ts'
import type { FormData } from '../../../src/tasks/index.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { openOutsideDoor } from './outside-door.ts'

/** Acts of a procedure that are no tasks, by name: what the route of the same name does. */
export type Acts = { [name: string]: (actor: Actor) => Promise<unknown> }

interface Procedure {
  bureau: WholeBureau
  caseId: string
  /** Everybody who tries. */
  people: readonly string[]
  /** What is filled in when a task of the element is tried or done. */
  form(element: string): FormData
  acts: Acts
}

/** Whom the case is about, those who may read it aside: they move no approval that waits for others. */
const movers = ['squad-01-officer-2', 'squad-02-officer-1']

/** What a refused attempt must leave as it was: how many rows each has, and every word of those of the case. */
const counted = [
  ...['case_facts', 'task_acts', 'engine_outbox', 'party_messages', 'documents', 'approvals'],
  ...[
    'approval_decisions',
    'side_flows',
    'service_attempts',
    'service_addresses',
    'deadlines',
    'publications',
  ],
  ...['instalment_plans', 'enforcement_stays', 'refunds', 'own_enforcements', 'measures', 'measure_requests'],
  ...['property_items', 'property_releases', 'property_movements', 'property_exits', 'property_sheets'],
]
const compared = ['measures', 'hearings', 'service_attempts', 'deadlines']

export async function attempts({ bureau, caseId, people, form, acts }: Procedure) {
  const { sql } = bureau.database
  const outside = await openOutsideDoor(bureau)
  /** Acts and tasks that are in time now, by whom. */
  const allowed = new Map<string, readonly string[]>()
  const may = (userName: string, name: string) => allowed.get(name)?.includes(userName) === true
  let tried = 0

  async function standing(): Promise<string> {
    const counts = await sql.all(
      `SELECT ${counted.map((table) => `(SELECT COUNT(*) FROM ${table}) AS ${table}_n`).join(', ')}`,
    )
    const rows = [await sql.all('SELECT * FROM cases WHERE id = ?', [caseId])]
    for (const table of compared)
      rows.push(await sql.all(`SELECT * FROM ${table} WHERE case_id = ? ORDER BY id`, [caseId]))
    return JSON.stringify([counts, rows])
  }

  async function refused(what: string, attempt: Promise<unknown>): Promise<void> {
    tried++
    const outcome = await attempt.then(
      () => 'done',
      (error: unknown) => error,
    )
    expect(outcome, `${what} is refused as a problem`).to.be.instanceOf(Problem)
    expect((outcome as Problem).status, what).to.be.within(400, 499)
  }

  /** What a person tries at the approval that waits for somebody else. */
  async function moveApproval(userName: string, actor: Actor, id: string): Promise<void> {
    const { approvals } = bureau
    const reason = '尽快办理'
    await refused(`${userName}: jump`, approvals.jump(actor, id, { toTier: 4, reason }))
    await refused(`${userName}: takes back`, approvals.takeBack(actor, id))
    await refused(`${userName}: withdraws`, approvals.withdraw(actor, id, reason))
    await refused(`${userName}: removes a tier`, approvals.removeTier(actor, id, 1))
  }

  const order = {
    get tried() {
      return tried
    },
    refused,
    /** From now on these people may; `forbid`: nobody any more. */
    allow: (by: readonly string[], ...names: string[]) => names.forEach((name) => allowed.set(name, by)),
    forbid: (...names: string[]) => names.forEach((name) => allowed.delete(name)),

    /** Everything but what is allowed. */
    async tryTheRest(): Promise<void> {
      const tasks = await sql.all<{ user_task_key: string; element_id: string; state: string }>(
        'SELECT user_task_key, element_id, state FROM tasks WHERE case_id = ? ORDER BY created_at DESC',
        [caseId],
      )
      const now = tasks.filter(({ state }) => state === 'open')
      // The last ones that are over stand for all that are.
      const over = tasks.filter(({ state }) => state !== 'open').slice(0, 3)
      const running = await sql.all<{ id: string }>(
        "SELECT id FROM approvals WHERE case_id = ? AND state = 'running'",
        [caseId],
      )
      // What the step before has set off beside this one, the papers of a record above all, is over.
      await bureau.quiet()
      const before = await standing()
      for (const userName of people) {
        const actor = await bureau.actor(userName)
        const complete = (key: string, element: string) => bureau.tasks.complete(actor, key, form(element))
        for (const { user_task_key: key, element_id: element } of over)
          await refused(`${userName}: ${element}, which is over`, complete(key, element))
        for (const { user_task_key: key, element_id: element } of now) {
          if (may(userName, element)) continue
          await refused(`${userName}: ${element}`, complete(key, element))
          // Where a case rests, its tasks are seen and taken on all the same, and not done.
          if (!may(userName, `claims ${element}`))
            await refused(`${userName}: claims ${element}`, bureau.tasks.claim(actor, key))
        }
        for (const [name, act] of Object.entries(acts))
          if (!may(userName, name)) await refused(`${userName}: ${name}`, act(actor))
        if (movers.includes(userName)) for (const { id } of running) await moveApproval(userName, actor, id)
      }
      tried += await outside.answer(now.map(({ user_task_key: key }) => key))
      expect(await standing(), 'after what was refused').to.equal(before)
    },

    /** A task is done by the first of those who may; nobody else does it, and none of them in a `wrong` way. */
    async take(element: string, by: readonly string[], ...wrong: FormData[]): Promise<void> {
      const actor = await bureau.actor(by[0]!)
      const { userTaskKey } = await bureau.task(actor, element, caseId)
      order.allow(by, element)
      await order.tryTheRest()
      order.forbid(element)
      const before = await standing()
      for (const fault of wrong)
        await refused(
          `${element} with ${JSON.stringify(fault)}`,
          bureau.tasks.complete(actor, userTaskKey, { ...form(element), ...fault }),
        )
      expect(await standing(), `after ${element} done wrongly`).to.equal(before)
      await bureau.complete(actor, element, caseId, form(element))
    },

    /** An act is done by the first of those who may; nobody else does it, nor anything that is not allowed. */
    async act(name: string, by: readonly string[], done = acts[name]!): Promise<void> {
      order.allow(by, name)
      await order.tryTheRest()
      order.forbid(name)
      const { ticket } = ((await done(await bureau.actor(by[0]!))) ?? {}) as { ticket?: string }
      if (ticket) await bureau.settled({ ticket })
    },

    /** Everybody of a route agrees, one after another. @param tiers who may, tier by tier; the first does it. */
    async approve(tiers: readonly (readonly string[])[]): Promise<void> {
      for (const by of tiers) await order.take('review', by)
    },

    close: () => outside.close(),
  }
  return order
}

export type Order = Awaited<ReturnType<typeof attempts>>
