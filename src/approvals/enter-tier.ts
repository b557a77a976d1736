/**
 * Entering a tier (job approval.find-approvers): who fills it now. The drafter never approves, and one person never fills two tiers of one approval
 * (design §6); delegation 委托 and absence 请假 are honoured by the officers slice. Nobody left is an incident that the legal section sees.
 */
import { systemActor } from '../identity/actor.ts'
import type { Approver } from '../officers/service.ts'
import { isoInstant, legalDay, parseInstant } from '../platform/clock.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { ApprovalRow, DecisionRow, RoundCandidate, RoundRow } from './model.ts'
import { type ApprovalRoom, type HeldApproval, hold, roundsOf, writeDecision } from './room.ts'
import { type RouteTier, votesNeeded } from './route.ts'
import { inMessages } from './subjects.ts'

export interface EnteredTier {
  reviewers: { candidates: string[] }[]
  autoPass: boolean
  needed: number
  /** ISO instants. */
  dueAt: string
  remindAt: string
  escalateAt: string
}

export async function enterTier(
  room: ApprovalRoom,
  tx: WriteTransaction,
  { approvalId, tierIndex }: { approvalId: string; tierIndex: number },
): Promise<EnteredTier> {
  const held = await hold(room, tx, approvalId)
  const tier = held.route[tierIndex - 1]
  if (!tier) throw problem('conflict', `审批路线没有第${tierIndex}级`)
  const elsewhere = await decidedElsewhere(tx, approvalId, tier.id)
  // 办案人员 of the case approve nothing in it, whatever else they are: who investigates does not review.
  const { officerIds: handlers = [] } = (await room.cases().policyObject(held.row.case_id)) ?? {}
  const approvers = await approversOf(room, held, tier, [
    held.row.drafter_id,
    ...handlers,
    ...elsewhere.map(({ officerId }) => officerId),
  ])
  const same =
    approvers.length === 0 && tier.samePerson === 'pass'
      ? await samePerson(room, held, tier, elsewhere)
      : undefined
  if (approvers.length === 0 && !same) {
    throw problem(
      'conflict',
      `第${tierIndex}级（${tier.tier}）现在没有可以审批的人：起草人、本案办案人员、已在其他级审批的人、请假且未委托的人都不能审批。请法制科改派或调整人员后处理`,
    )
  }
  const candidates = (same ? [same] : approvers).map(({ officerId, name, onBehalfOf }) => ({
    officerId,
    name,
    onBehalfOf,
  }))
  const reviewers =
    tier.mode === 'one'
      ? [candidates.map(({ officerId }) => officerId)]
      : candidates.map(({ officerId }) => [officerId])
  const needed = votesNeeded(tier, reviewers.length)
  // Nobody agrees to what has been overtaken, so nothing passes by itself either: who would have passed it sends it back.
  const passes = same !== undefined && (await room.cases().whyOvertaken(tx.sql, held.row)) === undefined
  const { dueAt, remindAt } = limitsOf(room, tier)
  const round: RoundRow = {
    id: room.newId(),
    approval_id: approvalId,
    sequence: (await roundsOf(tx.sql, approvalId)).length + 1,
    tier_id: tier.id,
    tier_index: tierIndex,
    role: tier.role,
    mode: tier.mode,
    needed,
    candidates: JSON.stringify(candidates satisfies RoundCandidate[]),
    auto_pass: passes ? 1 : 0,
    state: 'open',
    opened_at: room.clock.now(),
    due_at: dueAt,
    closed_at: null,
  }
  await insertRow(tx.sql, 'approval_tiers', round)
  await updateRows<ApprovalRow>(
    tx.sql,
    'approvals',
    { id: approvalId },
    { round_id: round.id, state: 'running' },
  )
  if (passes) {
    await writeDecision(room, tx, held, {
      actor: { ...systemActor('approval.find-approvers'), officerId: same.officerId, name: same.name },
      round,
      decision: 'agree',
      opinion: '与前级为同一人，按审批路线的规定自动通过',
      detail: { autoPass: true },
      onBehalfOf: same.onBehalfOf,
    })
  } else {
    await room.tasks.notifications.send(tx, {
      officerIds: candidates.map(({ officerId }) => officerId),
      caseId: held.row.case_id,
      kind: 'approval-waiting',
      text: `${await inMessages(room, tx.sql, held.row)}等待您以${tier.tier}身份审批`,
      link: `/approvals/${approvalId}`,
    })
  }
  return {
    reviewers: passes ? [] : reviewers.map((officerIds) => ({ candidates: officerIds })),
    autoPass: passes,
    needed,
    dueAt: isoInstant(dueAt),
    remindAt: isoInstant(remindAt),
    escalateAt: isoInstant(dueAt + 1000),
  }
}

/** Who has decided in another tier of this approval, in person or by a delegate. */
async function decidedElsewhere(
  tx: WriteTransaction,
  approvalId: string,
  tierId: string,
): Promise<{ officerId: string; agreed: boolean }[]> {
  const rows = await tx.sql.all<Pick<DecisionRow, 'officer_id' | 'on_behalf_of' | 'decision'>>(
    `SELECT d.officer_id, d.on_behalf_of, d.decision FROM approval_decisions d JOIN approval_tiers t ON t.id = d.round_id
     WHERE d.approval_id = ? AND t.tier_id <> ? AND d.state = 'effective' AND d.decision IN ('agree', 'reject', 'return', 'add-tier-before', 'add-tier-after')`,
    [approvalId, tierId],
  )
  return rows.flatMap(({ officer_id, on_behalf_of, decision }) =>
    [officer_id, on_behalf_of].flatMap((officerId) =>
      officerId === null ? [] : [{ officerId, agreed: decision === 'agree' }],
    ),
  )
}

async function approversOf(
  { officers, clock }: ApprovalRoom,
  { row }: HeldApproval,
  tier: RouteTier,
  excludeOfficerIds: string[],
): Promise<Approver[]> {
  const found = await officers.findApprovers({
    role: tier.role,
    scope: tier.scope,
    departmentId: row.department_id,
    at: clock.now(),
    excludeOfficerIds,
  })
  return tier.officerId === undefined ? found : found.filter(({ officerId }) => officerId === tier.officerId)
}

/** The holder of the tier's role who has already agreed in an earlier one; the drafter never. */
async function samePerson(
  room: ApprovalRoom,
  held: HeldApproval,
  tier: RouteTier,
  elsewhere: { officerId: string; agreed: boolean }[],
) {
  const agreed = new Set(elsewhere.filter((one) => one.agreed).map(({ officerId }) => officerId))
  return (await approversOf(room, held, tier, [held.row.drafter_id])).find(({ officerId }) =>
    agreed.has(officerId),
  )
}

/** The tier's limit in working days, and the morning of its last day, when those who wait are reminded. */
function limitsOf(
  { calendar, clock }: ApprovalRoom,
  { limitWorkdays }: RouteTier,
): { dueAt: number; remindAt: number } {
  const lastDay = calendar.addWorkingDays(legalDay(clock.now()), limitWorkdays)
  const dueAt = parseInstant(`${lastDay}T23:59:59+08:00`)
  return { dueAt, remindAt: Math.max(clock.now() + 3_600_000, parseInstant(`${lastDay}T09:00:00+08:00`)) }
}
