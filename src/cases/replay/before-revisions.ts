/** A case without what review and litigation did to its decision after an instant: the audit log says what each revision changed, and they are taken back from the last to the first. */
import type { ListedLine } from '../../audit/service.ts'
import type { CaseRow } from '../model.ts'
import type { RevisionLine } from '../revise-decision.ts'

/** `voided`: ids of facts that counted until a later revision. */
export function beforeRevisions(now: CaseRow, later: ListedLine[]): { row: CaseRow; voided: Set<string> } {
  const revisions = later
    .filter(({ action }) => action === 'case.decision-revised')
    .map(({ before, after }) => ({ before, after }) as unknown as RevisionLine)
  return {
    row: revisions.reduceRight((row, { before }) => ({ ...row, ...before }), now),
    voided: new Set(revisions.flatMap(({ after }) => after.voided)),
  }
}
