/** Each statement of this round that was weighed 复核, in their order: none is left out because another came after it (行政处罚法 第四十五条). */
import type { Sql } from '../platform/database/sql.ts'
import type { CaseRow } from './model.ts'

export interface WeighedStatement {
  statement: string
  accepted: string
  result: string
}

export async function weighedStatements(sql: Sql, { id, reopened_at }: CaseRow): Promise<WeighedStatement[]> {
  const rows = await sql.all<{ data: string }>(
    `SELECT data FROM case_facts f WHERE case_id = ? AND kind = 'statement' AND state = 'effective' AND at > ?
       AND NOT EXISTS (SELECT 1 FROM case_facts c WHERE c.corrects = f.id AND c.state = 'effective') ORDER BY at, id`,
    [id, reopened_at ?? 0],
  )
  return rows.map(({ data }) => JSON.parse(data) as WeighedStatement)
}
