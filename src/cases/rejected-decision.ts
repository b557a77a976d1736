/**
 * 不予批准: what the head did not agree to is not decided (行政处罚法 第五十七条). The case does not end with that: the party was told of a penalty and hears of the
 * decision that comes instead, in writing and with its grounds.
 */
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import type { CaseRoom } from './room.ts'

/** By the subject of an approval: the kind of decision that its rejection speaks against. */
const against: { readonly [subject: string]: string | undefined } = {
  'advance-notice': 'penalty-decision',
  'penalty-decision': 'penalty-decision',
  'no-penalty-decision': 'no-penalty-decision',
}

const advice: { readonly [decisionKind: string]: string | undefined } = {
  'penalty-decision': '处罚没有获得批准：应当改拟不予处罚决定，写明情形和理由（行政处罚法 第五十七条）',
  'no-penalty-decision': '不予处罚没有获得批准：应当改拟处罚决定，没有告知的先告知（行政处罚法 第五十七条）',
}

/** @throws Problem `input-invalid` where the last approval rejected a decision of the same kind. */
export async function requireOtherThanRejected(
  { approvals }: CaseRoom,
  sql: Sql,
  caseId: string,
  { decisionKind }: FormData,
): Promise<void> {
  const last = (await approvals.ofCase(sql, caseId)).findLast(
    ({ subject, outcome }) => outcome !== null && against[subject] !== undefined,
  )
  if (last?.outcome !== 'rejected' || against[last.subject] !== decisionKind) return
  throw problem('input-invalid', '该决定没有获得批准', [
    { path: 'decisionKind', message: advice[decisionKind as string]! },
  ])
}
