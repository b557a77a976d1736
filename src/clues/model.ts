/** Rows of clues 线索. Nothing is ever deleted: what was found and said stands in clue_facts, what happened in clue_history. */
import type { CoordinateSystem } from './rules.ts'

/** 已登记 → 核查中 → 已核查 → (待审批 →) one of the five ends; reopening leads back to 已登记. */
export const clueStates = {
  received: '已登记',
  verifying: '核查中',
  verified: '已核查',
  proposed: '待审批',
  accepted: '已立案办理',
  joined: '已并案',
  educated: '已教育办结',
  transferred: '已移送',
  rejected: '不予受理',
} as const
export type ClueState = keyof typeof clueStates
export const clueStateCodes = Object.keys(clueStates) as [ClueState, ...ClueState[]]

/** Not decided yet, and nothing proposed: may be changed, verified, decided. */
export const openStates: readonly ClueState[] = ['received', 'verifying', 'verified']

/** What can be done about a clue; a page says which of it the asker may do now. */
export const clueDeeds = [
  'amend',
  'reveal',
  'attach',
  'assign',
  'report',
  'open-case',
  'join',
  'educate',
  'propose',
  'decide-proposal',
  'answer',
  'reopen',
] as const
export type ClueDeed = (typeof clueDeeds)[number]

export interface ClueRow {
  id: string
  /** 案源编号: gapless per year; null only for clues from before numbers were given. */
  number: string | null
  source: string
  received_at: number
  occurred_at: number | null
  place: string
  /** The address as it is compared with others. */
  place_key: string | null
  /** WGS 84. */
  longitude: number | null
  latitude: number | null
  /** What was entered, before conversion. */
  entered_longitude: number | null
  entered_latitude: number | null
  coordinate_system: CoordinateSystem | null
  /** Metres by which the point may be off. */
  point_error: number | null
  content: string
  category: string | null
  violation_code: string | null
  anonymous: number | boolean
  /** JSON: the source's particulars that are not personal. */
  particulars: string
  /** Sealed JSON: the personal ones. */
  personal: string | null
  /** Source and number of the ticket in the system it came from; unique. */
  ticket: string | null
  registered_by: string
  registered_name: string
  department_id: string
  verifier_id: string | null
  state: ClueState
  /** What became of it, in words. */
  disposal: string | null
  case_id: string | null
  decided_at: number | null
  version: number
}

export type ClueFactKind = 'clue-verification' | 'clue-proposal' | 'clue-proposal-decision' | 'clue-answer'

export interface ClueFactRow {
  id: string
  clue_id: string
  kind: ClueFactKind
  version: number
  /** JSON. */
  data: string
  recorded_by: string
  recorded_name: string
  officer_id: string | null
  at: number
}

export interface ClueHistoryRow {
  id: string
  clue_id: string
  /** As the audit line calls it: `clue.registered`. */
  act: string
  from_state: ClueState | null
  to_state: ClueState
  /** Reason, opinion or what changed, in words; never a complainant's name or number. */
  note: string | null
  officer_id: string | null
  name: string
  on_behalf_of: string | null
  at: number
}

export interface ClueAttachmentRow {
  id: string
  clue_id: string
  name: string
  media_type: string
  sha256: string
  sm3: string
  size: number
  /** Says who complained: for who handles the clue only. */
  personal: number | boolean
  added_by: string
  added_name: string
  at: number
}
