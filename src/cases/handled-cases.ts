/** What the officers' files 一人一档 say of cases. */
import type { HandledCases } from '../officers/service.ts'
import { legalDay } from '../platform/clock.ts'
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

  async ended(sql, caseId) {
    const rows = await sql.all<{ officer_id: string }>(
      "SELECT o.officer_id FROM case_officers o JOIN cases c ON c.id = o.case_id WHERE c.id = ? AND c.state <> 'open'",
      [caseId],
    )
    return rows.length === 0 ? undefined : { officerIds: rows.map(({ officer_id }) => officer_id) }
  },
}
