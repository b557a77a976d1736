/** A jump by supervision, with a reason: the approval goes to another tier, and the record says who did it and why. */
import type { Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import { closeRound, moveToken } from './move-token.ts'
import { actsIn, type ApprovalRoom, hold, requireRunning, writeDecision } from './room.ts'

export async function jump(
  room: ApprovalRoom,
  actor: Actor,
  approvalId: string,
  { toTier, reason }: { toTier: number; reason: string },
): Promise<Ticket> {
  return room.database.write(async (tx) => {
    const held = await hold(room, tx, approvalId)
    const object = await room.cases().policyObject(held.row.case_id)
    if (!room.policy.may(actor, 'case.supervise', object))
      room.policy.require(actor, 'approval.redirect', object)
    if (actor.officerId === held.row.drafter_id)
      throw problem('forbidden', '起草人不能改变自己材料的审批去向')
    const round = requireRunning(held)
    if (!held.route[toTier - 1] || toTier === round.tier_index) {
      throw problem('input-invalid', '跳转的去向不对', [
        { path: 'toTier', message: `应当是路线中除本级外的一级（1 到 ${held.route.length}）` },
      ])
    }
    if ((await actsIn(tx.sql, [round.id])).some(({ state }) => state === 'submitted'))
      throw problem('conflict', '本级正在提交意见，请稍候')
    await writeDecision(room, tx, held, {
      actor,
      round,
      decision: 'jump',
      opinion: reason,
      detail: { toTier },
    })
    await closeRound(room, tx, round, 'redirected')
    return moveToken(room, tx, held, {
      name: 'approval-redirected',
      variables: { nextTier: toTier, route: held.route } as never,
    })
  })
}
