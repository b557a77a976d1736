/** What is owed of a decision with a fine, what has been paid, and what surcharge has accrued by a day. */
import { type LegalDay } from '../../documents/facts.ts'
import { type Actor, systemActor } from '../../identity/actor.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { legalDay, parseInstant } from '../../platform/clock.ts'
import { addDays } from '../../platform/legal-day.ts'
import type { CaseRow, PartyMessageRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'
import { owedBack } from './overpaid.ts'
import { type Plan, plansOf } from './plan.ts'
import { overtakeStay, staysOf } from './stay.ts'
import { accrue, type Surcharge, type SurchargeCourse } from './surcharge.ts'

export interface Payment {
  id: string
  paidFen: number
  surchargeFen: number
  paidOn: LegalDay
  receiptNumber: string | null
  way: string | null
}

/** Effective ones, oldest first. @param since epoch ms: of the round since the decision had to be made again. */
export async function paymentsOf(sql: Sql, caseId: string, since: number | null = null): Promise<Payment[]> {
  const rows = await sql.all<PartyMessageRow>(
    "SELECT * FROM party_messages WHERE case_id = ? AND name = 'payment-received' AND state = 'effective' AND at > ? ORDER BY at, id",
    [caseId, since ?? 0],
  )
  return rows.map(({ id, data }) => {
    const said = JSON.parse(data) as Partial<Payment> & { paidOn: LegalDay }
    return {
      id,
      paidFen: said.paidFen ?? 0,
      surchargeFen: said.surchargeFen ?? 0,
      paidOn: said.paidOn,
      receiptNumber: said.receiptNumber ?? null,
      way: said.way ?? null,
    }
  })
}

export function fineLeft({ fine_fen, paid_fen }: CaseRow): number {
  return Math.max(0, (fine_fen ?? 0) - paid_fen)
}

export function surchargeLeft({ surcharge_fen, surcharge_paid_fen }: CaseRow): number {
  return Math.max(0, (surcharge_fen ?? 0) - surcharge_paid_fen)
}

/** A case is closed when its decision is carried out, or enforcement has ended by law. @throws Problem `conflict`. */
export function requireDischarged(row: CaseRow): void {
  if (row.enforcement_ended_at !== null) return
  if (fineLeft(row) > 0) throw problem('conflict', '罚款尚未缴清，也没有依法终结执行，不能结案')
  if (surchargeLeft(row) > 0) throw problem('conflict', '加处罚款尚未缴清，也没有依法终结执行，不能结案')
}

/** @param until the last day that is counted. Nothing accrues before the decision is served. */
export async function accruedBy(room: CaseRoom, sql: Sql, row: CaseRow, until: LegalDay): Promise<Surcharge> {
  const course = await courseOf(room, sql, row)
  return course === undefined ? { from: null, days: 0, fen: 0, capped: false } : accrue(course, until)
}

async function courseOf(room: CaseRoom, sql: Sql, row: CaseRow): Promise<SurchargeCourse | undefined> {
  const limit = (await room.deadlines.ofCase(row.id, sql)).findLast((one) => one.limit === 'payment')
  if (limit === undefined || !row.fine_fen) return undefined
  const payments = await paymentsOf(sql, row.id, row.reopened_at)
  return {
    fineFen: row.fine_fen,
    owed: owedBy(row.fine_fen, limit.dueOn, await plansOf(sql, row.id)),
    payments: payments.map(({ paidOn: on, paidFen: fen }) => ({ on, fen })),
    suspensions: [
      ...(await room.remedies.suspensions(sql, row.id)),
      ...(await staysOf(sql, row.id)).map(({ from_on: fromOn, to_on: toOn }) => ({ fromOn, toOn })),
    ],
    rule: room.enforcementRules.surcharge,
  }
}

/**
 * The whole fine after the last day for payment; under an approved plan, each part after its own last day; once the plan is broken, all of it
 * (行政处罚法 第六十六条第二款).
 */
export function owedBy(fineFen: number, dueOn: LegalDay, plans: Plan[]): SurchargeCourse['owed'] {
  const first = plans[0]
  const owed: SurchargeCourse['owed'] = []
  if (first === undefined || first.dueBefore < first.fromOn)
    owed.push({ after: first?.dueBefore ?? dueOn, fen: fineFen })
  for (const { fromOn, paidBeforeFen, brokenOn, instalments } of plans) {
    owed.push({ after: addDays(fromOn, -1), fen: paidBeforeFen })
    let fen = paidBeforeFen
    for (const { lastOn, amountFen } of instalments) {
      fen += amountFen
      if (brokenOn === null || lastOn < brokenOn) owed.push({ after: lastOn, fen })
    }
    if (brokenOn !== null) owed.push({ after: addDays(brokenOn, -1), fen: fineFen })
  }
  return owed
}

/** Milliseconds: the decision may not be served yet, or the flow is between two places where it waits for the message. */
const patience = 30 * 86_400_000

/** Everything is paid, or nothing more is asked for: the flow goes on to the closing. */
export async function tellDischarged(
  { outbox }: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  reason: string,
): Promise<void> {
  await outbox.add(tx, {
    stream: caseId,
    command: {
      verb: 'publishMessage',
      name: 'payment-received',
      correlationKey: caseId,
      timeToLive: patience,
      messageId: `payment-received-${reason}`,
      variables: {},
    },
  })
}

/** A decision on surcharge is under way: the case waits for it although the fine itself is paid. */
async function surchargePending(sql: Sql, caseId: string): Promise<boolean> {
  const open = await sql.all(
    "SELECT 1 FROM side_flows WHERE case_id = ? AND kind = 'surcharge' AND ended_at IS NULL",
    [caseId],
  )
  return open.length > 0
}

/** The last day of the last decision on surcharge in this round: what a request said that was not agreed to counts for nothing. */
export async function surchargeDecidedUntil(sql: Sql, row: CaseRow): Promise<LegalDay | undefined> {
  if (!row.surcharge_fen) return undefined
  const [last] = await sql.all<{ data: string }>(
    "SELECT data FROM side_flows WHERE case_id = ? AND kind = 'surcharge' AND state = 'done' AND decided_at > ? ORDER BY id DESC LIMIT 1",
    [row.id, row.reopened_at ?? 0],
  )
  return last && (JSON.parse(last.data) as { until: LegalDay }).until
}

/** Of the party nothing more is asked, or about to be. */
export async function nothingLeft(sql: Sql, row: CaseRow): Promise<boolean> {
  return fineLeft(row) === 0 && surchargeLeft(row) === 0 && !(await surchargePending(sql, row.id))
}

/** Its request has ended without a decision: where all the rest is paid, the case need wait no longer. */
export function dischargeAfterRefusal(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  sideFlowId: string,
): Promise<void> {
  return dischargeWhenSettled(room, tx, row, sideFlowId, systemActor('enforcement'))
}

/** Where nothing is owed any more, either way, a case that waits goes on to its closing. @param reason an id: of what settled it. */
export async function dischargeWhenSettled(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  reason: string,
  actor: Actor,
): Promise<void> {
  if (row.state !== 'open' || row.decided_at === null) return
  if (row.paid_at !== null || row.enforcement_ended_at !== null) return
  if (owedBack(row) > 0 || !(await nothingLeft(tx.sql, row))) return
  const last = (await paymentsOf(tx.sql, row.id, row.reopened_at)).at(-1)
  // Without a fine the flow waits for nothing, but where it was waiting when the fine was taken away.
  if (!row.fine_fen && last === undefined && row.decision_state !== 'changed') return
  await overtakeStay(room, tx, row.id, actor)
  const paid_at = last === undefined ? room.clock.now() : parseInstant(`${last.paidOn}T00:00:00+08:00`)
  await updateRows<CaseRow>(tx.sql, 'cases', { id: row.id }, { paid_at })
  await room.audit.append(tx, {
    actor,
    action: 'enforcement.discharged',
    object: { type: 'case', id: row.id },
    caseId: row.id,
    after: { paidOn: legalDay(paid_at) },
  })
  await tellDischarged(room, tx, row.id, reason)
}
