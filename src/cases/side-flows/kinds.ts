/** The kinds of side flow, by code. */
import { appraisal } from './appraisal.ts'
import { criminalTransfer } from './criminal-transfer.ts'
import { enforcementDecision } from './enforcement-decision.ts'
import { enforcementDemand } from './enforcement-demand.ts'
import { enforcementStay } from './enforcement-stay.ts'
import { enforcementTermination } from './enforcement-termination.ts'
import { extension } from './extension.ts'
import { instalment } from './instalment.ts'
import { refund } from './refund.ts'
import { surcharge } from './surcharge.ts'
import { joining } from './joining.ts'
import { changeOfOfficers, recusal } from './officers.ts'
import { performanceDemand } from './performance-demand.ts'
import { publicity } from './publicity.ts'
import { reopening } from './reopening.ts'
import { splitting } from './splitting.ts'
import { stopOrder } from './stop-order.ts'
import { suspension } from './suspension.ts'
import { termination } from './termination.ts'
import { transfer } from './transfer.ts'

export const sideFlowKinds = {
  'stop-order': stopOrder,
  appraisal,
  extension,
  suspension,
  termination,
  transfer,
  'criminal-transfer': criminalTransfer,
  recusal,
  'change-of-officers': changeOfOfficers,
  instalment,
  surcharge,
  refund,
  'enforcement-stay': enforcementStay,
  'enforcement-termination': enforcementTermination,
  'enforcement-demand': enforcementDemand,
  'enforcement-decision': enforcementDecision,
  'performance-demand': performanceDemand,
  publicity,
  joining,
  splitting,
  reopening,
} as const

export type SideFlowCode = keyof typeof sideFlowKinds
