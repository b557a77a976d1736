/**
 * A hearing begins with the party's request and ends held, waived, terminated or withdrawn (jobs hearing.open and hearing.end). Its time is not counted in
 * the case's days; the limit for asking stands still, so that what is left of it is the party's again after a withdrawal.
 */
import { type Actor, systemActor } from '../../identity/actor.ts'
import { parseInstant } from '../../platform/clock.ts'
import { insertRow, updateRows } from '../../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { dataOf, effectiveFacts } from '../facts.ts'
import { type CaseRoom, lockCase } from '../room.ts'
import { attemptsOf, changeAttempt } from '../serving/attempts.ts'
import type { HearingOutcome, HearingRow, Session } from './model.ts'

/** Code of limits.csv and cause of the pauses. */
export const requestLimit = 'hearing-request'
const cause = 'hearing'
const actor = systemActor('hearing')

/** The hearing whose proceedings are open. */
export async function openHearingOf(sql: Sql, caseId: string, lock = ''): Promise<HearingRow | undefined> {
  const [row] = await sql.all<HearingRow>(`SELECT * FROM hearings WHERE open_mark = ? ${lock}`, [caseId])
  return row
}

/** Of this round, where the decision has to be made again. */
export async function lastHearing(sql: Sql, caseId: string): Promise<HearingRow | undefined> {
  const [row] = await sql.all<HearingRow>(
    'SELECT h.* FROM hearings h JOIN cases c ON c.id = h.case_id WHERE h.case_id = ? AND h.opened_at > COALESCE(c.reopened_at, 0) ORDER BY h.id DESC LIMIT 1',
    [caseId],
  )
  return row
}

export async function changeHearing(
  { sql }: WriteTransaction,
  row: HearingRow,
  changes: Partial<HearingRow>,
): Promise<void> {
  await updateRows<HearingRow>(sql, 'hearings', { id: row.id }, { ...changes, version: row.version + 1 })
  Object.assign(row, changes, { version: row.version + 1 })
}

/** A second try finds it open. */
export async function openHearing(
  room: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
): Promise<{ hearingId: string }> {
  await lockCase(room, tx, caseId)
  const open = await openHearingOf(tx.sql, caseId)
  if (open) return { hearingId: open.id }
  const request = dataOf(await effectiveFacts(tx.sql, caseId), 'hearing-requested')
  const requestedAt = request ? parseInstant(request.receivedAt as string) : room.clock.now()
  const row: HearingRow = {
    id: room.newId(),
    case_id: caseId,
    state: 'requested',
    open_mark: caseId,
    requested_at: requestedAt,
    host_id: null,
    recorder_id: null,
    starts_at: null,
    place: null,
    way: null,
    noticed_at: null,
    barred: '[]',
    reason: null,
    opened_at: room.clock.now(),
    ended_at: null,
    version: 1,
  }
  await insertRow<HearingRow>(tx.sql, 'hearings', row)
  await leaveDecision(room, tx, caseId)
  const { limit, reason, basis } = room.hearingRules.excludes
  for (const code of [limit, requestLimit]) {
    const running = (await room.deadlines.ofCase(caseId)).find(
      (one) => one.limit === code && one.endedOn === null,
    )
    // A limit that has run out stays so: nothing is left that could be kept.
    if (running && running.state !== 'over')
      await room.deadlines.suspend(tx, actor, { id: running.id }, { reason, basis, cause, at: requestedAt })
  }
  await note(room, tx, actor, row, 'hearing.opened', { requestedAt })
  return { hearingId: row.id }
}

/** A request that was found late has taken the case from its decision: what was drafted and sent for approval falls. */
async function leaveDecision(
  { approvals, documents }: CaseRoom,
  tx: WriteTransaction,
  caseId: string,
): Promise<void> {
  await approvals.abandonStage(tx, caseId, 'decision')
  for (const kind of ['penalty-decision-approval', 'penalty-decision', 'no-penalty-decision'])
    await documents.voidDrafts(tx, actor, caseId, kind)
}

export async function endHearing(
  room: CaseRoom,
  tx: WriteTransaction,
  hearingId: string,
  outcome: HearingOutcome,
): Promise<void> {
  const [row] = await tx.sql.all<HearingRow>('SELECT * FROM hearings WHERE id = ?', [hearingId])
  if (!row) throw problem('not-found', '没有这次听证')
  await lockCase(room, tx, row.case_id)
  if (row.open_mark === null) return
  const at = await endOf(room, tx, row, outcome)
  await changeHearing(tx, row, { state: outcome, open_mark: null, ended_at: at })
  await releaseLimits(room, tx, row, outcome, at)
  if (outcome === 'withdrawn') await dropNotice(room, tx, row)
  await note(room, tx, actor, row, 'hearing.ended', { outcome, endedAt: at })
}

/** The case ended while a hearing was under way: its process has fallen with that of the case. */
export async function abandonHearing(room: CaseRoom, tx: WriteTransaction, caseId: string): Promise<void> {
  const row = await openHearingOf(tx.sql, caseId)
  if (!row) return
  await changeHearing(tx, row, {
    state: 'terminated',
    open_mark: null,
    ended_at: room.clock.now(),
    reason: '案件已经终结',
  })
  await note(room, tx, actor, row, 'hearing.ended', { outcome: 'terminated' })
}

/** What was drafted, sent for approval or sent out for a day that is given up. */
export async function dropNotice(room: CaseRoom, tx: WriteTransaction, row: HearingRow): Promise<void> {
  await room.approvals.abandonStage(tx, row.case_id, 'hearing')
  await room.documents.voidDrafts(tx, actor, row.case_id, 'hearing-notice')
  await room.deadlines.stop(tx, actor, { caseId: row.case_id, limit: 'hearing-notice' })
  const notices = (await room.documents.ofCase(tx.sql, row.case_id)).filter(
    ({ kind }) => kind === 'hearing-notice',
  )
  const given = { state: 'void', reason: '听证另行安排或者终结', ended_at: room.clock.now() } as const
  for (const { row: attempt, documentIds } of await attemptsOf(tx.sql, row.case_id))
    if (attempt.state === 'under-way' && notices.some(({ id }) => documentIds.includes(id)))
      await changeAttempt(tx.sql, attempt, given)
}

/** When a session was opened, its end; otherwise now. */
async function endOf(
  { clock }: CaseRoom,
  { sql }: WriteTransaction,
  row: HearingRow,
  outcome: HearingOutcome,
): Promise<number> {
  if (outcome !== 'held' && outcome !== 'absent') return clock.now()
  const session = dataOf(await effectiveFacts(sql, row.case_id), 'hearing-session') as Session | undefined
  return session?.endedAt === undefined ? clock.now() : parseInstant(session.endedAt)
}

async function releaseLimits(
  { deadlines, hearingRules }: CaseRoom,
  tx: WriteTransaction,
  { case_id: caseId, requested_at: requestedAt }: HearingRow,
  outcome: HearingOutcome,
  at: number,
): Promise<void> {
  const { limit } = hearingRules.excludes
  for (const { id, limit: code, endedOn, pauses } of await deadlines.ofCase(caseId)) {
    if (endedOn !== null || (code !== limit && code !== requestLimit)) continue
    // The party has used its right, in time.
    if (code === requestLimit && outcome !== 'withdrawn') await deadlines.stop(tx, actor, { id }, requestedAt)
    else if (pauses.some((pause) => pause.toOn === null && pause.cause === cause))
      await deadlines.resume(tx, actor, { id }, { cause, at })
  }
}

export async function note(
  { audit }: CaseRoom,
  tx: WriteTransaction,
  by: Actor,
  { id, case_id: caseId }: HearingRow,
  action: string,
  after: { [name: string]: string | number | null },
): Promise<void> {
  await audit.append(tx, {
    actor: by,
    action,
    object: { type: 'hearing', id },
    caseId,
    after,
    authority: '行政处罚法 第六十四条',
  })
}
