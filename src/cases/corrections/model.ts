/** Row of a correction of a fact 更正案件事实. */
import type { FormData } from '../../tasks/index.ts'

export const correctionStates = [
  'requested',
  'submitted',
  'effective',
  'refused',
  'withdrawn',
  'void',
] as const

export interface FactCorrectionRow {
  id: string
  case_id: string
  fact_kind: string
  /** Of the fact that is corrected. */
  fact_version: number
  /** JSON: field of the form → what it should say. */
  changes: string
  reason: string
  /** `requested`: the head has to agree. `submitted`: the engine has to answer. `void`: it refused. */
  state: (typeof correctionStates)[number]
  /** The case's id until it is decided: one at a time. */
  open_mark: string | null
  /** Account. */
  requested_by: string
  requested_officer: string | null
  requested_name: string
  requested_at: number
  decided_by: string | null
  decided_name: string | null
  opinion: string | null
  decided_at: number | null
  effective_at: number | null
}

export interface FactCorrectionView {
  id: string
  factKind: string
  /** Of the fact that is corrected. */
  factVersion: number
  state: FactCorrectionRow['state']
  reason: string
  changes: { field: string; from: FormData[string]; to: FormData[string] }[]
  requestedBy: string
  requestedAt: number
  decidedBy: string | null
  opinion: string | null
  decidedAt: number | null
  effectiveAt: number | null
}
