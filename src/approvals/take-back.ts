/** Taking back 拿回 one's own last act while nobody has acted on it since: the approval returns to one's tier. */
import type { Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type { ApprovalRow, DecisionRow } from './model.ts'
import { closeRound, moveToken } from './move-token.ts'
import { actsIn, type ApprovalRoom, hold, requireRunning, roundsOf, writeDecision } from './room.ts'

export async function takeBack(room: ApprovalRoom, actor: Actor, approvalId: string): Promise<Ticket> {
  return room.database.write(async (tx) => {
    const held = await hold(room, tx, approvalId)
    const round = requireRunning(held)
    const before = (await roundsOf(tx.sql, approvalId))
      .filter(({ sequence, auto_pass }) => sequence < round.sequence && auto_pass === 0)
      .at(-1)
    if (!before || before.mode !== 'one') throw problem('conflict', '没有可以拿回的审批意见')
    const mine = (await actsIn(tx.sql, [before.id])).filter(({ state }) => state === 'effective').at(-1)
    if (!mine || mine.officer_id === null || mine.officer_id !== actor.officerId)
      throw problem('forbidden', '只能拿回自己最近一次作出的意见')
    if ((await actsIn(tx.sql, [round.id])).length > 0) throw problem('conflict', '下一级已经办理，不能拿回')
    // What was added 加签 by the act that is taken back goes with it.
    const route = held.route.filter(({ addedByDecision }) => addedByDecision !== mine.id)
    const nextTier = route.findIndex(({ id }) => id === before.tier_id) + 1
    if (nextTier === 0) throw problem('conflict', '该级已从路线中减去，不能拿回')
    await updateRows<DecisionRow>(tx.sql, 'approval_decisions', { id: mine.id }, { state: 'taken-back' })
    await updateRows<ApprovalRow>(tx.sql, 'approvals', { id: approvalId }, { route: JSON.stringify(route) })
    await closeRound(room, tx, before, 'taken-back')
    await closeRound(room, tx, round, 'redirected')
    await writeDecision(room, tx, held, {
      actor,
      round: before,
      decision: 'take-back',
      opinion: '拿回本人意见',
      onBehalfOf: mine.on_behalf_of,
    })
    return moveToken(room, tx, held, { name: 'approval-redirected', variables: { nextTier, route } as never })
  })
}
