/** A task as a person sees it. */
import type { ElementNames } from './element-names.ts'
import type { TaskRow } from './model.ts'

export interface TaskView {
  userTaskKey: string
  elementId: string
  /** Chinese. */
  title: string
  processId: string
  caseId: string | null
  caseNumber: string | null
  caseTitle: string | null
  stage: string | null
  approvalId: string | null
  formId: string
  /** What the button says. */
  act: string
  /** The article that asks for it, e.g. 行政处罚法 第五十五条. */
  law: string | null
  /** Document kinds that this task fills. */
  documents: string[]
  assignee: string | null
  dueAt: number | null
  state: 'open' | 'submitted' | 'completed' | 'canceled'
  createdAt: number
}

export interface TaskPage {
  items: TaskView[]
  /** Cursor of the next page. */
  next: string | null
}

/** What a task says of its case. */
export interface CaseLabel {
  number: string | null
  title: string
  stage: string
}

/** @param subject what an approval is about: the task is titled with it, 审批：立案审批表. */
export function viewTask(
  row: TaskRow,
  names: ElementNames,
  label: CaseLabel | undefined,
  subject: string | undefined,
): TaskView {
  const headers = JSON.parse(row.headers) as { [name: string]: string }
  const title = headers.title ?? names.get(row.process_id)?.get(row.element_id) ?? row.element_id
  return {
    userTaskKey: row.user_task_key,
    elementId: row.element_id,
    title: subject === undefined ? title : `${title}：${subject}`,
    processId: row.process_id,
    caseId: row.case_id,
    caseNumber: label?.number ?? null,
    caseTitle: label?.title ?? null,
    stage: label?.stage ?? null,
    approvalId: row.approval_id,
    formId: row.form_id,
    act: headers.act ?? '办理',
    law: headers.law ?? null,
    documents: (headers.documents ?? '')
      .split(',')
      .map((kind) => kind.trim())
      .filter((kind) => kind !== ''),
    assignee: row.assignee,
    dueAt: row.due_at,
    state: row.state === 'open' && row.submitted_act !== null ? 'submitted' : row.state,
    createdAt: row.created_at,
  }
}
