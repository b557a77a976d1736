/** Rows of hearings 听证, and the facts that their forms become. */

/**
 * requested → arranged (host, day and place are set) → noticed (the party has been told) → held → reported. `suspended` 中止 goes back to an arrangement;
 * `absent` (the party stayed away: its right is waived, 行政处罚法 第六十四条第六项), `terminated` and `withdrawn` end it.
 */
export const hearingStates = [
  'requested',
  'arranged',
  'noticed',
  'suspended',
  'held',
  'reported',
  'absent',
  'terminated',
  'withdrawn',
] as const
export type HearingState = (typeof hearingStates)[number]

/** How the proceedings ended. */
export const hearingOutcomes = ['held', 'absent', 'terminated', 'withdrawn'] as const
export type HearingOutcome = (typeof hearingOutcomes)[number]

export interface HearingRow {
  id: string
  case_id: string
  state: HearingState
  /** The case while the proceedings are open: one hearing at a time. */
  open_mark: string | null
  requested_at: number
  host_id: string | null
  recorder_id: string | null
  starts_at: number | null
  place: string | null
  way: string | null
  noticed_at: number | null
  /** JSON: officers who were recused 回避 from presiding over this hearing. */
  barred: string
  /** Why it was arranged anew, suspended or ended. */
  reason: string | null
  opened_at: number
  ended_at: number | null
  version: number
}

/** What the forms of hearing.bpmn send, kept as facts of the case. */
export interface Arrangement {
  hostId: string
  hearers?: { officerId: string }[]
  recorderId: string
  startsAt: string
  place: string
  way: '公开' | '不公开'
  closedBecause?: string
  translator?: string
}

export interface Session {
  outcome: 'held' | 'adjourned' | 'suspended' | 'absent' | 'terminated'
  reason?: string
  startedAt?: string
  endedAt?: string
  participants?: { role: string; name: string; identity?: string }[]
  speeches?: { speaker: string; words: string }[]
}

export interface Report {
  investigators: string
  party: string
  findings: string
  opinion: string
  fineFen: number
}
