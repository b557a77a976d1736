/**
 * A case whose decision was revoked and has to be made again 责令重新作出 goes through its stages once more. What the round before left stays on record and in the
 * volume, but counts no more: the new documents say nothing of it.
 */
import type { DocumentRow } from '../documents/model.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'
import type { CaseRow } from './model.ts'
import type { CaseRoom } from './room.ts'

const hearingFacts = [
  'hearing',
  'hearing-requested',
  'hearing-withdrawn',
  'hearing-arrangement',
  'hearing-rearrangement',
  'serve-hearing-notice',
  'hearing-session',
  'hearing-resumption',
  'hearing-signatures',
  'hearing-report',
]
const decisionFacts = [
  'legal-review',
  'supplement',
  'collective-discussion',
  'notice',
  'serve-advance-notice',
  'statement',
  'statement-received',
  'rights-waived',
  ...hearingFacts,
  'decision',
  'serve-decision',
  'payment-received',
  'confiscation',
  'penalty-executions',
  'demand',
  'demand-notice',
  'serve-demand-notice',
  'demand-statement',
  'demand-statement-received',
  'court-application',
  'court-filing',
  'court-ruling',
  'court-execution',
  'enforcement-end',
  'enforcement-demand',
  'enforcement-decision',
  'performance-demand',
  'enforcement-site',
  'closing',
]
/** Kinds of fact that are made again, by the stage from which the case begins again. */
const factsAgain = {
  decision: decisionFacts,
  investigation: [
    'inspection',
    'interview',
    'further-inspection',
    'further-interview',
    'evidence',
    'correction',
    'serve-correction-order',
    'correction-recheck',
    'discretion',
    'report',
    'supplement-investigation',
    ...decisionFacts,
  ],
} as const

/** What the round before left counts no more. @returns ids of the facts. */
export async function voidFacts(
  { sql }: WriteTransaction,
  caseId: string,
  from: keyof typeof factsAgain,
): Promise<string[]> {
  const kinds = factsAgain[from]
  const which = `case_id = ? AND state = 'effective' AND kind IN (${kinds.map(() => '?').join(', ')})`
  const voided = await sql.all<{ id: string }>(`SELECT id FROM case_facts WHERE ${which}`, [caseId, ...kinds])
  await sql.run(`UPDATE case_facts SET state = 'void' WHERE ${which}`, [caseId, ...kinds])
  return voided.map(({ id }) => id)
}

const documentsAgain = new Set([
  'legal-review-opinion',
  'collective-discussion-record',
  'advance-notice',
  'hearing-rights-notice',
  'statement-record',
  'statement-review',
  'hearing-notice',
  'hearing-record',
  'hearing-report',
  'penalty-decision-approval',
  'penalty-decision',
  'no-penalty-decision',
  'first-violation-exemption',
  'confiscation-decision-list',
  'instalment-approval',
  'instalment-notice',
  'surcharge-decision',
  'demand-notice',
  'enforcement-demand',
  'demolition-announcement',
  'enforcement-decision',
  'enforcement-site-record',
  'court-enforcement-application',
  'publicity-approval',
  'closing-report',
])

/** Not one that the round before made. */
export function countsNow(
  { reopened_at: since }: CaseRow,
  { kind, issued_at, drafted_at }: Pick<DocumentRow, 'kind' | 'issued_at' | 'drafted_at'>,
): boolean {
  return since === null || !documentsAgain.has(kind) || Number(issued_at ?? drafted_at) > Number(since)
}

/** Has the case issued a document of the kind, in this round? */
export async function isIssued(
  { documents }: CaseRoom,
  sql: Sql,
  row: CaseRow,
  kind: string,
): Promise<boolean> {
  const last = await documents.latest(sql, row.id, kind)
  return last?.state === 'issued' && countsNow(row, last)
}
