/**
 * 任务页: what a person needs to decide a task, in one call: the form, the duties of the step with their articles, the facts so far, the documents that are to be
 * approved (or that the case has), the opinions so far, the limits, the party and its record.
 */
import type { ApprovalView } from '../approvals/index.ts'
import type { Deadline } from '../deadlines/service.ts'
import type { DocumentView } from '../documents/model.ts'
import type { Actor } from '../identity/actor.ts'
import type { PartyRecord } from '../parties/service.ts'
import { type ShownParty, shownParty } from '../parties/shown-party.ts'
import type { FormData, TaskView } from '../tasks/index.ts'
import { type CaseSummary, clueOnPage, summarise, titlesOf } from './case-page.ts'
import { type EffectiveFact, effectiveFacts } from './facts.ts'
import { formBeginning } from './form-beginning.ts'
import { type FormChoices, formChoices } from './form-choices.ts'
import { type LateStatement, unweighedStatements } from './late-statement.ts'
import { masked } from './masked-numbers.ts'
import type { CaseRow } from './model.ts'
import { type CaseRoom, findCase, policyObjectOf } from './room.ts'
import { type StepDuty, stepDuties } from './step-duties.ts'

const reviewForm = 'review'

export interface TaskPage {
  task: TaskView
  form: unknown
  duties: StepDuty[]
  choices: FormChoices
  /** What is known already of what the form asks for. */
  begin: FormData
  /** Null where the person may decide the task, and read no more of its case than what is put before them. */
  case: CaseSummary | null
  party: ShownParty | null
  /** Of the party and of those merged with it, newest first. */
  partyRecords: PartyRecord[]
  /** What the party stated late and nobody has weighed (行政处罚法 第四十五条): of an approval that it holds up, and of the decision's draft. */
  unweighed: LateStatement[]
  facts: (Omit<EffectiveFact, 'data'> & { data: FormData })[]
  /** What is submitted for approval; of another task what the case has. */
  documents: DocumentView[]
  approval: ApprovalView | null
  /** Earlier submissions of the same, newest first: why it came back 退回. */
  before: ApprovalView[]
  deadlines: Deadline[]
}

export async function taskPage(room: CaseRoom, actor: Actor, userTaskKey: string): Promise<TaskPage> {
  const { database, tasks, approvals, forms } = room
  const task = await tasks.get(actor, userTaskKey)
  const row = task.caseId === null ? undefined : await findCase(database.sql, task.caseId)
  // A drafting task knows the approval from which it came back: that is one before.
  const approval =
    task.formId === reviewForm && task.approvalId !== null
      ? await approvals.get(actor, task.approvalId)
      : null
  const told = await ofCase(room, actor, row, approval, task.formId)
  return {
    task,
    form: forms.get(task.formId) ?? null,
    duties: await stepDuties(room, task, approval),
    choices: await formChoices(room, told.case ? row : undefined),
    ...told,
    unweighed:
      row && (told.case || approval?.overtaken) ? await unweighedStatements(database.sql, row.id) : [],
    approval,
    before: row && told.case ? await submittedBefore(room, actor, row, approval) : [],
  }
}

async function ofCase(
  room: CaseRoom,
  actor: Actor,
  row: CaseRow | undefined,
  approval: ApprovalView | null,
  formId: string,
): Promise<
  Pick<TaskPage, 'case' | 'begin' | 'party' | 'partyRecords' | 'facts' | 'documents' | 'deadlines'>
> {
  const { database, policy, clues, forms, parties, deadlines } = room
  const object = row && (await policyObjectOf(database.sql, row))
  if (!row || !policy.may(actor, 'case.read', object))
    return { case: null, begin: {}, party: null, partyRecords: [], facts: [], documents: [], deadlines: [] }
  const knowsParty = row.party_id !== null && policy.may(actor, 'party.read')
  const documents = policy.may(actor, 'document.read', object) ? await room.documents.list(actor, row.id) : []
  const facts = await effectiveFacts(database.sql, row.id)
  const party = knowsParty ? shownParty(await parties.get(actor, row.party_id!)) : null
  const clue = clueOnPage(await clues.row(database.sql, row.clue_id))
  return {
    case: summarise(row, (await titlesOf(room, [row])).get(row.id)!),
    begin: formBeginning(forms.get(formId), { clue, party, facts }),
    party,
    partyRecords: knowsParty ? await parties.records(row.party_id!) : [],
    facts: facts.map((fact) => ({ ...fact, data: masked(fact.data) })),
    documents: approval ? documents.filter(({ id }) => approval.documentIds.includes(id)) : documents,
    deadlines: (await deadlines.ofCase(row.id)).filter(({ endedOn }) => endedOn === null),
  }
}

/** Of an approval the earlier ones of its subject; of a drafting task the last of its stage. */
async function submittedBefore(
  { database, approvals }: CaseRoom,
  actor: Actor,
  row: CaseRow,
  approval: ApprovalView | null,
): Promise<ApprovalView[]> {
  const all = await approvals.ofCase(database.sql, row.id)
  const earlier = all.filter(
    (one) =>
      one.id !== approval?.id &&
      one.state === 'closed' &&
      (approval ? one.subject === approval.subject : one.stage === row.stage && one.outcome !== 'agreed'),
  )
  return Promise.all(earlier.reverse().map(({ id }) => approvals.get(actor, id)))
}
