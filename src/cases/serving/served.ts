/** What follows when documents have been served: their limits end, and what was still under way for them is overtaken. */
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import { addDays, startOfDay } from '../../platform/legal-day.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { CaseRoom } from '../room.ts'
import { startDemandLimits } from '../own-enforcement/demand-served.ts'
import { tellMayClose } from '../tell-may-close.ts'
import { type Attempt, attemptsOf, changeAttempt, findAttempt } from './attempts.ts'

export async function served(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  attemptId: string,
): Promise<void> {
  const attempt = await findAttempt(tx.sql, attemptId)
  const { case_id: caseId, served_at: at } = attempt.row
  for (const documentId of attempt.documentIds)
    for (const limit of new Set(room.serviceRules.documents.flatMap(({ within }) => within ?? [])))
      await room.deadlines.stop(tx, actor, { caseId, limit, subject: documentId }, at!)
  await startDemandLimits(room, tx, actor, caseId, attempt.documentIds, at!)
  if (attempt.row.way === 'announcement') await closeAnnouncement(room, tx, actor, attempt, at!)
  for (const other of await attemptsOf(tx.sql, caseId))
    if (
      other.row.id !== attemptId &&
      (other.row.state === 'under-way' || other.row.state === 'requested') &&
      other.documentIds.some((id) => attempt.documentIds.includes(id))
    )
      await overtake(room, tx, actor, other, '已经以其他方式送达')
  await tellMayClose(room, tx, caseId)
}

/** The case has ended: nothing is announced any more, agreed to or published. */
export async function dropAnnouncement(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  caseId: string,
): Promise<void> {
  const open = openAnnouncement(await attemptsOf(tx.sql, caseId))
  if (open) await overtake(room, tx, actor, open, '案件已经终结')
}

export function openAnnouncement(attempts: Attempt[]): Attempt | undefined {
  return attempts.findLast(
    ({ row }) => row.way === 'announcement' && (row.state === 'requested' || row.state === 'under-way'),
  )
}

async function overtake(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  attempt: Attempt,
  reason: string,
): Promise<void> {
  const now = room.clock.now()
  await changeAttempt(tx.sql, attempt.row, { state: 'void', reason, ended_at: now })
  if (attempt.row.way !== 'announcement') return
  await closeAnnouncement(room, tx, actor, attempt, now)
  const { case_id: stream, id } = attempt.row
  if (attempt.row.state === 'requested') {
    await room.approvals.abandonStage(tx, stream, 'service')
    await room.documents.voidDrafts(tx, actor, stream, 'announcement-of-service')
  }
  await room.outbox.add(tx, {
    stream,
    command: {
      verb: 'publishMessage',
      name: 'announcement-ended',
      correlationKey: id,
      // While its approval runs nothing waits for the message yet.
      timeToLive: 90 * 86_400_000,
      messageId: `announcement-ended-${id}`,
      variables: {},
    },
  })
}

/** Why a limit stands still: beside a hearing or 中止调查, each for itself. */
export const announcementCause = 'announcement'

/** The days of an announcement are not counted in the time for the decision (data/service.yaml); they count again the day after. */
export async function closeAnnouncement(
  { deadlines, serviceRules }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  { row, particulars }: Attempt,
  at: number,
): Promise<void> {
  const { limit, excludedFrom } = serviceRules.announcement
  await deadlines.stop(tx, actor, { caseId: row.case_id, limit, subject: row.id }, at)
  if (!particulars.excluded) return
  const running = (await deadlines.ofCase(row.case_id)).find(
    (one) =>
      one.limit === excludedFrom &&
      one.pauses.some(({ toOn, cause }) => toOn === null && cause === announcementCause),
  )
  if (running)
    await deadlines.resume(
      tx,
      actor,
      { id: running.id },
      { at: startOfDay(addDays(legalDay(at), 1)), cause: announcementCause },
    )
}
