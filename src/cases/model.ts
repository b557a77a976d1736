/** Rows of cases. What people enter stands in case_facts, one row per form and version; a case is the sum of its effective facts. */
import type { LegalDay } from '../documents/facts.ts'
import { legalDay } from '../platform/clock.ts'
import type { ActState } from '../tasks/index.ts'
import type { SideFlowCode } from './side-flows/kinds.ts'

export type Stage = 'entry' | 'filing' | 'investigation' | 'decision' | 'closing'
export const stages = ['entry', 'filing', 'investigation', 'decision', 'closing'] as const satisfies Stage[]
/** How a case ends: 结案, or without a penalty 不予受理, 不予立案, 撤销立案, 不予处罚. */
export const caseEnds = ['closed', 'not-accepted', 'not-filed', 'withdrawn', 'no-penalty'] as const
export type CaseEnd = (typeof caseEnds)[number]
/** By a side flow: 终止调查, 移送, 并案; by review or litigation: 决定被撤销. */
export const earlyEnds = ['terminated', 'transferred', 'joined', 'revoked'] as const
export type EarlyEnd = (typeof earlyEnds)[number]
/** How a case ended that was not decided and closed, as its volume 卷宗 says. */
export const endWords: { readonly [state in Exclude<CaseEnd, 'closed'> | EarlyEnd]: string } = {
  'not-accepted': '不予受理',
  'not-filed': '不予立案',
  withdrawn: '撤销立案',
  'no-penalty': '不予处罚',
  terminated: '终止调查',
  transferred: '移送其他机关',
  joined: '并入其他案件',
  revoked: '处罚决定被撤销',
}
export type CaseState = 'open' | CaseEnd | EarlyEnd | 'archived'

export const decisionStates = ['revoked', 'changed', 'illegal'] as const
export type DecisionState = (typeof decisionStates)[number]

export interface CaseRow {
  id: string
  /** 案号: the number of its 立案审批表. */
  number: string | null
  case_procedure: 'ordinary' | 'summary'
  stage: Stage
  state: CaseState
  clue_id: string
  party_id: string | null
  party_kind: 'citizen' | 'organisation' | null
  violation_code: string | null
  /** Day of the violation, which decides on the version of the rules; null until it is known. */
  occurred_on: LegalDay | null
  lead_officer_id: string
  department_id: string
  squad_code: string | null
  opened_at: number
  filed_at: number | null
  decided_at: number | null
  served_at: number | null
  paid_at: number | null
  closed_at: number | null
  archived_at: number | null
  fine_fen: number | null
  paid_fen: number
  process_instance_key: string | null
  version: number
  /** 中止调查 since then. */
  suspended_at: number | null
  /** What review or litigation made of the decision; null: nothing. */
  decision_state: DecisionState | null
  /** The decision has to be made again 责令重新作出 since then. */
  reopened_at: number | null
  /** 加处罚款 that has been decided, in all. */
  surcharge_fen: number | null
  surcharge_paid_fen: number
  /** Paid under decisions that have to be made again, and not given back yet. */
  voided_paid_fen: number
  /** 终结执行 since then: nothing more is asked for. */
  enforcement_ended_at: number | null
}

/** The day whose rules count: that of the violation, as far as it is known 实体从旧. */
export const dayOfRules = ({
  occurred_on,
  opened_at,
}: Pick<CaseRow, 'occurred_on' | 'opened_at'>): LegalDay => occurred_on ?? legalDay(opened_at)

export interface CaseOfficerRow {
  case_id: string
  officer_id: string
  part: 'lead' | 'assisting'
  from_at: number
  to_at: number | null
}

export interface CaseFactRow {
  id: string
  case_id: string
  /** As the task's header `fact` says; the form's id for services 送达; a message's name; what a job found out. */
  kind: string
  version: number
  /** JSON: the form's fields, money in fen. */
  data: string
  state: ActState
  act_id: string | null
  recorded_by: string
  officer_id: string | null
  at: number
  effective_at: number | null
  /** Id of the version that this one corrects 更正. */
  corrects?: string | null
}

export interface CaseRelationRow {
  id: string
  /** `from` was joined to `to` 并案; `to` was split off `from` 分案, or is `from` reopened 重新立案. */
  kind: 'joined' | 'split' | 'reopened'
  from_case_id: string
  to_case_id: string
  side_flow_id: string
  reason: string
  at: number
}

export interface PartyMessageRow {
  id: string
  case_id: string
  name: string
  data: string
  recorded_by: string
  state: ActState
  at: number
  effective_at: number | null
}

export interface SideFlowRow {
  id: string
  case_id: string
  kind: SideFlowCode
  state: 'requested' | 'suspended' | 'done' | 'refused'
  /** JSON: what its document says. */
  data: string
  reason: string | null
  requested_by: string
  requested_at: number
  decided_at: number | null
  ended_at: number | null
}

export interface TraceRow {
  element_instance_key: string
  process_instance_key: string
  process_id: string
  element_id: string
  element_type: string
  state: 'active' | 'completed' | 'terminated'
  entered_at: number
  left_at: number | null
}

export interface IncidentRow {
  incident_key: string
  process_instance_key: string
  process_id: string
  element_id: string
  error_type: string
  message: string
  job_key: string | null
  state: 'open' | 'resolved'
  created_at: number
  resolved_at: number | null
  retried_at: number | null
}

export interface DiscussionRow {
  id: string
  case_id: string
  state: 'open' | 'concluded'
  /** The case's id while it is open: unique, so that a case has one open discussion at most. */
  open_mark: string | null
  place: string
  started_at: number
  host_id: string
  opened_by: string
  opened_at: number
  /** The completion of the task that concluded it. */
  act_id: string | null
}

export interface DiscussionMemberRow {
  discussion_id: string
  officer_id: string
  name: string
  post: string
  /** Why the member takes no part 回避. */
  recusal: string | null
  recused_by: string | null
}

export interface DiscussionVoteRow {
  id: string
  discussion_id: string
  officer_id: string
  choice: 'agree' | 'disagree' | 'abstain'
  opinion: string
  at: number
}
