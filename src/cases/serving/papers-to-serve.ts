/** A case is not closed while the party has not got a paper that it must get within a limit (行政处罚法 第六十一条); one that is spoiled or withdrawn is no longer served. */
import { actsOf } from '../../documents/acts/propose.ts'
import { standingOf } from '../../documents/acts/model.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import { problem } from '../../platform/problem.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

export async function requirePapersServed(
  { deadlines, documents, serviceRules }: CaseRoom,
  { sql }: WriteTransaction,
  { id: caseId }: CaseRow,
): Promise<void> {
  const limits = new Set(serviceRules.documents.flatMap(({ within }) => within ?? []))
  const waiting = new Set(
    (await deadlines.ofCase(caseId, sql))
      .filter(({ limit, endedOn }) => endedOn === null && limits.has(limit))
      .map(({ subject }) => subject),
  )
  const left: string[] = []
  for (const { id, name, number } of await documents.ofCase(sql, caseId))
    if (waiting.has(id) && ['valid', 'corrected'].includes(standingOf(await actsOf(sql, id))))
      left.push(`《${name}》${number ?? ''}`)
  if (left.length > 0)
    throw problem('conflict', `尚有文书没有送达当事人，不能结案：${left.join('、')}（行政处罚法 第六十一条）`)
}
