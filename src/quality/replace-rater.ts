/** A rater who does not rate is replaced: who arranges the review names another, with the reason on record; what was handed in stays as it is. */
import type { Actor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type { RaterRow, ReviewRow } from './model.ts'
import { requireFit } from './open-review.ts'
import { changeReview, lockReview, type QualityRoom, ratersOf } from './room.ts'

export async function replaceRater(
  room: QualityRoom,
  actor: Actor,
  reviewId: string,
  { officerId, successorId, reason }: { officerId: string; successorId: string; reason: string },
): Promise<ReviewRow> {
  const { database, identity, officers, clock, audit, tasks } = room
  return database.write(async (tx) => {
    identity.require(actor, 'quality.arrange')
    const row = await lockReview(room, tx, reviewId)
    if (row.state !== 'rating') throw problem('conflict', '本案现在不在评查中，不能更换评查人')
    const raters = await ratersOf(tx.sql, reviewId)
    const silent = raters.find(({ officer_id }) => officer_id === officerId)
    if (!silent)
      throw problem('input-invalid', '评查人不对', [{ path: 'officerId', message: '不是本案的评查人' }])
    if (silent.rated_at !== null) throw problem('conflict', '该评查人已经提交评查，不能更换')
    await requireFit(room, tx, row, raters, [successorId], () => 'successorId')
    const { name } = await officers.get(successorId, tx.sql)
    await updateRows<RaterRow>(
      tx.sql,
      'quality_raters',
      { review_id: reviewId, officer_id: officerId },
      { officer_id: successorId, name, appointed_by: actor.accountId, appointed_at: clock.now() },
    )
    await changeReview(tx, row, {})
    await audit.append(tx, {
      actor,
      action: 'review.rater-replaced',
      object: { type: 'review', id: reviewId },
      caseId: row.case_id,
      before: { rater: officerId },
      after: { rater: successorId, reason },
    })
    const told = { caseId: row.case_id, link: `/quality-reviews/${reviewId}` }
    await tasks.notifications.send(tx, {
      ...told,
      officerIds: [successorId],
      kind: 'review-appointed',
      text: '请评查案卷（原评查人已经更换，由您独立评查）',
    })
    await tasks.notifications.send(tx, {
      ...told,
      officerIds: [officerId],
      kind: 'review-replaced',
      text: `案卷评查已经改由他人评查：${reason}`,
    })
    return row
  })
}
