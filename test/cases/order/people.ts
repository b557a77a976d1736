/** Who tries, and who may: the officers of the case, its approvers tier by tier, those beside it. */
import { tiers } from '../officer-at-work.ts'

export const officers = ['squad-01-officer-1', 'squad-01-officer-2'] as const
/** Of the legal section, without those who handle the case: anyone qualified. */
export const legalReviewers = ['legal-reviewer-2', 'legal-reviewer-1'] as const
/** The third tier is the legal section 法制科: either of its reviewers. */
export const everyTier = tiers.map((userName) =>
  userName === 'legal-reviewer-1' ? legalReviewers : [userName],
)
export const headAlone = [['squad-01-head']] as const

export const people = [
  ...officers,
  'squad-02-officer-1',
  'squad-02-head',
  ...tiers,
  'legal-reviewer-2',
  'supervision-supervisor-1',
] as const
