/**
 * Until when the party may still go to review or to court over the decision: the organ's three months for the court begin then (行政强制法 第五十三条). Whoever went
 * to review has given up the six months for the court: after its decision there are fifteen days (行政诉讼法 第四十五条). A later day than the law's would cost the
 * organ its right, an earlier one the party theirs.
 */
import type { Sql } from '../platform/database/sql.ts'
import { endOfDay, startOfDay } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import type { RemedyRow } from './model.ts'
import type { RemedyRoom } from './room.ts'
import { outcomeOf } from './rules.ts'

/**
 * @param over another document than the decision of the case: an order that the bureau enforces by itself. `servedAt`: epoch ms.
 * @returns epoch ms of the last instant; undefined while review or litigation is under way. @throws Problem `conflict` before the decision is served.
 */
export async function remediesEnd(
  room: RemedyRoom,
  sql: Sql,
  caseId: string,
  over?: { documentId: string; servedAt: number },
): Promise<number | undefined> {
  const { cases, documents, deadlines, rules } = room
  const servedAt = over?.servedAt ?? (await cases.row({ sql }, caseId)).served_at
  const decision = (await documents.ofCase(sql, caseId)).findLast(({ id, kind, state }) =>
    over ? id === over.documentId : state === 'issued' && rules.decisions.includes(kind),
  )
  if (servedAt === null || !decision) throw problem('conflict', '处罚决定书尚未送达，不能计算复议、诉讼期限')
  const reviewFirst = rules.reviewFirst.includes(decision.kind)
  const { review, litigation } = rules.kinds
  // Where review comes first and nobody asks for it, no suit is open either (行政复议法 第二十三条).
  const open = reviewFirst ? [review.limit] : [review.limit, litigation.limit]
  const dues = await Promise.all(open.map((limit) => deadlines.dueOf(limit, servedAt)))
  let end = Math.max(...dues.map(({ dueAt }) => dueAt))
  const rows = await sql.all<RemedyRow>(
    'SELECT * FROM remedies WHERE case_id = ? AND document_id = ? ORDER BY filed_on, id',
    [caseId, decision.id],
  )
  for (const { kind, outcome, concluded_on: concludedOn, outcome_received_on: receivedOn } of rows) {
    if (outcome === null || concludedOn === null) return undefined
    const { then, thenReviewFirst } = outcomeOf(rules, kind, outcome)
    const left = reviewFirst ? (thenReviewFirst ?? then) : then
    const over = endOfDay(concludedOn)
    if (left === 'nothing') end = over
    else if (left === 'as-before') end = Math.max(end, over)
    else
      end = (await deadlines.dueOf(litigation.limitAfterReview, startOfDay(receivedOn ?? concludedOn))).dueAt
  }
  return end
}
