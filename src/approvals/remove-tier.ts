/** Removing 减签 a tier that one has added, as long as nobody has acted in it: one that waits is left, one that is still to come is dropped. */
import type { Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type { ApprovalRow } from './model.ts'
import { closeRound, moveToken } from './move-token.ts'
import { actsIn, type ApprovalRoom, hold, requireRunning, writeDecision } from './room.ts'
import { withoutTier } from './route.ts'

/** @returns the ticket of the redirection, or undefined where only the route to come has changed. */
export async function removeTier(
  room: ApprovalRoom,
  actor: Actor,
  approvalId: string,
  tierIndex: number,
): Promise<Ticket | undefined> {
  return room.database.write(async (tx) => {
    const held = await hold(room, tx, approvalId)
    const round = requireRunning(held)
    const tier = held.route[tierIndex - 1]
    if (!tier || tierIndex < round.tier_index) throw problem('conflict', '该级已经过去，不能减去')
    if (tier.addedBy === undefined || tier.addedBy !== actor.officerId)
      throw problem('forbidden', '只能减去自己加签的一级')
    const route = withoutTier(held.route, tier.id)
    if (tierIndex === round.tier_index) {
      if ((await actsIn(tx.sql, [round.id])).length > 0)
        throw problem('conflict', '加签的一级已经办理，不能减去')
      if (tierIndex > route.length) throw problem('conflict', '加签的一级是最后一级，请拿回本人意见')
    }
    await updateRows<ApprovalRow>(tx.sql, 'approvals', { id: approvalId }, { route: JSON.stringify(route) })
    await writeDecision(room, tx, held, {
      actor,
      round,
      decision: 'remove-tier',
      opinion: `减去第${tierIndex}级`,
      detail: { removedTier: tier.id },
    })
    if (tierIndex > round.tier_index) return undefined
    await closeRound(room, tx, round, 'redirected')
    return moveToken(room, tx, held, {
      name: 'approval-redirected',
      variables: { nextTier: tierIndex, route } as never,
    })
  })
}
