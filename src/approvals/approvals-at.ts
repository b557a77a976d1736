/** The approvals of a case as they stood at a past instant: running until the instant at which they were closed. */
import type { Sql } from '../platform/database/sql.ts'
import type { ApprovalRow } from './model.ts'

export async function approvalsAt(sql: Sql, caseId: string, at: number): Promise<ApprovalRow[]> {
  const rows = await sql.all<ApprovalRow>(
    'SELECT * FROM approvals WHERE case_id = ? AND opened_at <= ? ORDER BY opened_at, id',
    [caseId, at],
  )
  return rows.map((row) =>
    row.closed_at !== null && row.closed_at <= at
      ? row
      : { ...row, state: 'running', outcome: null, closed_at: null },
  )
}
