/** A case under investigation, for benches that need very many. */
import type { CaseRow } from '../../src/cases/model.ts'
import { monday } from '../../test/registers/bureau.ts'

export function openCaseRow(id: string, lead: string, departmentId: string): CaseRow {
  return {
    id,
    number: null,
    case_procedure: 'ordinary',
    stage: 'investigation',
    state: 'open',
    clue_id: id,
    party_id: null,
    party_kind: null,
    violation_code: 'SR-001',
    occurred_on: null,
    lead_officer_id: lead,
    department_id: departmentId,
    squad_code: null,
    opened_at: monday,
    filed_at: monday,
    decided_at: null,
    served_at: null,
    paid_at: null,
    closed_at: null,
    archived_at: null,
    fine_fen: null,
    paid_fen: 0,
    process_instance_key: null,
    version: 1,
    suspended_at: null,
    decision_state: null,
    reopened_at: null,
    surcharge_fen: null,
    surcharge_paid_fen: 0,
    enforcement_ended_at: null,
  }
}
