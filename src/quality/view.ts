/** What one reads of reviews. Until the result is there, a rater sees nothing but their own sheet, and whoever else none at all. */
import type { Actor } from '../identity/actor.ts'
import { shown, type Shown } from '../platform/database/rows.ts'
import type { SqlValue, WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { RaterRow, ReviewRow, ReviewState } from './model.ts'
import { caseObject, findReview, type QualityRoom } from './room.ts'
import { criteriaFor, type Sheet } from './score.ts'

export interface RaterView {
  officerId: string
  name: string
  ratedAt: number | null
  /** Null where it is not there, or not yet for the reader. */
  sheet: Sheet | null
  points: number | null
  grade: string | null
  knockedOut: boolean | null
}

export interface ReviewView extends Omit<Shown<ReviewRow>, 'knockedOut'> {
  caseNumber: string | null
  caseTitle: string
  gradeName: string | null
  knockedOut: boolean | null
  /** Those the reader may know of. */
  raters: RaterView[]
}

export async function viewReviews(room: QualityRoom, actor: Actor, rows: ReviewRow[]): Promise<ReviewView[]> {
  if (rows.length === 0) return []
  const { database, cases, identity, rules } = room
  const raters = await database.sql.all<RaterRow>(
    `SELECT * FROM quality_raters WHERE review_id IN (${rows.map(() => '?').join(', ')}) ORDER BY ordinal`,
    rows.map(({ id }) => id),
  )
  const labels = await cases.labels(rows.map(({ case_id }) => case_id))
  const arranges = identity.may(actor, 'quality.arrange')
  return rows.map((row) => {
    const concluded = row.state === 'concluded'
    return {
      ...shown(row),
      needed: Number(row.needed),
      points: row.points === null ? null : Number(row.points),
      caseNumber: labels.get(row.case_id)?.number ?? null,
      caseTitle: labels.get(row.case_id)?.title ?? '',
      gradeName: rules.grades.find(({ code }) => code === row.grade)?.name ?? null,
      knockedOut: row.knocked_out === null ? null : Boolean(row.knocked_out),
      raters: raters
        .filter(({ review_id }) => review_id === row.id)
        .filter(({ officer_id }) => concluded || arranges || officer_id === actor.officerId)
        .map((rater) => viewRater(rater, concluded || rater.officer_id === actor.officerId)),
    }
  })
}

function viewRater(row: RaterRow, open: boolean): RaterView {
  return {
    officerId: row.officer_id,
    name: row.name,
    ratedAt: row.rated_at,
    sheet: open && row.sheet !== null ? (JSON.parse(row.sheet) as Sheet) : null,
    points: open && row.points !== null ? Number(row.points) : null,
    grade: open ? row.grade : null,
    knockedOut: open && row.knocked_out !== null ? Boolean(row.knocked_out) : null,
  }
}

/** Those who arrange it, its raters, and, as far as their right to ratings reaches, who handled the case and their heads. */
export async function readReview(
  room: QualityRoom,
  actor: Actor,
  reviewId: string,
): Promise<{ view: ReviewView; criteria: object[]; knockOuts: object[] }> {
  const { database, identity, cases, rules } = room
  const row = await findReview(database.sql, reviewId)
  if (!identity.may(actor, 'quality.arrange') && !(await isRater(database, reviewId, actor)))
    identity.require(actor, 'rating.read', await caseObject(room, database, row))
  const [view] = await viewReviews(room, actor, [row])
  const { case_procedure: procedure } = await cases.row(database, row.case_id)
  return { view: view!, criteria: criteriaFor(rules, procedure), knockOuts: rules.knockOuts }
}

async function isRater(
  { sql }: Pick<WriteTransaction, 'sql'>,
  reviewId: string,
  { officerId }: Actor,
): Promise<boolean> {
  const rows = await sql.all('SELECT 1 FROM quality_raters WHERE review_id = ? AND officer_id = ?', [
    reviewId,
    officerId,
  ])
  return rows.length > 0
}

export interface ReviewQuery {
  state?: ReviewState | undefined
  /** Only those that I have still to rate. */
  mine?: boolean | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** The newest first. */
export async function listReviews(
  room: QualityRoom,
  actor: Actor,
  { state, mine = false, cursor, limit = 50 }: ReviewQuery,
): Promise<{ items: ReviewView[]; next: string | null }> {
  const { identity, database } = room
  const reach = identity.reach(actor, 'rating.read')
  if (!reach) throw problem('forbidden', '您的角色不能查看案卷评查')
  const conditions = ['v.id < ?']
  const values: SqlValue[] = [cursor ?? '~']
  const where = (condition: string, ...more: SqlValue[]) => {
    conditions.push(condition)
    values.push(...more)
  }
  const rated = 'SELECT 1 FROM quality_raters q WHERE q.review_id = v.id AND q.officer_id = ?'
  if (mine) where(`v.state = 'rating' AND EXISTS (${rated} AND q.rated_at IS NULL)`, actor.officerId ?? '')
  else if (!identity.may(actor, 'quality.arrange') && !reach.all)
    where(
      `(${reach.departmentIds.map(() => 'v.department_id = ? OR ').join('')}EXISTS (${rated}) OR EXISTS (SELECT 1 FROM case_officers o WHERE o.case_id = v.case_id AND o.officer_id = ?))`,
      ...reach.departmentIds,
      actor.officerId ?? '',
      actor.officerId ?? '',
    )
  if (state !== undefined) where('v.state = ?', state)
  const rows = await database.sql.all<ReviewRow>(
    `SELECT v.* FROM quality_reviews v WHERE ${conditions.join(' AND ')} ORDER BY v.id DESC LIMIT ?`,
    [...values, limit + 1],
  )
  const page = rows.slice(0, limit)
  return {
    items: await viewReviews(room, actor, page),
    next: rows.length > limit ? page.at(-1)!.id : null,
  }
}
