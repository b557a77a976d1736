/**
 * 退回补充调查: legal review (行政处罚法 第五十八条) or the collective discussion (第五十七条) finds the facts unclear or the evidence insufficient, and the case goes back to
 * its investigation. What was reviewed, notified and heard stays on record and counts no more: it will be done again on the new report. The 90 days run on.
 */
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { voidFacts } from './decision-round.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

/** @returns what changes in the row of the case. @throws Problem `conflict` where neither has sent it back. */
export async function sendBack(
  { clock }: CaseRoom,
  tx: WriteTransaction,
  { id }: CaseRow,
): Promise<Partial<CaseRow>> {
  const facts = await effectiveFacts(tx.sql, id)
  if (
    dataOf(facts, 'legal-review')?.reviewOutcome !== 'reinvestigate' &&
    dataOf(facts, 'collective-discussion')?.discussionOutcome !== 'reinvestigate'
  )
    throw problem('conflict', '法制审核、集体讨论都没有退回补充调查')
  await voidFacts(tx, id, 'decision')
  return { stage: 'investigation', reopened_at: clock.now() }
}
