/** 执法监督通知书: what supervision found and asks the squad to mend; a paper of the bureau's own, for nobody outside. */
import type { LegalDay } from './facts.ts'

export interface SupervisionFacts {
  /** Department that is told. */
  department: string
  /** Where it is about one case. */
  caseNumber?: string
  caseTitle?: string
  /** Where it comes of a review 案卷评查: its result in words. */
  review?: string
  defects: { no: number; what: string; basis?: string }[]
  /** What is to be done 整改要求. */
  demand: string
  /** Last day 整改期限. */
  until: LegalDay
  issuer: string
}
