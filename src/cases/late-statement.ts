/**
 * What the party states when the time for it is over, and the decision not yet made: it is heard all the same (行政处罚法 第四十五条), and weighed where the decision is drafted, since the
 * case no longer waits for it.
 */
import type { ApprovalRow } from '../approvals/index.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { dataOf, effectiveFacts } from './facts.ts'
import { requestLimit } from './hearing/proceedings.ts'
import type { CaseFactRow } from './model.ts'
import type { CaseRoom } from './room.ts'

/** Codes of limits.csv. */
const rightsLimits = ['statement-defence', requestLimit]

/** Is the time in which the case waits for statements over, because its limit has run out or the party gave up the rest? */
export async function isLate({ deadlines }: CaseRoom, sql: Sql, caseId: string): Promise<boolean> {
  const limits = (await deadlines.ofCase(caseId, sql)).filter(({ limit }) => rightsLimits.includes(limit))
  return limits.length > 0 && limits.every(({ endedOn }) => endedOn !== null)
}

export interface LateStatement {
  receivedAt: string
  content: string
}

/** Subjects of the approval in which a decision is made. */
export const decisionSubjects = ['penalty-decision', 'no-penalty-decision'] as const

/** What came late and after the decision was last drafted, in its order: nobody has weighed it yet. All that came late where no decision was drafted. */
export async function unweighedStatements(sql: Sql, caseId: string): Promise<LateStatement[]> {
  return (await lateStatements(sql, caseId)).filter(({ since }) => since).map(({ said }) => said)
}

async function lateStatements(sql: Sql, caseId: string): Promise<{ said: LateStatement; since: boolean }[]> {
  const rows = await sql.all<Pick<CaseFactRow, 'kind' | 'data'>>(
    `SELECT kind, data FROM case_facts
     WHERE case_id = ? AND state = 'effective' AND corrects IS NULL AND kind IN ('statement-received', 'decision') ORDER BY at, id`,
    [caseId],
  )
  const drafted = rows.findLastIndex(({ kind }) => kind === 'decision')
  return rows.flatMap(({ kind, data }, index) => {
    if (kind === 'decision') return []
    const { late, receivedAt, content } = JSON.parse(data) as LateStatement & { late?: boolean }
    return late ? [{ said: { receivedAt, content }, since: index > drafted }] : []
  })
}

/** The organ hears the party to the end (行政处罚法 第四十五条): a decision on its way through the tiers goes back for what the party states meanwhile. */
export async function whyDecisionOvertaken(
  sql: Sql,
  { case_id, subject }: Pick<ApprovalRow, 'case_id' | 'subject'>,
): Promise<string | undefined> {
  if (!decisionSubjects.some((one) => one === subject)) return undefined
  if ((await unweighedStatements(sql, case_id)).length === 0) return undefined
  return '当事人在审批期间提出了陈述、申辩，须退回承办人复核后再审批（行政处罚法 第四十五条）'
}

/** @throws Problem `input-invalid` where a decision is drafted without a word about what came late, or drafted anew with no more than was said before. */
export async function requireLateWeighed(
  sql: Sql,
  caseId: string,
  { lateStatement }: FormData,
): Promise<void> {
  const late = await lateStatements(sql, caseId)
  if (late.length === 0) return
  const said = typeof lateStatement === 'string' ? lateStatement.trim() : ''
  const before = dataOf(await effectiveFacts(sql, caseId), 'decision')?.lateStatement
  const saidAgain = typeof before === 'string' && before.trim() === said
  if (said !== '' && !(saidAgain && late.some(({ since }) => since))) return
  throw problem('input-invalid', '当事人在期限届满后提出了陈述、申辩，尚未复核（行政处罚法 第四十五条）', [
    {
      path: 'lateStatement',
      message:
        said === ''
          ? '请写明其内容、是否采纳和理由'
          : '上次起草以后又收到陈述、申辩，请一并写明其内容、是否采纳和理由',
    },
  ])
}
