/** States of a clue 线索 in words, in the order in which it goes through them. */
import type { Reply } from '../../shared/api/client.ts'

export type CluePage = Reply<'/clues/{clueId}'>
export type ClueState = CluePage['clue']['state']
export type Deed = CluePage['may'][number]

export const clueStates: Record<ClueState, string> = {
  received: '已登记',
  verifying: '核查中',
  verified: '已核查',
  proposed: '待审批',
  accepted: '已立案办理',
  joined: '已并案',
  educated: '已教育办结',
  transferred: '已移送',
  rejected: '不予受理',
}

export const isOpen = (state: ClueState) =>
  state === 'received' || state === 'verifying' || state === 'verified' || state === 'proposed'

export const outcomes = {
  confirmed: '属实',
  partly: '部分属实',
  unfounded: '不属实',
  'not-found': '无法查实',
} as const
