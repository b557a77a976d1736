/** A case under investigation, for benches that need very many. */
import type { CaseOfficerRow, CaseRow } from '../../src/cases/model.ts'
import { newCaseRow } from '../../src/cases/open-case.ts'
import { monday } from '../../test/registers/bureau.ts'

export function openCaseRow(id: string, lead: string, departmentId: string): CaseRow {
  const opening = {
    procedure: 'ordinary',
    violationCode: 'SR-001',
    occurredAt: null,
    openedAt: monday,
  } as const
  return {
    ...newCaseRow({ id, clueId: id, lead: { id: lead, departmentId, squad: null }, ...opening }),
    stage: 'investigation',
    filed_at: monday,
  }
}

/** Its lead officer 主办. */
export const leadRow = (caseId: string, officerId: string): CaseOfficerRow => ({
  case_id: caseId,
  officer_id: officerId,
  part: 'lead',
  from_at: monday,
  to_at: null,
})
