/** What was published is withdrawn, with the reason, within three working days (行政处罚法 第四十八条); where nobody has recorded whether it was, they run all the same. */
import type { Actor } from '../../identity/actor.ts'
import { legalDay } from '../../platform/clock.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { startOfDay } from '../../platform/legal-day.ts'
import { problem } from '../../platform/problem.ts'
import { z } from 'zod'
import { text } from '../../platform/required-text.ts'
import { type CaseRoom, lockCase, officersOf, policyObjectOf } from '../room.ts'
import { openPublication, withdrawPublication } from './publication.ts'

const limit = 'publicity-withdrawn'

export interface WithdrawalOrder {
  caseId: string
  /** What changed the decision: the remedy, or the act by which the bureau withdrew it. */
  subject: string
  /** YYYY-MM-DD: from which day the decision is changed. */
  on: string
  state: 'to-withdraw' | 'to-check'
}

export async function orderWithdrawal(
  { deadlines, tasks }: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  { caseId, subject, on, state }: WithdrawalOrder,
): Promise<void> {
  const { dueOn } = await deadlines.start(tx, actor, { caseId, limit, subject, at: startOfDay(on) })
  await tasks.notifications.send(tx, {
    officerIds: (await officersOf(tx.sql, caseId)).map(({ officer_id }) => officer_id),
    caseId,
    kind: 'publication-to-withdraw',
    text:
      state === 'to-withdraw'
        ? `处罚决定已经改变，公开的信息须在 ${dueOn} 以前撤回并公开说明理由（行政处罚法 第四十八条）`
        : `处罚决定已经改变，请登记是否已经上网；已经上网的，须在 ${dueOn} 以前撤回并公开说明理由（行政处罚法 第四十八条）`,
    link: `/cases/${caseId}`,
  })
}

export const ownWithdrawal = z.strictObject({
  on: z.iso.date().describe('撤回的日期'),
  reason: text(1000).describe('公开说明的理由'),
})

/** Of a decision that the bureau withdrew itself; what a remedy changed is withdrawn there. */
export async function recordOwnWithdrawal(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  { on, reason }: z.infer<typeof ownWithdrawal>,
): Promise<void> {
  const { database, policy, deadlines, documents, clock } = room
  await database.write(async (tx) => {
    const row = await lockCase(room, tx, caseId)
    policy.require(actor, 'case.edit', await policyObjectOf(tx.sql, row))
    const acts = await Promise.all(
      (await documents.ofCase(tx.sql, caseId)).map(({ id }) => documents.acts.effective(tx.sql, id)),
    )
    const ours = new Set(acts.flat().map(({ id }) => id))
    const open = (await deadlines.ofCase(caseId, tx.sql)).find(
      (one) => one.limit === limit && one.endedOn === null && ours.has(one.subject),
    )
    const published = await openPublication(tx.sql, caseId)
    if (published?.state === 'to-check') throw problem('conflict', '请先登记决定是否已经上网')
    if (published?.state !== 'to-withdraw') throw problem('conflict', '没有需要撤回的公开信息')
    if (!open) throw problem('conflict', '决定由复议、诉讼改变的，在该复议、诉讼中登记撤回公开')
    if (on < open.startsOn || on > legalDay(clock.now()))
      throw problem('input-invalid', '日期不对', [{ path: 'on', message: '应当在撤销之后，且不晚于今天' }])
    await deadlines.stop(tx, actor, { id: open.id }, startOfDay(on))
    await withdrawPublication(room, tx, actor, { caseId, on, reason })
    await tx.sql.run('UPDATE cases SET version = version + 1 WHERE id = ?', [caseId])
  })
}
