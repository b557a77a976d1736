/** Sections of a document that come from an approval: its opinions, tier by tier, and why a filing was refused. */
import type { ApprovalRow } from '../approvals/index.ts'
import type { ApprovalFacts } from '../documents/decision-facts.ts'
import type { DocumentFacts } from '../documents/facts.ts'
import { isoInstant } from '../platform/clock.ts'
import type { GatheredCase } from './gathered-case.ts'
import type { CaseRoom } from './room.ts'

/** What the approval of the filing 立案 asks about. */
const filingSubject = 'case-filing-approval'
/** Kinds that another document's approval decides about: not to file is what the approval of the filing came to, a statement is weighed with the decision. */
const approvedWith: { [kind: string]: string[] } = {
  'no-filing-approval': [filingSubject],
  'statement-review': ['penalty-decision', 'no-penalty-decision'],
}
const decisionWords: Record<string, string> = {
  agree: '同意',
  'add-tier-after': '同意',
  reject: '不予批准',
  return: '退回',
}

/** Opinions of the approval that the document in hand belongs to. */
export async function approvalFacts(
  { approvals, database, officers }: CaseRoom,
  { row, documents, inHand }: GatheredCase,
): Promise<ApprovalFacts[] | undefined> {
  const document = documents.filter(({ kind }) => kind === inHand.kind).at(-1)
  const all = await approvals.ofCase(database.sql, row.id)
  const subjects = approvedWith[inHand.kind] ?? [inHand.kind]
  const about = (approval: ApprovalRow) =>
    subjects.includes(approval.subject) ||
    (document !== undefined && (JSON.parse(approval.document_ids) as string[]).includes(document.id))
  const approval = all.filter(about).at(-1)
  return approval && opinionFacts({ approvals, database, officers }, approval)
}

/** 不予立案: the reason is what the tier said that refused the filing. */
export async function noFilingFacts(
  { approvals, database }: CaseRoom,
  { row, inHand }: GatheredCase,
): Promise<DocumentFacts['noFiling']> {
  if (inHand.kind !== 'no-filing-approval') return undefined
  const approval = (await approvals.ofCase(database.sql, row.id)).findLast(
    ({ subject }) => subject === filingSubject,
  )
  const opinions = approval ? await approvals.opinions(database.sql, approval) : []
  const refusal = opinions.findLast(({ decision }) => decision === 'reject')
  return refusal && { reason: refusal.opinion, basis: '《中华人民共和国行政处罚法》第五十四条' }
}

/** Who said what in an approval, tier by tier. */
export async function opinionFacts(
  { approvals, database, officers }: Pick<CaseRoom, 'approvals' | 'database' | 'officers'>,
  approval: ApprovalRow,
): Promise<ApprovalFacts[]> {
  const opinions = await approvals.opinions(database.sql, approval)
  return Promise.all(
    opinions.map(async ({ stage, tier, role, name, onBehalfOf, at, decision, opinion }) => ({
      stage,
      tier,
      role,
      name,
      onBehalfOf: onBehalfOf === null ? undefined : (await officers.get(onBehalfOf)).name,
      at: isoInstant(at),
      ...inWords(decisionWords[decision] ?? decision, opinion),
    })),
  )
}

/** On paper the decision stands before the opinion; an opinion that begins with it (同意立案) says it already. */
function inWords(outcome: string, opinion: string): Pick<ApprovalFacts, 'outcome' | 'opinion'> {
  return opinion.startsWith(outcome) ? { outcome: opinion.replace(/。$/, '') } : { outcome, opinion }
}
