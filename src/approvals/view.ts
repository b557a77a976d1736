/** An approval as people see it: its route with where it stands, every act in order, questions, copies. */
import type { Actor } from '../identity/actor.ts'
import { shown, type Shown } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type {
  ApprovalRow,
  ConsultationRow,
  CopyRow,
  DecisionDetail,
  DecisionRow,
  RoundCandidate,
  RoundRow,
} from './model.ts'
import type { ApprovalRoom } from './room.ts'
import type { Route } from './route.ts'

export interface ApprovalView {
  id: string
  caseId: string
  stage: string
  subject: string
  state: ApprovalRow['state']
  outcome: ApprovalRow['outcome']
  drafterId: string
  documentIds: string[]
  /** 1-based; null when no tier is open. */
  tierIndex: number | null
  waitingFor: { officerId: string; name: string; onBehalfOf: string | null }[]
  route: { index: number; tier: string; role: string; mode: string; added: boolean }[]
  decisions: {
    id: string
    tierIndex: number
    tier: string
    role: string
    officerId: string | null
    name: string
    onBehalfOf: string | null
    decision: DecisionRow['decision']
    opinion: string
    detail: DecisionDetail
    fingerprints: { documentId: string; sha256: string }[]
    at: number
    state: DecisionRow['state']
    reason: string | null
  }[]
  consultations: Shown<ConsultationRow>[]
  copies: Shown<CopyRow>[]
  /** Why nobody can agree to it now and it has to go back 退回; null where nothing stands in the way. */
  overtaken: string | null
  openedAt: number
  closedAt: number | null
}

export async function viewApproval(
  room: ApprovalRoom,
  actor: Actor,
  approvalId: string,
): Promise<ApprovalView> {
  const { sql } = room.database
  const [row] = await sql.all<ApprovalRow>('SELECT * FROM approvals WHERE id = ?', [approvalId])
  if (!row) throw problem('not-found', `审批 ${approvalId} 不存在`)
  const rounds = await sql.all<RoundRow>(
    'SELECT * FROM approval_tiers WHERE approval_id = ? ORDER BY sequence',
    [approvalId],
  )
  const decisions = await sql.all<DecisionRow>(
    'SELECT * FROM approval_decisions WHERE approval_id = ? ORDER BY at, id',
    [approvalId],
  )
  const consultations = await sql.all<ConsultationRow>(
    'SELECT * FROM consultations WHERE approval_id = ? ORDER BY asked_at',
    [approvalId],
  )
  const copies = await sql.all<CopyRow>(
    'SELECT * FROM approval_copies WHERE approval_id = ? ORDER BY sent_at',
    [approvalId],
  )
  const route = JSON.parse(row.route) as Route
  const round = rounds.find(({ id }) => id === row.round_id)
  const waitingFor = round?.state === 'open' ? (JSON.parse(round.candidates) as RoundCandidate[]) : []
  const takesPart =
    actor.officerId !== null &&
    [
      row.drafter_id,
      ...waitingFor.map(({ officerId }) => officerId),
      ...decisions.map(({ officer_id }) => officer_id),
      ...copies.map(({ officer_id }) => officer_id),
      ...consultations.map(({ asked_officer }) => asked_officer),
    ].includes(actor.officerId)
  if (!takesPart)
    room.policy.require(actor, 'approval.read', (await room.cases().policyObject(row.case_id)) ?? {})
  const names = new Map(
    rounds.map(({ id, tier_id }) => [id, route.find((tier) => tier.id === tier_id)?.tier ?? '']),
  )
  return {
    id: row.id,
    caseId: row.case_id,
    stage: row.stage,
    subject: row.subject,
    state: row.state,
    outcome: row.outcome,
    drafterId: row.drafter_id,
    documentIds: JSON.parse(row.document_ids) as string[],
    tierIndex: round?.state === 'open' ? round.tier_index : null,
    waitingFor,
    route: route.map(({ tier, role, mode, addedBy }, index) => ({
      index: index + 1,
      tier,
      role,
      mode,
      added: addedBy !== undefined,
    })),
    decisions: decisions.map((one) => ({
      id: one.id,
      tierIndex: one.tier_index,
      tier: names.get(one.round_id) ?? '',
      role: one.role,
      officerId: one.officer_id,
      name: one.officer_name,
      onBehalfOf: one.on_behalf_of,
      decision: one.decision,
      opinion: one.opinion,
      detail: JSON.parse(one.detail) as DecisionDetail,
      fingerprints: JSON.parse(one.fingerprints) as { documentId: string; sha256: string }[],
      at: one.at,
      state: one.state,
      reason: one.reason,
    })),
    consultations: consultations.map(shown),
    copies: copies.map(shown),
    overtaken: row.state === 'closed' ? null : ((await room.cases().whyOvertaken(sql, row)) ?? null),
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  }
}
