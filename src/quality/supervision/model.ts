/** Rows of supervision notices 执法监督通知书: to a department, about a case or not, answered with proofs until it is accepted. */

/** issued (also when an answer was returned) → answered → accepted. */
export const noticeStates = ['issued', 'answered', 'accepted'] as const
export type NoticeState = (typeof noticeStates)[number]

export interface NoticeRow {
  /** Its document and its limit belong to this id, as others to a case's. */
  id: string
  department_id: string
  case_id: string | null
  review_id: string | null
  state: NoticeState
  /** JSON: Defect[]. */
  defects: string
  demand: string
  number: string
  document_id: string
  issued_by: string
  issued_name: string
  issued_at: number
  /** The limit that runs is over, and those above were told. */
  escalated_at: number | null
  version: number
}

export interface Defect {
  what: string
  /** The article or rule that was not kept. */
  basis?: string | undefined
}

export interface AnswerRow {
  id: string
  notice_id: string
  content: string
  answered_by: string
  answered_name: string
  answered_at: number
  decision: 'accepted' | 'returned' | null
  opinion: string | null
  decided_by: string | null
  decided_name: string | null
  decided_at: number | null
}

export interface ProofRow {
  id: string
  notice_id: string
  /** Null until it is handed in with an answer. */
  answer_id: string | null
  name: string
  media_type: string
  sha256: string
  sm3: string
  size: number
  added_by: string
  added_name: string
  added_at: number
}

/** Code of limits.csv. */
export const remedyLimit = 'supervision-remedy'
