/** Ratings of the quality of ended cases 案件评查: given by one person, appealed against by the officer within the limit, answered by a third. */
import type { Actor } from '../identity/actor.ts'
import { insertRow, shown, updateRows } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import { addDays } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import type { RatingRow } from './model.ts'
import { findOfficer, type OfficerRoom, recordEdit, requireOnFile, today } from './room.ts'
import type { Officers } from './service.ts'

export const ratingsOf = (sql: Sql, officerId: string): Promise<RatingRow[]> =>
  sql.all<RatingRow>('SELECT * FROM case_ratings WHERE officer_id = ? ORDER BY rated_at DESC, id DESC', [
    officerId,
  ])

export function ratings(
  room: OfficerRoom,
): Pick<Officers, 'rateCase' | 'appealRating' | 'answerRating' | 'ratings'> {
  const { database, identity, clock, newId, rules } = room

  const requireGrade = (grade: string) => {
    if (!rules.ratingGrades.some(({ code }) => code === grade))
      throw problem('input-invalid', '评查等次有误', [
        {
          path: 'grade',
          message: `应为：${rules.ratingGrades.map(({ code, name }) => `${code}（${name}）`).join('、')}`,
        },
      ])
  }
  const personOf = ({ officerId }: Actor): string => {
    if (officerId === null) throw problem('forbidden', '只有在编人员可以评查、申诉和答复')
    return officerId
  }
  async function find({ sql }: WriteTransaction, id: string): Promise<RatingRow> {
    const [row] = await sql.all<RatingRow>(
      `SELECT * FROM case_ratings WHERE id = ? ${database.dialect.forUpdate}`,
      [id],
    )
    if (!row) throw problem('not-found', '评查结果不存在')
    return row
  }
  const change = async (tx: WriteTransaction, row: RatingRow, to: Partial<RatingRow>) => {
    await updateRows<RatingRow>(tx.sql, 'case_ratings', { id: row.id }, to)
    return shown({ ...row, ...to })
  }

  return {
    async rateCase(tx, actor, { caseId, officerId, grade, reasons }) {
      identity.require(actor, 'rating.give')
      const rater = personOf(actor)
      requireGrade(grade)
      await findOfficer(tx.sql, officerId, database.dialect.forUpdate)
      const ended = await room.cases().ended(tx.sql, caseId)
      if (!ended) throw problem('conflict', '案件尚未办结，不能评查')
      if (!ended.officerIds.includes(officerId))
        throw problem('input-invalid', '评查对象有误', [{ path: 'officerId', message: '没有办理过本案' }])
      if (ended.officerIds.includes(rater)) throw problem('forbidden', '办理过本案的人不能评查本案')
      const [known] = await tx.sql.all('SELECT id FROM case_ratings WHERE case_id = ? AND officer_id = ?', [
        caseId,
        officerId,
      ])
      if (known) throw problem('conflict', '本案对该人员已有评查结果')
      const row: RatingRow = {
        id: newId(),
        case_id: caseId,
        officer_id: officerId,
        grade,
        reasons,
        state: 'given',
        rated_by: rater,
        rated_name: actor.name,
        rated_at: clock.now(),
        appeal_until: addDays(today(room), rules.ratingAppealDays),
        appeal: null,
        appealed_at: null,
        answer: null,
        answered_by: null,
        answered_name: null,
        answered_at: null,
        first_grade: null,
      }
      await insertRow(tx.sql, 'case_ratings', row)
      await recordEdit(room, tx, actor, 'rating.given', officerId, {
        after: { caseId, grade, rating: row.id },
      })
      return shown(row)
    },

    async appealRating(tx, actor, ratingId, reason) {
      const row = await find(tx, ratingId)
      if (row.officer_id !== personOf(actor)) throw problem('forbidden', '只有被评查的人员可以申诉')
      if (row.state !== 'given') throw problem('conflict', '该评查结果已经申诉过')
      if (today(room) > row.appeal_until) throw problem('conflict', `申诉期限已于 ${row.appeal_until} 届满`)
      const appealed = await change(tx, row, {
        state: 'appealed',
        appeal: reason,
        appealed_at: clock.now(),
      })
      await recordEdit(room, tx, actor, 'rating.appealed', row.officer_id, { after: { rating: ratingId } })
      return appealed
    },

    async answerRating(tx, actor, ratingId, { grade, answer }) {
      const row = await find(tx, ratingId)
      requireOnFile(room, actor, 'rating.answer', await findOfficer(tx.sql, row.officer_id))
      const person = personOf(actor)
      requireGrade(grade)
      if (row.state !== 'appealed') throw problem('conflict', '该评查结果没有待答复的申诉')
      if (person === row.rated_by) throw problem('forbidden', '评查人不能答复对本人评查的申诉')
      if (person === row.officer_id) throw problem('forbidden', '不能答复本人的申诉')
      const answered = await change(tx, row, {
        state: 'answered',
        grade,
        first_grade: row.grade,
        answer,
        answered_by: person,
        answered_name: actor.name,
        answered_at: clock.now(),
      })
      await recordEdit(room, tx, actor, 'rating.answered', row.officer_id, {
        before: { grade: row.grade },
        after: { rating: ratingId, grade },
      })
      return answered
    },

    async ratings(actor, officerId) {
      requireOnFile(room, actor, 'rating.read', await findOfficer(database.sql, officerId))
      return (await ratingsOf(database.sql, officerId)).map(shown)
    },
  }
}
