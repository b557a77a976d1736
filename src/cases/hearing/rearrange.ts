/**
 * 重新安排 before the session: the party may not come that day and is granted another 延期, or the host is recused 回避 (行政处罚法 第四十三条、第六十四条第四项). The
 * notice of the day that is given up falls; the party is notified anew.
 */
import { z } from 'zod'
import type { Settlement, Ticket } from '../../engine/outbox/index.ts'
import type { Actor } from '../../identity/actor.ts'
import { updateRows } from '../../platform/database/rows.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import { writeFact } from '../facts.ts'
import type { CaseFactRow } from '../model.ts'
import { type CaseRoom, lockCase, policyObjectOf } from '../room.ts'
import { investigatorsOf } from './arrangement.ts'
import { changeHearing, dropNotice, note, openHearingOf } from './proceedings.ts'

export const rearrangement = z.strictObject({
  cause: z.enum(['postponement', 'host-recusal', 'other']).describe('延期、主持人回避、其他'),
  /** Who asked for it. */
  applicant: z.string().trim().min(1).max(60).optional(),
  reason: z.string().trim().min(2).max(2000),
})
export type Rearrangement = z.infer<typeof rearrangement>

/** Milliseconds: the process waits for it already. */
const patience = 60_000

export async function rearrangeHearing(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  given: Rearrangement,
): Promise<{ id: string; ticket: Ticket }> {
  return room.database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    room.policy.require(actor, 'hearing.arrange', await policyObjectOf(tx.sql, row))
    if (actor.officerId !== null && (await investigatorsOf(tx.sql, caseId)).includes(actor.officerId))
      throw problem('forbidden', '本案调查人员不能安排听证（行政处罚法 第六十四条）')
    const hearing = await openHearingOf(tx.sql, caseId, room.database.dialect.forUpdate)
    if (!hearing || (hearing.state !== 'arranged' && hearing.state !== 'noticed'))
      throw problem('conflict', '没有已经安排、尚未举行的听证')
    const id = room.newId()
    await writeFact(room, tx, {
      caseId,
      kind: 'hearing-rearrangement',
      data: { ...given },
      actor,
      state: 'submitted',
      actId: id,
    })
    const barred = JSON.parse(hearing.barred) as string[]
    if (given.cause === 'host-recusal' && hearing.host_id !== null) barred.push(hearing.host_id)
    await dropNotice(room, tx, hearing)
    await changeHearing(tx, hearing, {
      state: 'requested',
      barred: JSON.stringify(barred),
      reason: given.reason,
      noticed_at: null,
    })
    await note(room, tx, actor, hearing, 'hearing.rearranged', { cause: given.cause, host: hearing.host_id })
    const ticket = await room.outbox.add(tx, {
      stream: caseId,
      command: {
        verb: 'publishMessage',
        name: 'hearing-rearranged',
        correlationKey: caseId,
        timeToLive: patience,
        messageId: `hearing-rearranged-${id}`,
        variables: {},
      },
      act: { kind: 'hearing-rearrangement', id },
    })
    return { id, ticket }
  })
}

export async function settleRearrangement(
  { clock }: CaseRoom,
  tx: WriteTransaction,
  id: string,
  { outcome: state }: Settlement,
): Promise<void> {
  const effective_at = state === 'effective' ? clock.now() : null
  await updateRows<CaseFactRow>(tx.sql, 'case_facts', { act_id: id }, { state, effective_at })
}
