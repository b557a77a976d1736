/**
 * What the party states when the time for it is over, and the decision not yet made: it is heard all the same (行政处罚法 第四十五条), and weighed where the decision is drafted, since the
 * case no longer waits for it.
 */
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { requestLimit } from './hearing/proceedings.ts'
import type { CaseRoom } from './room.ts'

/** Codes of limits.csv. */
const rightsLimits = ['statement-defence', requestLimit]

/** Is the time in which the case waits for statements over, because its limit has run out or the party gave up the rest? */
export async function isLate({ deadlines }: CaseRoom, sql: Sql, caseId: string): Promise<boolean> {
  const limits = (await deadlines.ofCase(caseId, sql)).filter(({ limit }) => rightsLimits.includes(limit))
  return limits.length > 0 && limits.every(({ endedOn }) => endedOn !== null)
}

/** @throws Problem `input-invalid` where a decision is drafted without a word about what came late. */
export async function requireLateWeighed(
  sql: Sql,
  caseId: string,
  { lateStatement }: FormData,
): Promise<void> {
  if (typeof lateStatement === 'string' && lateStatement.trim() !== '') return
  const stated = await sql.all<{ data: string }>(
    "SELECT data FROM case_facts WHERE case_id = ? AND kind = 'statement-received' AND state = 'effective'",
    [caseId],
  )
  if (stated.some(({ data }) => (JSON.parse(data) as { late?: boolean }).late))
    throw problem('input-invalid', '当事人在期限届满后提出了陈述、申辩，尚未复核（行政处罚法 第四十五条）', [
      { path: 'lateStatement', message: '请写明其内容、是否采纳和理由' },
    ])
}
