/** Plans of deferral and instalments 延期、分期缴纳 (行政处罚法 第六十六条第二款): each part has its own last day, and the limit for payment goes from one to the next. */
import type { LegalDay } from '../../documents/facts.ts'
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { insertRow, updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { dayNumber, endOfDay } from '../../platform/legal-day.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

export interface PlanRow {
  id: string
  case_id: string
  way: string
  /** Last day for payment before the plan. */
  due_before: LegalDay
  /** Paid when it was asked for: the instalments come on top. */
  paid_before_fen: number
  from_on: LegalDay
  until_on: LegalDay
  broken_on: LegalDay | null
}

export interface InstalmentRow {
  plan_id: string
  no: number
  amount_fen: number
  /** As agreed; `last_on` where that day is a holiday. */
  due_on: LegalDay
  last_on: LegalDay
}

export interface Instalment {
  no: number
  amountFen: number
  dueOn: LegalDay
  lastOn: LegalDay
  /** What must have been paid in all when it is paid. */
  cumulativeFen: number
}

export interface Plan {
  id: string
  way: string
  dueBefore: LegalDay
  paidBeforeFen: number
  fromOn: LegalDay
  untilOn: LegalDay
  brokenOn: LegalDay | null
  instalments: Instalment[]
}

/** Oldest first. */
export async function plansOf(sql: Sql, caseId: string): Promise<Plan[]> {
  const plans = await sql.all<PlanRow>('SELECT * FROM instalment_plans WHERE case_id = ? ORDER BY id', [
    caseId,
  ])
  const parts = await sql.all<InstalmentRow>(
    'SELECT i.* FROM instalments i JOIN instalment_plans p ON p.id = i.plan_id WHERE p.case_id = ? ORDER BY i.plan_id, i.no',
    [caseId],
  )
  return plans.map((row) => {
    let cumulativeFen = Number(row.paid_before_fen)
    return {
      id: row.id,
      way: row.way,
      dueBefore: row.due_before,
      paidBeforeFen: Number(row.paid_before_fen),
      fromOn: row.from_on,
      untilOn: row.until_on,
      brokenOn: row.broken_on,
      instalments: parts
        .filter(({ plan_id }) => plan_id === row.id)
        .map(({ no, amount_fen, due_on, last_on }) => ({
          no: Number(no),
          amountFen: Number(amount_fen),
          dueOn: due_on,
          lastOn: last_on,
          cumulativeFen: (cumulativeFen += Number(amount_fen)),
        })),
    }
  })
}

/** The plan in force; none where it is broken or paid. */
export function runningPlan(plans: Plan[], { paid_fen }: CaseRow): Plan | undefined {
  const last = plans.at(-1)
  if (last === undefined || last.brokenOn !== null) return undefined
  return last.instalments.some(({ cumulativeFen }) => cumulativeFen > paid_fen) ? last : undefined
}

const law = '行政处罚法 第六十六条'
const limitOf = (caseId: string, planId: string, no: number) => ({
  caseId,
  limit: 'instalment',
  subject: `${planId}-${no}`,
})

/** Approved: the parts get their limits, and the limit for payment moves to the first. */
export async function beginPlan(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
  given: { way: string; paidBeforeFen: number; payments: { no: number; amount: number; dueOn: LegalDay }[] },
): Promise<void> {
  const { deadlines, newId, clock } = room
  const limit = (await deadlines.ofCase(row.id, tx.sql)).findLast((one) => one.limit === 'payment')!
  const today = legalDay(clock.now())
  const id = newId()
  await insertRow<PlanRow>(tx.sql, 'instalment_plans', {
    id,
    case_id: row.id,
    way: given.way,
    due_before: limit.dueOn,
    paid_before_fen: given.paidBeforeFen,
    from_on: today,
    until_on: given.payments.at(-1)!.dueOn,
    broken_on: null,
  })
  for (const { no, amount, dueOn } of given.payments) {
    const key = limitOf(row.id, id, no)
    await deadlines.start(tx, actor, { ...key, basis: law })
    const length = dayNumber(dueOn) - dayNumber(today)
    const lastOn =
      length < 1
        ? dueOn
        : (await deadlines.extend(tx, actor, key, { length, unit: 'calendar_day', basis: law })).dueOn
    await insertRow<InstalmentRow>(tx.sql, 'instalments', {
      plan_id: id,
      no,
      amount_fen: amount,
      due_on: dueOn,
      last_on: lastOn,
    })
  }
  await followPlan(room, tx, row, actor, today)
}

/** After a payment: what is covered has met its limit, and the limit for payment is that of the next part. @param on day of the payment. */
export async function followPlan(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
  on: LegalDay,
): Promise<void> {
  const last = (await plansOf(tx.sql, row.id)).at(-1)
  if (last === undefined || last.brokenOn !== null) return
  for (const { no, cumulativeFen } of last.instalments)
    if (cumulativeFen <= row.paid_fen)
      await room.deadlines.stop(tx, actor, limitOf(row.id, last.id, no), endOfDay(on))
  const next = last.instalments.find(({ cumulativeFen }) => cumulativeFen > row.paid_fen)
  if (next !== undefined) await movePaymentLimit(room, tx, row.id, actor, next.lastOn)
}

async function movePaymentLimit(
  { deadlines }: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  actor: Actor,
  to: LegalDay,
): Promise<void> {
  const key = { caseId, limit: 'payment' }
  const running = (await deadlines.ofCase(caseId, tx.sql)).findLast(
    (one) => one.limit === 'payment' && one.endedOn === null,
  )
  if (running === undefined || running.dueOn >= to) return
  const { length: first } = await deadlines.limit('payment')
  const counted = running.extensions.reduce((sum, { length }) => sum + length, first)
  let length = Math.max(1, dayNumber(to) - dayNumber(running.startsOn) - counted)
  while ((await deadlines.dueIfExtended(tx.sql, key, { length, unit: 'calendar_day' })) < to) length++
  await deadlines.extend(tx, actor, key, { length, unit: 'calendar_day', basis: law })
}

/** A part was not paid in time and the organ demands the whole 终止延期、分期: from today all of it is due. */
export async function breakPlan(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
): Promise<void> {
  const plan = runningPlan(await plansOf(tx.sql, row.id), row)
  if (plan === undefined) return
  const broken_on = legalDay(room.clock.now())
  await updateRows<PlanRow>(tx.sql, 'instalment_plans', { id: plan.id }, { broken_on })
  for (const { no, cumulativeFen } of plan.instalments)
    if (cumulativeFen > row.paid_fen) await room.deadlines.stop(tx, actor, limitOf(row.id, plan.id, no))
  await room.audit.append(tx, {
    actor,
    action: 'enforcement.plan-broken',
    object: { type: 'instalment-plan', id: plan.id },
    caseId: row.id,
    after: { brokenOn: broken_on },
    authority: law,
  })
}
