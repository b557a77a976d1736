/** What the use cases of this folder share, and how they read an approval under its lock. */
import type { Audit } from '../audit/service.ts'
import type { Documents } from '../documents/service.ts'
import type { Outbox } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import type { Policy, PolicyObject } from '../identity/policy.ts'
import type { Officers } from '../officers/service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import type { Tasks } from '../tasks/index.ts'
import type { ApprovalRow, DecisionDetail, DecisionRow, RoundCandidate, RoundRow } from './model.ts'
import type { Route } from './route.ts'

export interface ApprovalParts {
  database: Database
  clock: Clock
  outbox: Outbox
  audit: Audit
  policy: Policy
  officers: Officers
  tasks: Tasks
  documents: Documents
  /** Working days of the law: the deadlines slice. */
  calendar: { addWorkingDays(day: string, n: number): string }
  /** data/limits.csv, read by the same slice. */
  limits: { limit(code: string): Promise<{ length: number; unit: string }> }
}

/** What the cases slice knows and approvals need. */
export interface ApprovalCases {
  policyObject(caseId: string): Promise<PolicyObject | undefined>
  /** Why nobody decides it now: the case stands still. */
  whyRests(
    sql: Sql,
    approval: Pick<ApprovalRow, 'case_id' | 'stage' | 'subject'>,
  ): Promise<string | undefined>
  /** Why nobody agrees to what was submitted, so that it goes back 退回 to its drafter: what it rests on has been overtaken. */
  whyOvertaken(sql: Sql, approval: Pick<ApprovalRow, 'case_id' | 'subject'>): Promise<string | undefined>
  /** 案号 or 案由, without the party. */
  nameInMessages(sql: Sql, caseId: string): Promise<string | undefined>
  /** Of a subject that is no kind of document: what it agrees to, in Chinese. */
  nameOfAct(subject: string): string | undefined
}

export interface ApprovalRoom extends ApprovalParts {
  newId: NewId
  cases(): ApprovalCases
}

/** An approval as a use case holds it: locked, with its route and its present round. */
export interface HeldApproval {
  row: ApprovalRow
  route: Route
  round: RoundRow | undefined
  candidates: RoundCandidate[]
}

export async function hold(
  { database }: ApprovalRoom,
  { sql }: WriteTransaction,
  approvalId: string,
): Promise<HeldApproval> {
  const [row] = await sql.all<ApprovalRow>(
    `SELECT * FROM approvals WHERE id = ? ${database.dialect.forUpdate}`,
    [approvalId],
  )
  if (!row) throw problem('not-found', `审批 ${approvalId} 不存在`)
  const [round] =
    row.round_id === null
      ? []
      : await sql.all<RoundRow>('SELECT * FROM approval_tiers WHERE id = ?', [row.round_id])
  return {
    row,
    route: JSON.parse(row.route) as Route,
    round,
    candidates: round ? (JSON.parse(round.candidates) as RoundCandidate[]) : [],
  }
}

/** @throws Problem `conflict` unless people can act on it now. */
export function requireRunning({ row, round }: HeldApproval): RoundRow {
  if (row.state === 'closed') throw problem('conflict', '审批已经办结')
  if (row.state === 'moving') throw problem('conflict', '审批正在撤回或改变去向，请稍候')
  if (!round || round.state !== 'open') throw problem('conflict', '审批正在转到下一级，请稍候')
  return round
}

/** Decisions that count or may come to count; the automatic pass of the same person is nobody's act. */
export async function actsIn(sql: Sql, roundIds: string[]): Promise<DecisionRow[]> {
  if (roundIds.length === 0) return []
  const rows = await sql.all<DecisionRow>(
    `SELECT * FROM approval_decisions WHERE round_id IN (${roundIds.map(() => '?').join(', ')}) AND state IN ('submitted', 'effective') ORDER BY at, id`,
    roundIds,
  )
  return rows.filter(
    ({ decision, detail }) =>
      decision !== 'reassign' && (JSON.parse(detail) as DecisionDetail).autoPass !== true,
  )
}

export async function roundsOf(sql: Sql, approvalId: string): Promise<RoundRow[]> {
  return sql.all<RoundRow>('SELECT * FROM approval_tiers WHERE approval_id = ? ORDER BY sequence', [
    approvalId,
  ])
}

/** Writes one act of a person (or an automatic pass) into the approval's list. */
export async function writeDecision(
  room: ApprovalRoom,
  tx: WriteTransaction,
  held: HeldApproval,
  act: {
    id?: string
    actor: Actor
    round: RoundRow
    decision: DecisionRow['decision']
    opinion: string
    detail?: DecisionDetail
    onBehalfOf?: string | null
    userTaskKey?: string
    state?: DecisionRow['state']
    fingerprints?: { documentId: string; sha256: string }[]
  },
): Promise<string> {
  const { actor, round } = act
  const id = act.id ?? room.newId()
  await insertRow<DecisionRow>(tx.sql, 'approval_decisions', {
    id,
    approval_id: held.row.id,
    round_id: round.id,
    tier_index: round.tier_index,
    user_task_key: act.userTaskKey ?? null,
    account_id: actor.accountId,
    officer_id: actor.officerId,
    officer_name: actor.name,
    role: round.role,
    on_behalf_of: act.onBehalfOf ?? null,
    decision: act.decision,
    opinion: act.opinion,
    detail: JSON.stringify(act.detail ?? {}),
    fingerprints: JSON.stringify(act.fingerprints ?? []),
    from_address: actor.from,
    at: room.clock.now(),
    state: act.state ?? 'effective',
    reason: null,
  })
  await room.audit.append(tx, {
    actor,
    action: act.decision in pastTense ? pastTense[act.decision]! : 'approval.decided',
    object: { type: 'approval', id: held.row.id },
    caseId: held.row.case_id,
    after: { decision: act.decision, tier: round.tier_index, round: round.id, act: id },
    authority: act.onBehalfOf ? `委托：${act.onBehalfOf}` : undefined,
  })
  return id
}

const pastTense: Record<string, string> = {
  withdraw: 'approval.withdrawn',
  'take-back': 'approval.taken-back',
  jump: 'approval.jumped',
  reassign: 'approval.reassigned',
}
