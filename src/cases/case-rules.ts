/** The rules of data/ that cases are handled by, each read by its own room. */
import type { Forms } from '../tasks/index.ts'
import { readCorrectionRules } from './corrections/rules.ts'
import { readDiscussionRules } from './discussion/rules.ts'
import { readEnforcementRules } from './enforcement/rules.ts'
import { readHearingRules } from './hearing/rules.ts'
import { readNoPenaltyRules } from './no-penalty.ts'
import { readPenaltyKinds } from './notified-penalty.ts'
import { readPaperRules } from './papers/rules.ts'
import { readPublicityRules } from './publicity/rules.ts'
import { readServiceRules } from './serving/rules.ts'
import { readSummaryRules } from './summary/rules.ts'

/** @param seedFolder the folder `data/`. @throws ZodError naming the path of what is wrong in a file. */
export const readCaseRules = (seedFolder: string, forms: Forms) => ({
  summaryRules: readSummaryRules(seedFolder),
  hearingRules: readHearingRules(seedFolder),
  serviceRules: readServiceRules(seedFolder),
  enforcementRules: readEnforcementRules(seedFolder),
  discussionRules: readDiscussionRules(seedFolder),
  noPenaltyRules: readNoPenaltyRules(seedFolder),
  penaltyKinds: readPenaltyKinds(seedFolder),
  paperRules: readPaperRules(seedFolder),
  publicityRules: readPublicityRules(seedFolder),
  correctionRules: readCorrectionRules(seedFolder, forms),
})
