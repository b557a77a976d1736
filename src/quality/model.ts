/** Rows of case reviews 案卷评查: what was drawn, who rates, the result, and the rating of each officer that comes of it. */
import type { RatingRow } from '../officers/model.ts'

export type { RatingRow }

export interface SampleRow {
  id: string
  period: string
  from_on: string
  until_on: string
  per_squad: number
  /** The line of the audit log whose fingerprint decides the lots: the last one of the period. */
  seed_seq: number
  seed: string
  /** How many cases there were to draw from. */
  candidates: number
  drawn_by: string
  drawn_name: string
  drawn_at: number
}

/** appointing: a rater is wanting → rating → appointing once more where a third is asked → concluded. */
export const reviewStates = ['appointing', 'rating', 'concluded'] as const
export type ReviewState = (typeof reviewStates)[number]

export interface ReviewRow {
  id: string
  case_id: string
  /** Of the case. */
  department_id: string
  /** Null where it was not drawn. */
  sample_id: string | null
  state: ReviewState
  needed: number
  points: number | null
  grade: string | null
  knocked_out: number | boolean | null
  opened_by: string
  opened_at: number
  concluded_at: number | null
  version: number
}

export interface RaterRow {
  review_id: string
  officer_id: string
  name: string
  ordinal: number
  appointed_by: string
  appointed_at: number
  /** JSON: Sheet. */
  sheet: string | null
  points: number | null
  grade: string | null
  knocked_out: number | boolean | null
  rated_at: number | null
}
