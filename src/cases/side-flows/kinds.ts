/** The kinds of side flow, by code. */
import { criminalTransfer } from './criminal-transfer.ts'
import { enforcementTermination } from './enforcement-termination.ts'
import { extension } from './extension.ts'
import { instalment } from './instalment.ts'
import { changeOfOfficers, recusal } from './officers.ts'
import { surcharge } from './surcharge.ts'
import { suspension } from './suspension.ts'
import { termination } from './termination.ts'
import { transfer } from './transfer.ts'

export const sideFlowKinds = {
  extension,
  suspension,
  termination,
  transfer,
  'criminal-transfer': criminalTransfer,
  recusal,
  'change-of-officers': changeOfOfficers,
  instalment,
  surcharge,
  'enforcement-termination': enforcementTermination,
} as const

export type SideFlowCode = keyof typeof sideFlowKinds
