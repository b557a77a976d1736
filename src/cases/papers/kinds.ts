/**
 * Papers 办案文书 that officers draw up on their own while they handle a case, without an approval, by kind of document. What asks for an approval is a side
 * flow (stop-order, appraisal).
 */
import { enforcementRecordPapers } from './enforcement-record.ts'
import { furtherRecordPapers } from './further-records.ts'
import { inquiryPapers } from './inquiry.ts'
import { recordPapers } from './records.ts'

export const paperKinds = {
  ...inquiryPapers,
  ...recordPapers,
  ...furtherRecordPapers,
  ...enforcementRecordPapers,
} as const

export type PaperCode = keyof typeof paperKinds
