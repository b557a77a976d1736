/** What one reads of remedies: those of a case, and the bureau's. */
import type { Actor } from '../identity/actor.ts'
import { shown, type Shown } from '../platform/database/rows.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { RemedyKind, RemedyRow, RemedyState, SuspensionRow } from './model.ts'
import type { RemedyRoom } from './room.ts'

export interface RemedyView extends Omit<Shown<RemedyRow>, 'openMark' | 'answer' | 'effect'> {
  kindName: string
  document: { kind: string; name: string; number: string | null } | null
  /** Did the party go there in time? */
  withinLimit: boolean
  /** A suit over a decision on the spot without a review before it 复议前置. */
  reviewSkipped: boolean
  answerDueOn: string | null
  /** 绿、蓝、红 and what is left of the time to answer. */
  answerLeft: string | null
  outcomeName: string | null
  answer: unknown
  effect: unknown
  suspensions: Shown<SuspensionRow>[]
}

export async function viewRemedies(room: RemedyRoom, rows: RemedyRow[]): Promise<RemedyView[]> {
  const { database, documents, deadlines, rules } = room
  const suspensions =
    rows.length === 0
      ? []
      : await database.sql.all<SuspensionRow>(
          `SELECT * FROM enforcement_suspensions WHERE remedy_id IN (${rows.map(() => '?').join(', ')}) ORDER BY id`,
          rows.map(({ id }) => id),
        )
  const running = await deadlines.ofCases([...new Set(rows.map(({ case_id }) => case_id))])
  return Promise.all(
    rows.map(async (row) => {
      const { openMark: _mark, answer: _answer, effect: _effect, ...view } = shown(row)
      const document = (await documents.ofCase(database.sql, row.case_id)).find(
        ({ id }) => id === row.document_id,
      )
      const answerBy = running.find(
        ({ limit, subject }) =>
          subject === row.id && limit === rules.kinds[row.kind].answer[row.procedure_kind],
      )
      return {
        ...view,
        kindName: rules.kinds[row.kind].name,
        document: document ? { kind: document.kind, name: document.name, number: document.number } : null,
        withinLimit: row.filed_on <= row.limit_due_on,
        reviewSkipped:
          row.kind === 'litigation' &&
          row.prior_id === null &&
          rules.reviewFirst.includes(document?.kind ?? ''),
        answerDueOn: answerBy?.dueOn ?? null,
        answerLeft: answerBy ? `${answerBy.colourWord}：${answerBy.left}` : null,
        outcomeName:
          rules.outcomes.find(({ kind, code }) => kind === row.kind && code === row.outcome)?.name ?? null,
        answer: row.answer === null ? null : (JSON.parse(row.answer) as unknown),
        effect: row.effect === null ? null : (JSON.parse(row.effect) as unknown),
        suspensions: suspensions.filter(({ remedy_id }) => remedy_id === row.id).map(shown),
      }
    }),
  )
}

export interface RemedyQuery {
  kind?: RemedyKind
  state?: RemedyState
  cursor?: string
  limit?: number
}

/** The newest first. */
export async function listRemedies(
  room: RemedyRoom,
  actor: Actor,
  { kind, state, cursor, limit = 50 }: RemedyQuery,
): Promise<{ items: RemedyView[]; next: string | null }> {
  const reach = room.policy.reach(actor, 'remedy.read')
  if (!reach) throw problem('forbidden', '您的角色不能查看复议、诉讼')
  const conditions = ['r.id < ?']
  const values: SqlValue[] = [cursor ?? '~']
  if (!reach.all) {
    const departments = reach.departmentIds.map(() => '?').join(', ')
    conditions.push(
      `(${departments === '' ? '' : `c.department_id IN (${departments}) OR `}EXISTS (SELECT 1 FROM case_officers o WHERE o.case_id = c.id AND o.officer_id = ? AND o.to_at IS NULL))`,
    )
    values.push(...reach.departmentIds, reach.ownOfficerId ?? '')
  }
  for (const [column, value] of [
    ['kind', kind],
    ['state', state],
  ] as const) {
    if (value === undefined) continue
    conditions.push(`r.${column} = ?`)
    values.push(value)
  }
  const rows = await room.database.sql.all<RemedyRow>(
    `SELECT r.* FROM remedies r JOIN cases c ON c.id = r.case_id WHERE ${conditions.join(' AND ')} ORDER BY r.id DESC LIMIT ?`,
    [...values, limit + 1],
  )
  const page = rows.slice(0, limit)
  return { items: await viewRemedies(room, page), next: rows.length > limit ? page.at(-1)!.id : null }
}
