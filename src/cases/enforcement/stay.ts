/**
 * 中止执行 (行政强制法 第三十九条): while a ground of data/enforcement.yaml is there, enforcement stands still: nothing more is demanded, the time of the demand does not
 * run, no surcharge is counted. The time of the application to the court does run (第五十三条). It is resumed 恢复执行 when the ground is gone. After three years without that,
 * where nobody is harmed and the party truly cannot pay, it is not enforced any more.
 */
import { type Actor, systemActor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { insertRow, updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { addMonths, startOfDay } from '../../platform/legal-day.ts'
import { problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import { type CaseRoom, lockCase, officersOf } from '../room.ts'
import { settleMoney } from '../own-enforcement/close.ts'
import { openOwn } from '../own-enforcement/model.ts'
import { endSideFlow, findSideFlow } from '../side-flows/end-side-flow.ts'

export interface StayRow {
  id: string
  case_id: string
  side_flow_id: string
  ground: string
  /** 没有明显社会危害. */
  harmless: number | boolean
  /** The first day that does not count; `to_on` the first that counts again. */
  from_on: string
  to_on: string | null
  /** The case while it lasts. */
  open_mark: string | null
  ended_by: 'resumed' | 'lapsed' | 'overtaken' | null
  began_at: number
}

const law = '行政强制法 第三十九条'
/** Why nothing is done meanwhile to have the party perform. */
export const stayed = '已经中止执行，恢复执行后才能办理（行政强制法 第三十九条）'
/** Of a pause of a limit. */
const cause = 'enforcement-stay'
/** Code of limits.csv. */
const stayLimit = 'enforcement-stay'
/** The three months for the court go on: the law gives none of them back (第五十三条). */
const standStill = new Set([
  'demand-before-court',
  'enforcement-demand',
  'demolition-announcement',
  'performance-demand',
])

/** Oldest first. */
export const staysOf = (sql: Sql, caseId: string): Promise<StayRow[]> =>
  sql.all<StayRow>('SELECT * FROM enforcement_stays WHERE case_id = ? ORDER BY id', [caseId])

export async function openStay(sql: Sql, caseId: string): Promise<StayRow | undefined> {
  const [row] = await sql.all<StayRow>('SELECT * FROM enforcement_stays WHERE open_mark = ?', [caseId])
  return row
}

/** @returns epoch ms of the last instant of the three years. */
export async function beginStay(
  room: CaseRoom,
  tx: WriteTransaction,
  row: CaseRow,
  actor: Actor,
  { sideFlowId, ground, harmless }: { sideFlowId: string; ground: string; harmless: boolean },
): Promise<number> {
  const { deadlines, clock, newId, audit, enforcementRules } = room
  const id = newId()
  await insertRow<StayRow>(tx.sql, 'enforcement_stays', {
    id,
    case_id: row.id,
    side_flow_id: sideFlowId,
    ground,
    harmless: harmless ? 1 : 0,
    from_on: legalDay(clock.now()),
    to_on: null,
    open_mark: row.id,
    ended_by: null,
    began_at: clock.now(),
  })
  const reason = `中止执行：${enforcementRules.stays.grounds[ground]}`
  for (const { id: limitId, limit, endedOn, state } of await deadlines.ofCase(row.id, tx.sql))
    if (endedOn === null && standStill.has(limit) && state !== 'over')
      await deadlines.suspend(tx, actor, { id: limitId }, { reason, basis: law, cause })
  await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [row.id])
  await audit.append(tx, {
    actor,
    action: 'enforcement.stayed',
    object: { type: 'case', id: row.id },
    caseId: row.id,
    after: { ground, harmless },
    authority: law,
  })
  const { dueAt } = await deadlines.start(tx, actor, { caseId: row.id, limit: stayLimit, subject: id })
  return dueAt
}

async function endStay(
  room: CaseRoom,
  tx: WriteTransaction,
  stay: StayRow,
  actor: Actor,
  how: NonNullable<StayRow['ended_by']>,
): Promise<void> {
  const { deadlines, clock, audit } = room
  const to_on = legalDay(clock.now())
  await updateRows<StayRow>(
    tx.sql,
    'enforcement_stays',
    { id: stay.id },
    { to_on, open_mark: null, ended_by: how },
  )
  for (const { id, pauses } of await deadlines.ofCase(stay.case_id, tx.sql))
    if (pauses.some((one) => one.cause === cause && one.toOn === null))
      await deadlines.resume(tx, actor, { id }, { cause })
  await deadlines.stop(tx, actor, { caseId: stay.case_id, limit: stayLimit, subject: stay.id })
  await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [stay.case_id])
  await audit.append(tx, {
    actor,
    action: 'enforcement.stay-ended',
    object: { type: 'case', id: stay.case_id },
    caseId: stay.case_id,
    after: { how, from: stay.from_on, to: to_on },
    authority: law,
  })
  const flow = await findSideFlow(tx, stay.side_flow_id)
  if (flow && flow.ended_at === null) await endSideFlow(room, tx, flow, { state: 'done' })
}

/** Milliseconds: the flow may be between two places where it waits for the message. */
const patience = 86_400_000

/** Nothing is enforced any more: paid, ended, or the decision is gone. The flow that waits for the resumption ends. */
export async function overtakeStay(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
  actor: Actor,
): Promise<void> {
  await settleMoney(room, tx, caseId, actor)
  const stay = await openStay(tx.sql, caseId)
  // Of another duty than to pay, enforcement goes on standing still.
  if (!stay || (await openOwn(tx.sql, caseId))) return
  await endStay(room, tx, stay, actor, 'overtaken')
  await room.outbox.add(tx, {
    stream: caseId,
    command: {
      verb: 'publishMessage',
      name: 'enforcement-over',
      correlationKey: stay.side_flow_id,
      timeToLive: patience,
      messageId: `enforcement-over-${stay.side_flow_id}`,
      variables: {},
    },
  })
}

async function ofSideFlow(room: CaseRoom, tx: WriteTransaction, sideFlowId: string) {
  const [stay] = await tx.sql.all<StayRow>('SELECT * FROM enforcement_stays WHERE side_flow_id = ?', [
    sideFlowId,
  ])
  if (!stay) throw problem('not-found', `没有事项 ${sideFlowId} 的中止执行`)
  return { stay, row: await lockCase(room, tx, stay.case_id) }
}

/** 恢复执行 (job enforcement.resume): the days count again from today. */
export async function resumeFromStay(
  room: CaseRoom,
  tx: WriteTransaction,
  sideFlowId: string,
): Promise<void> {
  const { stay } = await ofSideFlow(room, tx, sideFlowId)
  if (stay.to_on === null) await endStay(room, tx, stay, systemActor('enforcement.resume'), 'resumed')
}

/**
 * The three years are over (job enforcement.end-stay). Where it is not so that enforcement ends by that, the officers are reminded, and again each year.
 * @param end ends enforcement; given from outside, since that ends a stay too. @returns when to look again, epoch ms; null: enforcement is over.
 */
export async function lapse(
  room: CaseRoom,
  tx: WriteTransaction,
  sideFlowId: string,
  end: (row: CaseRow, reason: string) => Promise<void>,
): Promise<number | null> {
  const { deadlines, clock, enforcementRules, tasks } = room
  const { stay, row } = await ofSideFlow(room, tx, sideFlowId)
  if (stay.to_on !== null) return null
  const { dueAt, dueOn } = (await deadlines.ofCase(row.id, tx.sql)).find(
    ({ limit, subject }) => limit === stayLimit && subject === stay.id,
  )!
  if (clock.now() <= dueAt) return dueAt + 1
  if (stay.harmless && enforcementRules.stays.lapses.includes(stay.ground)) {
    await endStay(room, tx, stay, systemActor('enforcement.end-stay'), 'lapsed')
    await end(row, `自 ${stay.from_on} 中止执行，至 ${dueOn} 满三年未恢复执行`)
    return null
  }
  await tasks.notifications.send(tx, {
    officerIds: (await officersOf(tx.sql, row.id)).map(({ officer_id }) => officer_id),
    caseId: row.id,
    kind: 'enforcement-stay-long',
    text: `案件 ${row.number ?? ''} 中止执行已满三年，请核查能否恢复执行（${law}）`,
    link: `/cases/${row.id}`,
  })
  return startOfDay(addMonths(legalDay(clock.now()), 12))
}
