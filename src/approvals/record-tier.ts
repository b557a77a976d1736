/** Leaving a tier (job approval.record): what its effective decisions come to, and where the approval goes. Adding 加签 and removing 减签 change the route. */
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { ApprovalRow, DecisionDetail, DecisionRow, RoundRow } from './model.ts'
import { type ApprovalRoom, hold } from './room.ts'
import { type Route, type RouteTier, withoutTier, withTier } from './route.ts'
import { tally, type TierResult } from './tally.ts'

export interface RecordedTier {
  tierOutcome: 'continue' | 'agreed' | 'returned' | 'rejected'
  /** 1-based; 0 is the drafter. */
  nextTier: number
  route: Route
}

export async function recordTier(
  room: ApprovalRoom,
  tx: WriteTransaction,
  { approvalId, tierIndex }: { approvalId: string; tierIndex: number },
): Promise<RecordedTier> {
  const held = await hold(room, tx, approvalId)
  const { round, route, row } = held
  if (!round || round.tier_index !== tierIndex)
    throw problem('conflict', `审批 ${approvalId} 不在第${tierIndex}级`)
  const decisions = await tx.sql.all<DecisionRow>(
    `SELECT * FROM approval_decisions WHERE round_id = ? AND state = 'effective'
     AND decision IN ('agree', 'return', 'reject', 'add-tier-before', 'add-tier-after', 'remove-tier') ORDER BY at, id`,
    [round.id],
  )
  const details = decisions.map(({ detail }) => JSON.parse(detail) as DecisionDetail)
  const result = tally(
    decisions.map(({ decision }, index) => ({
      decision: decision as never,
      returnTo: details[index]?.returnTo,
    })),
    round.needed,
  )
  const changed = changedRoute(route, tierIndex, result, decisions, details)
  const state = stateOf(result)
  await updateRows<RoundRow>(
    tx.sql,
    'approval_tiers',
    { id: round.id },
    { state, closed_at: room.clock.now() },
  )
  await updateRows<ApprovalRow>(tx.sql, 'approvals', { id: row.id }, { route: JSON.stringify(changed) })
  return { ...nextOf(result, tierIndex, changed), route: changed }
}

function stateOf({ kind }: TierResult): RoundRow['state'] {
  if (kind === 'agree' || kind === 'add-tier-after') return 'passed'
  return kind === 'return' ? 'returned' : kind === 'reject' ? 'rejected' : 'changed'
}

function nextOf(result: TierResult, tierIndex: number, route: Route): Omit<RecordedTier, 'route'> {
  switch (result.kind) {
    // The head of the organ decides (行政处罚法 第五十七条): an earlier tier's 不予批准 is an objection, which the tiers after it see.
    case 'reject':
      return tierIndex < route.length
        ? { tierOutcome: 'continue', nextTier: tierIndex + 1 }
        : { tierOutcome: 'rejected', nextTier: tierIndex }
    case 'return':
      return result.returnTo === 0
        ? { tierOutcome: 'returned', nextTier: 0 }
        : { tierOutcome: 'continue', nextTier: result.returnTo }
    // The tier added before takes this one's place; after a removal the same tier is asked again.
    case 'add-tier-before':
    case 'remove-tier':
      return { tierOutcome: 'continue', nextTier: tierIndex }
    case 'add-tier-after':
    case 'agree':
      return tierIndex < route.length
        ? { tierOutcome: 'continue', nextTier: tierIndex + 1 }
        : { tierOutcome: 'agreed', nextTier: tierIndex }
  }
}

function changedRoute(
  route: Route,
  tierIndex: number,
  result: TierResult,
  decisions: DecisionRow[],
  details: DecisionDetail[],
): Route {
  if (!('vote' in result)) return route
  const decision = decisions[result.vote]!
  const detail = details[result.vote]!
  if (result.kind === 'remove-tier') return withoutTier(route, detail.removedTier ?? '')
  const here = route[tierIndex - 1]!
  const added: RouteTier = {
    ...here,
    id: `a${decision.id}`,
    tier: `${here.tier}加签`,
    role: detail.addedRole ?? here.role,
    scope: 'bureau',
    mode: 'one',
    quorum: 1,
    samePerson: 'exclude',
    addedBy: decision.officer_id ?? undefined,
    addedByDecision: decision.id,
    officerId: detail.addedOfficer,
  }
  return withTier(route, result.kind === 'add-tier-before' ? tierIndex : tierIndex + 1, added)
}
