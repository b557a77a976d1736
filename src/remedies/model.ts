/** Rows of remedies 救济: administrative review 行政复议, litigation 行政诉讼 and appeal 上诉. Days are legal days. */

export const remedyKinds = ['review', 'litigation', 'appeal'] as const
export type RemedyKind = (typeof remedyKinds)[number]

/** open → decided (may still be appealed) → appealed, or concluded: the outcome is final. */
export const remedyStates = ['open', 'decided', 'appealed', 'concluded'] as const
export type RemedyState = (typeof remedyStates)[number]

/** What an outcome means for the decision. `as-before`: what the court below said stands. */
export const effects = ['stands', 'void', 'changed', 'illegal', 'as-before'] as const
export type Effect = (typeof effects)[number]

export interface RemedyRow {
  id: string
  case_id: string
  kind: RemedyKind
  state: RemedyState
  /** The case until it is concluded: one at a time. */
  open_mark: string | null
  /** What is challenged. */
  document_id: string
  /** The review that a litigation follows, the litigation that is appealed. */
  prior_id: string | null
  /** Review organ 复议机关 or court. */
  organ: string
  applicant: string
  /** Their number of it. */
  reference: string | null
  procedure_kind: 'ordinary' | 'simple'
  /** The day on which the party went there. */
  filed_on: string
  /** The day on which the bureau got the copy: its time to answer runs from here. */
  received_on: string
  limit_code: string
  /** Last day on which the party might go there. */
  limit_due_on: string
  claims: string
  /** JSON: Answer. */
  answer: string | null
  answered_on: string | null
  outcome: string | null
  outcome_number: string | null
  decided_on: string | null
  outcome_received_on: string | null
  reason: string | null
  new_fine_fen: number | null
  redo_from: RedoFrom | null
  redo_by: string | null
  /** JSON: what it did to the case. */
  effect: string | null
  concluded_on: string | null
  publicity_withdrawn_on: string | null
  registered_by: string
  registered_at: number
  version: number
}

export type RedoFrom = 'investigation' | 'decision'

export interface Answer {
  content: string
  /** Provisions that the decision rests on. */
  basis: string[]
  evidence: { name: string; proves: string; collectedOn: string; pages?: string }[]
}

/** Who stopped the enforcement: the bureau itself, the review organ, the court (行政复议法 第四十二条, 行政诉讼法 第五十六条). */
export const suspenders = ['bureau', 'review-organ', 'court'] as const

export interface SuspensionRow {
  id: string
  remedy_id: string
  case_id: string
  from_on: string
  to_on: string | null
  ordered_by: (typeof suspenders)[number]
  reason: string
  recorded_by: string
  recorded_at: number
}
