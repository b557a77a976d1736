/** What the officers' files 一人一档 say of cases, and who had a part in one. */
import type { HandledCases } from '../officers/service.ts'
import { legalDay } from '../platform/clock.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { CaseOfficerRow, CaseState } from './model.ts'

export const handledCases: HandledCases = {
  async handledBy(sql, officerId) {
    const rows = await sql.all<{
      opened_at: number
      state: CaseState
      part: CaseOfficerRow['part']
      to_at: number | null
    }>(
      'SELECT c.opened_at, c.state, o.part, o.to_at FROM case_officers o JOIN cases c ON c.id = o.case_id WHERE o.officer_id = ?',
      [officerId],
    )
    return rows.map(({ opened_at, state, part, to_at }) => ({
      year: legalDay(Number(opened_at)).slice(0, 4),
      state,
      part,
      present: to_at === null,
    }))
  },
}

/** Who handles the case or did at any time. */
export async function everHandled(sql: Sql, caseId: string): Promise<string[]> {
  const rows = await sql.all<{ officer_id: string }>(
    'SELECT DISTINCT officer_id FROM case_officers WHERE case_id = ? ORDER BY officer_id',
    [caseId],
  )
  return rows.map(({ officer_id }) => officer_id)
}

/** Who handled it, did one of its tasks, or decided in one of its approvals: none of them judges its quality. */
export async function tookPart(sql: Sql, caseId: string): Promise<string[]> {
  const acted = await sql.all<{ officer_id: string }>(
    `SELECT officer_id FROM task_acts WHERE case_id = ? AND officer_id IS NOT NULL
     UNION SELECT d.officer_id FROM approval_decisions d JOIN approvals a ON a.id = d.approval_id WHERE a.case_id = ? AND d.officer_id IS NOT NULL`,
    [caseId, caseId],
  )
  return [...new Set([...(await everHandled(sql, caseId)), ...acted.map(({ officer_id }) => officer_id)])]
}
