/** What one reads of supervision notices. */
import type { Actor } from '../../identity/actor.ts'
import { shown, type Shown } from '../../platform/database/rows.ts'
import type { SqlValue } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { QualityRoom } from '../room.ts'
import { type AnswerRow, type Defect, type NoticeRow, type NoticeState, type ProofRow } from './model.ts'
import { findNotice, objectOf } from './notices.ts'

export type ProofView = Shown<ProofRow>

export interface NoticeView extends Omit<Shown<NoticeRow>, 'defects'> {
  departmentName: string
  defects: Defect[]
  /** Of the time to mend that was given last. */
  dueOn: string | null
  left: string | null
  colour: string | null
  answers: (Shown<AnswerRow> & { proofs: ProofView[] })[]
  /** Added, not handed in yet. */
  proofs: ProofView[]
}

export async function viewNotices(
  { database, deadlines, officers }: QualityRoom,
  rows: NoticeRow[],
): Promise<NoticeView[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const among = `notice_id IN (${ids.map(() => '?').join(', ')}) ORDER BY id`
  const answers = await database.sql.all<AnswerRow>(`SELECT * FROM supervision_answers WHERE ${among}`, ids)
  const proofs = await database.sql.all<ProofRow>(`SELECT * FROM supervision_proofs WHERE ${among}`, ids)
  const limits = await deadlines.ofCases(ids)
  return Promise.all(
    rows.map(async (row) => {
      const own = limits.filter(({ caseId }) => caseId === row.id)
      const limit = own.find(({ endedOn }) => endedOn === null) ?? own.at(-1)
      const proofsOf = (answerId: string | null) =>
        proofs.filter((one) => one.notice_id === row.id && one.answer_id === answerId).map(viewProof)
      return {
        ...shown(row),
        departmentName: (await officers.department(row.department_id)).name,
        defects: JSON.parse(row.defects) as Defect[],
        dueOn: limit?.dueOn ?? null,
        left: limit?.left ?? null,
        colour: limit?.colour ?? null,
        answers: answers
          .filter(({ notice_id }) => notice_id === row.id)
          .map((answer) => ({ ...shown(answer), proofs: proofsOf(answer.id) })),
        proofs: proofsOf(null),
      }
    }),
  )
}

export const viewProof = (row: ProofRow): ProofView => ({ ...shown(row), size: Number(row.size) })

export async function readNotice(room: QualityRoom, actor: Actor, id: string): Promise<NoticeView> {
  const row = await findNotice(room.database.sql, id)
  room.identity.require(actor, 'supervision.read', objectOf(row))
  return (await viewNotices(room, [row]))[0]!
}

export interface NoticeQuery {
  state?: NoticeState | undefined
  departmentId?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** The newest first. */
export async function listNotices(
  room: QualityRoom,
  actor: Actor,
  { state, departmentId, cursor, limit = 50 }: NoticeQuery,
): Promise<{ items: NoticeView[]; next: string | null }> {
  const reach = room.identity.reach(actor, 'supervision.read')
  if (!reach) throw problem('forbidden', '您的角色不能查看执法监督通知书')
  const conditions = ['id < ?']
  const values: SqlValue[] = [cursor ?? '~']
  const among = (ids: string[]) => {
    conditions.push(ids.length === 0 ? '1 = 0' : `department_id IN (${ids.map(() => '?').join(', ')})`)
    values.push(...ids)
  }
  if (!reach.all) among(reach.departmentIds)
  if (departmentId !== undefined) among([departmentId])
  if (state !== undefined) {
    conditions.push('state = ?')
    values.push(state)
  }
  const rows = await room.database.sql.all<NoticeRow>(
    `SELECT * FROM supervision_notices WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    [...values, limit + 1],
  )
  const page = rows.slice(0, limit)
  return { items: await viewNotices(room, page), next: rows.length > limit ? page.at(-1)!.id : null }
}
