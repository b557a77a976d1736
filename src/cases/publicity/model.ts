/** Row of a publication 处罚决定公开. */
export const publicationStates = ['to-publish', 'dropped', 'published', 'to-withdraw', 'withdrawn'] as const

export interface PublicationRow {
  id: string
  case_id: string
  side_flow_id: string
  /** `dropped`: the decision was changed, or not to be published after all, before it was. */
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
