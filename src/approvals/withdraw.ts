/** Withdrawing 撤回: the drafter takes the paper back while no tier has acted on it. */
import type { Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import { moveToken } from './move-token.ts'
import { actsIn, type ApprovalRoom, hold, requireRunning, roundsOf, writeDecision } from './room.ts'

export async function withdraw(
  room: ApprovalRoom,
  actor: Actor,
  approvalId: string,
  reason: string,
): Promise<Ticket> {
  return room.database.write(async (tx) => {
    const held = await hold(room, tx, approvalId)
    if (actor.officerId === null || actor.officerId !== held.row.drafter_id)
      throw problem('forbidden', '只有送审人可以撤回')
    room.policy.require(actor, 'approval.withdraw', { officerIds: [held.row.drafter_id] })
    const round = requireRunning(held)
    const rounds = await roundsOf(tx.sql, approvalId)
    if (
      (
        await actsIn(
          tx.sql,
          rounds.map(({ id }) => id),
        )
      ).length > 0
    )
      throw problem('conflict', '已有审批人办理，不能撤回；可请审批人退回')
    await writeDecision(room, tx, held, { actor, round, decision: 'withdraw', opinion: reason })
    return moveToken(room, tx, held, { name: 'approval-withdrawn', variables: {} })
  })
}
