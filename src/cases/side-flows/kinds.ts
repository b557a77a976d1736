/** The kinds of side flow, by code. */
import { criminalTransfer } from './criminal-transfer.ts'
import { extension } from './extension.ts'
import { changeOfOfficers, recusal } from './officers.ts'
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
} as const

export type SideFlowCode = keyof typeof sideFlowKinds
