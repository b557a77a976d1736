/** Rows of approvals. Everything that was decided, asked and told stays; nothing is overwritten but states. */
import type { RoleCode } from '../identity/actor.ts'
import type { ActState } from '../tasks/index.ts'

export type Decision = 'agree' | 'return' | 'reject' | 'add-tier-before' | 'add-tier-after' | 'remove-tier'
/** Acts beside the review itself: they move the token or the task, and are kept in the same list. */
export type Move = 'withdraw' | 'take-back' | 'jump' | 'reassign'
export type Outcome = 'agreed' | 'returned' | 'rejected' | 'withdrawn'

export interface ApprovalRow {
  id: string
  case_id: string
  /** entry | filing | investigation | decision | closing */
  stage: string
  /** Document kind or act that is asked for. */
  subject: string
  /** JSON: string[] */
  document_ids: string
  drafter_id: string
  department_id: string
  /** JSON: Route as it is now. */
  route: string
  /** JSON: Route as approval-route.dmn gave it. */
  opening_route: string
  /** `moving`: a withdrawal or redirection is on its way to the engine; no decision is taken meanwhile. */
  state: 'running' | 'moving' | 'closed'
  outcome: Outcome | null
  round_id: string | null
  process_instance_key: string
  opened_at: number
  closed_at: number | null
}

/** One entry into a tier. */
export interface RoundRow {
  id: string
  approval_id: string
  sequence: number
  tier_id: string
  tier_index: number
  role: RoleCode
  mode: 'one' | 'all' | 'quorum'
  needed: number
  /** JSON: RoundCandidate[] */
  candidates: string
  auto_pass: number
  state: 'open' | 'passed' | 'returned' | 'rejected' | 'changed' | 'redirected' | 'taken-back' | 'withdrawn'
  opened_at: number
  due_at: number
  closed_at: number | null
}

export interface RoundCandidate {
  officerId: string
  name: string
  onBehalfOf: string | null
}

export interface DecisionRow {
  id: string
  approval_id: string
  round_id: string
  tier_index: number
  user_task_key: string | null
  account_id: string
  officer_id: string | null
  officer_name: string
  role: RoleCode
  on_behalf_of: string | null
  decision: Decision | Move
  opinion: string
  /** JSON: DecisionDetail */
  detail: string
  /** JSON: { documentId, sha256 }[]: the documents as they were shown. */
  fingerprints: string
  from_address: string
  at: number
  state: ActState | 'taken-back'
  reason: string | null
}

export interface DecisionDetail {
  returnTo?: number
  addedRole?: RoleCode
  addedOfficer?: string
  removedTier?: string
  autoPass?: boolean
  toTier?: number
  toOfficer?: string
}

export interface ConsultationRow {
  id: string
  approval_id: string
  round_id: string
  asked_by: string
  asked_officer: string
  question: string
  answer: string | null
  asked_at: number
  answered_at: number | null
}

export interface CopyRow {
  id: string
  approval_id: string
  sent_by: string
  officer_id: string
  sent_at: number
  read_at: number | null
}

export interface ReminderRow {
  id: string
  approval_id: string
  round_id: string
  kind: 'manual' | 'due' | 'escalation'
  by_officer: string | null
  at: number
}
