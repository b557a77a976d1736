/** A case is to be rated 案卷评查: one that is archived, once; and who rates it: people with the right, who had no part in it. */
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { RaterRow, ReviewRow } from './model.ts'
import { changeReview, lockReview, qualifiedFor, type QualityRoom, ratersOf } from './room.ts'

/** In the caller's transaction. @param sampleId where it was drawn. */
export async function insertReview(
  room: QualityRoom,
  tx: WriteTransaction,
  actor: Actor,
  { id: caseId, department_id }: { id: string; department_id: string },
  sampleId: string | null,
): Promise<ReviewRow> {
  const { clock, newId, audit } = room
  const row: ReviewRow = {
    id: newId(),
    case_id: caseId,
    department_id,
    sample_id: sampleId,
    state: 'appointing',
    needed: 2,
    points: null,
    grade: null,
    knocked_out: null,
    opened_by: actor.accountId,
    opened_at: clock.now(),
    concluded_at: null,
    version: 1,
  }
  await insertRow<ReviewRow>(tx.sql, 'quality_reviews', row)
  await audit.append(tx, {
    actor,
    action: 'review.opened',
    object: { type: 'review', id: row.id },
    caseId,
    after: { sample: sampleId },
  })
  return row
}

export async function openReview(room: QualityRoom, actor: Actor, caseId: string): Promise<ReviewRow> {
  const { database, identity, cases } = room
  return database.write(async (tx) => {
    identity.require(actor, 'quality.arrange')
    const row = await cases.lock(tx, caseId)
    if (row.state !== 'archived') throw problem('conflict', '案件尚未归档，不能评查')
    const [known] = await tx.sql.all('SELECT 1 FROM quality_reviews WHERE case_id = ?', [caseId])
    if (known) throw problem('conflict', '本案已有评查')
    return insertReview(room, tx, actor, row, null)
  })
}

/** As many as are wanting: the first two together, the third when it is asked. */
export async function appointRaters(
  room: QualityRoom,
  actor: Actor,
  reviewId: string,
  officerIds: string[],
): Promise<ReviewRow> {
  const { database, identity } = room
  return database.write(async (tx) => {
    identity.require(actor, 'quality.arrange')
    const row = await lockReview(room, tx, reviewId)
    if (row.state !== 'appointing') throw problem('conflict', '评查人已经指定')
    const present = await ratersOf(tx.sql, reviewId)
    const wanting = Number(row.needed) - present.length
    if (officerIds.length !== wanting)
      throw problem('input-invalid', '评查人不对', [
        { path: 'officerIds', message: `应当指定 ${wanting} 名评查人` },
      ])
    await requireFit(room, tx, row, present, officerIds, (index) => `officerIds[${index}]`)
    const people = await room.officers.getMany(officerIds, tx.sql)
    for (const [index, { id, name }] of people.entries())
      await insertRow<RaterRow>(tx.sql, 'quality_raters', {
        review_id: reviewId,
        officer_id: id,
        name,
        ordinal: present.length + index + 1,
        appointed_by: actor.accountId,
        appointed_at: room.clock.now(),
        sheet: null,
        points: null,
        grade: null,
        knocked_out: null,
        rated_at: null,
      })
    await changeReview(tx, row, { state: 'rating' })
    await room.audit.append(tx, {
      actor,
      action: 'review.raters-appointed',
      object: { type: 'review', id: reviewId },
      caseId: row.case_id,
      after: { raters: officerIds, third: row.needed === 3 },
    })
    await room.tasks.notifications.send(tx, {
      officerIds,
      caseId: row.case_id,
      kind: 'review-appointed',
      text: `请评查案卷${row.needed === 3 ? '（两名评查人的结果不一致，由您独立评查）' : ''}`,
      link: `/quality-reviews/${reviewId}`,
    })
    return row
  })
}

/** With the right, and without a part in the case or in its review so far. @param pathOf of each in what was sent. */
export async function requireFit(
  room: QualityRoom,
  tx: WriteTransaction,
  { case_id: caseId }: ReviewRow,
  present: RaterRow[],
  officerIds: string[],
  pathOf: (index: number) => string,
): Promise<void> {
  const faults: { path: string; message: string }[] = []
  const part = new Set(await room.cases.tookPart(tx, caseId))
  const qualified = await qualifiedFor(room, 'rating.give')
  const taken = new Set(present.map(({ officer_id }) => officer_id))
  officerIds.forEach((id, index) => {
    const refuse = (message: string) => faults.push({ path: pathOf(index), message })
    if (taken.has(id)) refuse('已经是本案的评查人')
    taken.add(id)
    if (!qualified.has(id)) refuse('没有评查案件质量的权限')
    if (part.has(id)) refuse('办理、审核、审批、讨论过本案或者参加过本案听证，不能评查本案')
  })
  if (faults.length > 0) throw problem('input-invalid', '评查人不对', faults)
}
