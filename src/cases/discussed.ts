/** What the report proposed and the collective discussion 集体讨论 decided binds what follows (行政处罚法 第五十七条): no notice and no decision goes beyond it. */
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { FormData } from '../tasks/index.ts'
import { dataOf, effectiveFacts } from './facts.ts'

/** Of the report. @throws Problem `input-invalid` for a fine that goes with no penalty. */
export function requireOneProposal({ proposedDecision, fineFen }: FormData): void {
  if (proposedDecision === 'no-penalty' && fineFen !== 0)
    throw problem('input-invalid', '建议不予处罚的没有罚款', [
      { path: 'fineYuan', message: '建议不予行政处罚的，罚款填 0' },
    ])
}

/** Of a notice and of a decision. @throws Problem `input-invalid` naming the field in yuan. */
export async function requireAsDiscussed(
  { sql }: WriteTransaction,
  caseId: string,
  data: FormData,
  field: 'fineFen' | 'intendedFineFen',
): Promise<void> {
  const discussed = dataOf(await effectiveFacts(sql, caseId), 'collective-discussion')
  const [fine, most] = [data[field], discussed?.fineFen]
  if (typeof fine !== 'number' || typeof most !== 'number' || fine <= most) return
  throw problem('input-invalid', '罚款高于集体讨论的决定', [
    {
      path: field.replace(/Fen$/, 'Yuan'),
      message: `集体讨论决定罚款 ${most / 100} 元，不得高于此数（行政处罚法 第五十七条）`,
    },
  ])
}

/** Of a decision. @throws Problem `input-invalid` where the discussion decided that there is no penalty. */
export async function requireDecisionDiscussed(
  { sql }: WriteTransaction,
  caseId: string,
  { decisionKind }: FormData,
): Promise<void> {
  const discussed = dataOf(await effectiveFacts(sql, caseId), 'collective-discussion')
  if (decisionKind !== 'penalty-decision' || discussed?.discussionOutcome !== 'no-penalty') return
  throw problem('input-invalid', '与集体讨论的决定不符', [
    { path: 'decisionKind', message: '集体讨论决定不予行政处罚（行政处罚法 第五十七条）' },
  ])
}
