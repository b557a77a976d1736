/** Rows of the tasklist. `tasks` and `process_instances` are written by the projection of the feed only; `task_acts` by the use cases here. */

export type TaskState = 'open' | 'completed' | 'canceled'
/** What an act is until the engine has answered, and after (design §4). */
export type ActState = 'submitted' | 'effective' | 'void'

export interface TaskRow {
  user_task_key: string
  element_id: string
  element_instance_key: string
  process_id: string
  process_instance_key: string
  case_id: string | null
  /** Of the case. */
  department_id: string | null
  approval_id: string | null
  form_id: string
  /** JSON: the task's headers (law, documents, fact, act, limit, title). */
  headers: string
  /** Officer id, or account id of a person without an officer. */
  assignee: string | null
  /** Epoch ms. */
  due_at: number | null
  state: TaskState
  /** The completion that waits for the engine's verdict: while there is one, no second is taken. */
  submitted_act: string | null
  created_at: number
  ended_at: number | null
  /** Lists go by it: `due_at`, or after everything that is due. */
  due_order: number
}

/** @param dueAt epoch ms; null: not due at all, which comes last. */
export const dueOrder = (dueAt: number | null): number => dueAt ?? 9_000_000_000_000_000

export interface TaskActRow {
  id: string
  user_task_key: string
  case_id: string | null
  kind: 'complete' | 'claim' | 'unclaim' | 'reassign'
  form_id: string
  account_id: string
  officer_id: string | null
  /** JSON as the person entered it, checked against the form. */
  data: string
  /** JSON: what the engine was given. */
  variables: string
  state: ActState
  /** Why it is void, Chinese. */
  reason: string | null
  ticket: string
  at: number
  settled_at: number | null
}

export interface ProcessInstanceRow {
  process_instance_key: string
  process_id: string
  parent_key: string | null
  /** Of the model that it runs on; null: begun before models were kept, or not known yet. */
  process_definition_key: string | null
  case_id: string | null
  approval_id: string | null
  state: 'active' | 'completed' | 'terminated'
  started_at: number
  ended_at: number | null
}

export interface NotificationRow {
  id: string
  officer_id: string
  case_id: string | null
  kind: string
  text: string
  link: string | null
  created_at: number
  read_at: number | null
}
