/** The stories of the year, family by family. */
import { approvalCases } from './approval-cases.ts'
import { clueEnds } from './clue-ends.ts'
import { enforcementCases } from './enforcement-cases.ts'
import { graveCases } from './grave-cases.ts'
import { hearingCases } from './hearing-cases.ts'
import { noPenaltyCases } from './no-penalty-cases.ts'
import { ordinaryCases } from './ordinary-cases.ts'
import { ownEnforcementCases } from './own-enforcement-cases.ts'
import { paperCases } from './paper-cases.ts'
import { propertyCases } from './property-cases.ts'
import { publicityCases } from './publicity-cases.ts'
import { qualityCases } from './quality-cases.ts'
import { relatedCases } from './related-cases.ts'
import { remedyCases } from './remedy-cases.ts'
import { serviceCases } from './service-cases.ts'
import { sideFlowCases } from './side-flow-cases.ts'
import { summaryCases } from './summary-cases.ts'
import type { Story } from './year.ts'

export const stories: readonly Story[] = [
  ...ordinaryCases,
  ...summaryCases,
  ...hearingCases,
  ...graveCases,
  ...serviceCases,
  ...noPenaltyCases,
  ...enforcementCases,
  ...ownEnforcementCases,
  ...propertyCases,
  ...remedyCases,
  ...publicityCases,
  ...qualityCases,
  ...relatedCases,
  ...sideFlowCases,
  ...paperCases,
  ...approvalCases,
  ...clueEnds,
]
