/** What a case is called in lists and in messages. */
import type { Sql } from '../platform/database/sql.ts'
import { titlesOf } from './case-page.ts'
import { type CaseRow, dayOfRules, type Stage } from './model.ts'
import type { CaseRoom } from './room.ts'
import { sideFlowKinds } from './side-flows/kinds.ts'

/** For lists: number, title and stage of each case, by id. */
export async function labelsOf(
  room: CaseRoom,
  caseIds: string[],
): Promise<Map<string, { number: string | null; stage: Stage; title: string }>> {
  if (caseIds.length === 0) return new Map()
  const rows = await room.database.sql.all<CaseRow>(
    `SELECT * FROM cases WHERE id IN (${caseIds.map(() => '?').join(', ')})`,
    caseIds,
  )
  const titles = await titlesOf(room, rows)
  return new Map(rows.map(({ id, number, stage }) => [id, { number, stage, title: titles.get(id)! }]))
}

/** 案号, or the 案由 before there is one; never the party. */
export async function nameInMessages(
  { violations }: CaseRoom,
  sql: Sql,
  caseId: string,
): Promise<string | undefined> {
  const [row] = await sql.all<CaseRow>('SELECT * FROM cases WHERE id = ?', [caseId])
  if (row?.number) return row.number
  if (!row?.violation_code) return undefined
  const [name] = await violations.names([{ code: row.violation_code, onDay: dayOfRules(row) }])
  return name === undefined ? undefined : `案由：${name}`
}

/** Of an approval without a document: the side flow 旁支事项 that it agrees to. */
export const nameOfAct = (subject: string): string | undefined =>
  Object.entries(sideFlowKinds).find(([code]) => code === subject)?.[1].title

export async function departmentOfCase(sql: Sql, caseId: string): Promise<string | null> {
  const [row] = await sql.all<Pick<CaseRow, 'department_id'>>(
    'SELECT department_id FROM cases WHERE id = ?',
    [caseId],
  )
  return row?.department_id ?? null
}
