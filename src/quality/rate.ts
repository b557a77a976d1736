/**
 * One rater's sheet 评查表: handed in once and never changed. Until all are in, nobody else sees it, not even in the audit log. When the last is in, the result
 * is computed, becomes the rating of each officer of the case, and they are told; where the first two do not agree, a third is asked before.
 */
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { addDays } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import type { RaterRow, RatingRow, ReviewRow } from './model.ts'
import { changeReview, lockReview, personOf, qualifiedFor, type QualityRoom, ratersOf } from './room.ts'
import { type Marks, marksOf, needsThird, resultOf, type Sheet, sheetFaults } from './score.ts'

export async function rateCase(
  room: QualityRoom,
  actor: Actor,
  reviewId: string,
  sheet: Sheet,
): Promise<ReviewRow> {
  const { database, identity, cases, rules, clock } = room
  return database.write(async (tx) => {
    identity.require(actor, 'rating.give')
    const person = personOf(actor)
    const row = await lockReview(room, tx, reviewId)
    const raters = await ratersOf(tx.sql, reviewId)
    const own = raters.find(({ officer_id }) => officer_id === person)
    if (!own) throw problem('forbidden', '您不是本案指定的评查人')
    if (row.state !== 'rating') throw problem('conflict', '本案现在不在评查中，已经提交的评查不能修改')
    if (own.rated_at !== null) throw problem('conflict', '您已经提交评查，提交后不能修改')
    const { case_procedure: procedure } = await cases.row(tx, row.case_id)
    const faults = sheetFaults(rules, procedure, sheet)
    if (faults.length > 0) throw problem('input-invalid', '评查表不完整', faults)
    const { points, grade, knockedOut } = marksOf(rules, procedure, sheet)
    const rated = {
      sheet: JSON.stringify(sheet),
      points,
      grade,
      knocked_out: knockedOut ? 1 : 0,
      rated_at: clock.now(),
    }
    await updateRows<RaterRow>(tx.sql, 'quality_raters', { review_id: reviewId, officer_id: person }, rated)
    Object.assign(own, rated)
    await note(room, tx, actor, row, 'review.rated', { rater: own.ordinal })
    await proceed(room, tx, actor, row, raters)
    return row
  })
}

async function proceed(
  room: QualityRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: ReviewRow,
  raters: RaterRow[],
): Promise<void> {
  if (raters.some(({ rated_at }) => rated_at === null)) return
  const marks = raters.map(marksIn)
  if (marks.length === 2 && needsThird(room.rules, marks as [Marks, Marks])) {
    await changeReview(tx, row, { state: 'appointing', needed: 3 })
    await note(room, tx, actor, row, 'review.third-asked', {})
    await room.tasks.notifications.send(tx, {
      officerIds: [...(await qualifiedFor(room, 'quality.arrange'))],
      caseId: row.case_id,
      kind: 'review-third-asked',
      text: '两名评查人的结果不一致，请指定第三名评查人',
      link: `/quality-reviews/${row.id}`,
    })
    return
  }
  await conclude(room, tx, actor, row, raters)
}

async function conclude(
  room: QualityRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: ReviewRow,
  raters: RaterRow[],
): Promise<void> {
  const { rules, clock, cases } = room
  const { points, grade, knockedOut } = resultOf(rules, raters.map(marksIn))
  await changeReview(tx, row, {
    state: 'concluded',
    points,
    grade,
    knocked_out: knockedOut ? 1 : 0,
    concluded_at: clock.now(),
  })
  const result = { points, grade, knockedOut }
  await note(room, tx, actor, row, 'review.concluded', {
    ...result,
    raters: raters.map((one) => ({ rater: one.officer_id, ...marksIn(one) })),
  })
  const handlers = await cases.everHandled(tx, row.case_id)
  for (const officerId of handlers) await giveRating(room, tx, actor, row, raters, officerId)
  const { name } = rules.grades.find(({ code }) => code === grade)!
  await room.tasks.notifications.send(tx, {
    officerIds: handlers,
    caseId: row.case_id,
    kind: 'review-concluded',
    text: `案卷评查结果：${points} 分，${name}。有异议的，可以在 ${rules.appealDays} 日内申诉`,
    link: `/quality-reviews/${row.id}`,
  })
}

async function giveRating(
  { rules, clock, newId, audit }: QualityRoom,
  tx: WriteTransaction,
  actor: Actor,
  review: ReviewRow,
  raters: RaterRow[],
  officerId: string,
): Promise<void> {
  // One given by a single person before there were reviews stands.
  const known = await tx.sql.all('SELECT 1 FROM case_ratings WHERE case_id = ? AND officer_id = ?', [
    review.case_id,
    officerId,
  ])
  if (known.length > 0) return
  const rating: RatingRow = {
    id: newId(),
    case_id: review.case_id,
    officer_id: officerId,
    review_id: review.id,
    points: review.points,
    grade: review.grade!,
    reasons: reasonsOf(rules, raters),
    state: 'given',
    rated_at: clock.now(),
    appeal_until: addDays(legalDay(clock.now()), rules.appealDays),
    appeal: null,
    appealed_at: null,
    answer: null,
    answered_by: null,
    answered_name: null,
    answered_at: null,
    first_grade: null,
  }
  await insertRow<RatingRow>(tx.sql, 'case_ratings', rating)
  for (const { officer_id, name } of raters)
    await insertRow(tx.sql, 'rating_raters', { rating_id: rating.id, officer_id, name })
  await audit.append(tx, {
    actor,
    action: 'rating.given',
    object: { type: 'officer', id: officerId },
    after: { caseId: review.case_id, grade: rating.grade, rating: rating.id },
  })
}

/** Why points were taken off, each rater's words. */
function reasonsOf({ criteria, knockOuts }: QualityRoom['rules'], raters: RaterRow[]): string {
  const nameOf = (code: string) => [...criteria, ...knockOuts].find((one) => one.code === code)?.name ?? code
  const most = (code: string) => criteria.find((one) => one.code === code)?.points ?? 0
  const lines = raters.flatMap(({ sheet }) => {
    const { scores, knockOuts: found } = JSON.parse(sheet!) as Sheet
    return [
      ...found.map(({ criterion, remark }) => `一票否决（${nameOf(criterion)}）：${remark}`),
      ...scores
        .filter(({ criterion, points }) => points < most(criterion))
        .map(
          ({ criterion, points, remark }) =>
            `${nameOf(criterion)}扣 ${most(criterion) - points} 分：${remark ?? ''}`,
        ),
    ]
  })
  return lines.length === 0 ? '未扣分' : [...new Set(lines)].join('\n')
}

const marksIn = ({ points, grade, knocked_out }: RaterRow): Marks => ({
  points: Number(points),
  grade: grade!,
  knockedOut: Boolean(knocked_out),
})

async function note(
  { audit }: QualityRoom,
  tx: WriteTransaction,
  actor: Actor,
  { id, case_id: caseId }: ReviewRow,
  action: string,
  after: NonNullable<Parameters<QualityRoom['audit']['append']>[1]['after']>,
): Promise<void> {
  await audit.append(tx, { actor, action, object: { type: 'review', id }, caseId, after })
}
