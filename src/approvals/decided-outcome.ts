/**
 * What was decided has to lead to the outcome that the model says: the engine moves the token, the decisions are in the database, and an approval that is agreed
 * to has passed every tier of its route.
 */
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { DecisionDetail, DecisionRow, Outcome, RoundRow } from './model.ts'
import { type HeldApproval, roundsOf } from './room.ts'

/** @throws Problem `conflict`. */
export async function requireDecided(sql: Sql, held: HeldApproval, outcome: Outcome): Promise<void> {
  const { row } = held
  const rounds = await roundsOf(sql, row.id)
  const moves = await sql.all<Pick<DecisionRow, 'decision' | 'tier_index' | 'detail'>>(
    "SELECT decision, tier_index, detail FROM approval_decisions WHERE approval_id = ? AND state = 'effective' AND decision IN ('jump', 'withdraw')",
    [row.id],
  )
  const holds =
    outcome === 'agreed'
      ? agreedToByAll(held, rounds, moves)
      : outcome === 'withdrawn'
        ? row.state === 'moving' || moves.some(({ decision }) => decision === 'withdraw')
        : rounds.at(-1)?.state === outcome
  if (!holds)
    throw problem(
      'conflict',
      `审批 ${row.id} 的意见得不出“${outcomeWords[outcome]}”的结论，须由管理员查明原因`,
    )
}

export const outcomeWords: Record<Outcome, string> = {
  agreed: '同意',
  returned: '退回',
  rejected: '不予批准',
  withdrawn: '撤回',
}

function agreedToByAll(
  { route }: HeldApproval,
  rounds: RoundRow[],
  moves: Pick<DecisionRow, 'decision' | 'tier_index' | 'detail'>[],
): boolean {
  const last = rounds.at(-1)
  if (last?.state !== 'passed' || last.tier_id !== route.at(-1)?.id) return false
  return route.every(({ id }, index) => {
    // An earlier tier may have objected: the last one decides.
    const asked = rounds.some(
      ({ tier_id, state }) => tier_id === id && (state === 'passed' || state === 'rejected'),
    )
    return asked || moves.some((move) => jumpedPast(move, index + 1))
  })
}

/** By supervision, with a reason that is kept. */
function jumpedPast(
  { decision, tier_index, detail }: Pick<DecisionRow, 'decision' | 'tier_index' | 'detail'>,
  tier: number,
) {
  const { toTier = 0 } = JSON.parse(detail) as DecisionDetail
  return decision === 'jump' && tier_index <= tier && tier < toTier
}
