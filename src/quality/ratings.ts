/** What a review 案卷评查 makes of each officer: read by them, their head and supervision; appealed against within the limit, answered by who neither rated nor had a part in the case. */
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { shown, updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Rating } from '../officers/service.ts'
import type { RatingRow } from './model.ts'
import { personOf, qualifiedFor, type QualityRoom } from './room.ts'

interface RatingRaterRow {
  rating_id: string
  officer_id: string
  name: string
}

/** The newest first. */
export async function ratingsOf(sql: Sql, officerId: string): Promise<Rating[]> {
  const rows = await sql.all<RatingRow>(
    'SELECT * FROM case_ratings WHERE officer_id = ? ORDER BY rated_at DESC, id DESC',
    [officerId],
  )
  return Promise.all(rows.map((row) => viewOf(sql, row)))
}

const ratersOf = (sql: Sql, ratingId: string) =>
  sql.all<RatingRaterRow>('SELECT * FROM rating_raters WHERE rating_id = ? ORDER BY officer_id', [ratingId])

async function viewOf(sql: Sql, row: RatingRow): Promise<Rating> {
  const raters = await ratersOf(sql, row.id)
  return {
    ...shown(row),
    raters: raters.map(({ officer_id: officerId, name }) => ({ officerId, name })),
  }
}

export async function readRatings(room: QualityRoom, actor: Actor, officerId: string): Promise<Rating[]> {
  const { database } = room
  await requireOnOfficer(room, database.sql, actor, 'rating.read', officerId)
  return ratingsOf(database.sql, officerId)
}

async function requireOnOfficer(
  { officers, identity }: QualityRoom,
  sql: Sql,
  actor: Actor,
  action: 'rating.read' | 'rating.answer',
  officerId: string,
): Promise<void> {
  const { departmentId } = await officers.get(officerId, sql)
  identity.require(actor, action, { departmentId, officerIds: [officerId] })
}

async function find({ database }: QualityRoom, { sql }: WriteTransaction, id: string): Promise<RatingRow> {
  const [row] = await sql.all<RatingRow>(
    `SELECT * FROM case_ratings WHERE id = ? ${database.dialect.forUpdate}`,
    [id],
  )
  if (!row) throw problem('not-found', '评查结果不存在')
  return row
}

async function change(
  { audit }: QualityRoom,
  tx: WriteTransaction,
  actor: Actor,
  row: RatingRow,
  to: Partial<RatingRow>,
): Promise<Rating> {
  await updateRows<RatingRow>(tx.sql, 'case_ratings', { id: row.id }, to)
  await audit.append(tx, {
    actor,
    action: `rating.${to.state!}`,
    object: { type: 'officer', id: row.officer_id },
    before: { grade: row.grade },
    after: { rating: row.id, grade: to.grade ?? row.grade },
  })
  return viewOf(tx.sql, { ...row, ...to })
}

/** By the officer who was rated. */
export async function appealRating(
  room: QualityRoom,
  actor: Actor,
  ratingId: string,
  reason: string,
): Promise<Rating> {
  const { database, clock } = room
  return database.write(async (tx) => {
    const row = await find(room, tx, ratingId)
    if (row.officer_id !== personOf(actor)) throw problem('forbidden', '只有被评查的人员可以申诉')
    if (row.state !== 'given') throw problem('conflict', '该评查结果已经申诉过')
    if (legalDay(clock.now()) > row.appeal_until)
      throw problem('conflict', `申诉期限已于 ${row.appeal_until} 届满`)
    await room.tasks.notifications.send(tx, {
      officerIds: [...(await qualifiedFor(room, 'quality.arrange'))],
      caseId: row.case_id,
      kind: 'rating-appealed',
      text: '有人对案卷评查结果提出申诉，请安排与本案和评查都无关的人答复',
      link: `/officers/${row.officer_id}/ratings`,
    })
    return change(room, tx, actor, row, { state: 'appealed', appeal: reason, appealed_at: clock.now() })
  })
}

/** With the grade that stands, the old one or a new one. */
export async function answerRating(
  room: QualityRoom,
  actor: Actor,
  ratingId: string,
  { grade, answer }: { grade: string; answer: string },
): Promise<Rating> {
  const { database, clock, cases, rules } = room
  return database.write(async (tx) => {
    const row = await find(room, tx, ratingId)
    await requireOnOfficer(room, tx.sql, actor, 'rating.answer', row.officer_id)
    const person = personOf(actor)
    if ((await ratersOf(tx.sql, ratingId)).some(({ officer_id }) => officer_id === person))
      throw problem('forbidden', '评查人不能答复对本人评查的申诉')
    // Who approved in it would judge what they agreed to.
    if (person === row.officer_id || (await cases.tookPart(tx, row.case_id)).includes(person))
      throw problem('forbidden', '被评查人和办理、审批、审核过本案的人不能答复申诉')
    if (row.state !== 'appealed') throw problem('conflict', '该评查结果没有待答复的申诉')
    if (!rules.grades.some(({ code }) => code === grade))
      throw problem('input-invalid', '评查等次有误', [
        {
          path: 'grade',
          message: `应为：${rules.grades.map(({ code, name }) => `${code}（${name}）`).join('、')}`,
        },
      ])
    const answered = await change(room, tx, actor, row, {
      state: 'answered',
      grade,
      first_grade: row.grade,
      answer,
      answered_by: person,
      answered_name: actor.name,
      answered_at: clock.now(),
    })
    await room.tasks.notifications.send(tx, {
      officerIds: [row.officer_id],
      caseId: row.case_id,
      kind: 'rating-answered',
      text: '您对案卷评查结果的申诉已经答复',
      link: `/officers/${row.officer_id}/ratings`,
    })
    return answered
  })
}
