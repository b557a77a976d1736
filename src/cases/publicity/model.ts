/** Row of a publication 处罚决定公开. */
export const publicationStates = [
  'to-publish',
  'dropped',
  'published',
  'to-check',
  'to-withdraw',
  'withdrawn',
] as const

export interface PublicationRow {
  id: string
  case_id: string
  side_flow_id: string
  /** `dropped`: not to be published after all, or not online when the decision was changed. `to-check`: the decision was changed, and nobody has recorded whether it is online. */
  state: (typeof publicationStates)[number]
  /** The case until it is withdrawn or dropped: one at a time. */
  open_mark: string | null
  platform: string
  approved_at: number
  /** URL. */
  address: string | null
  published_at: number | null
  recorded_by: string | null
  recorded_at: number | null
  withdrawn_on: string | null
  withdrawal_reason: string | null
  withdrawn_by: string | null
}
