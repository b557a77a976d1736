/**
 * The tasklist as a projection of the feed: process instances (with the case they serve), user tasks and their candidates. The same on both engines.
 *
 * Two things a reader would stumble over: a called process inherits the case of its caller, since its own variables may come later; and a task that
 * a modification ends has no CANCELED record on Zeebe 8.5, so the end of its element instance closes it too.
 */
import type { ProcessInstanceRecord, UserTaskRecord, VariableRecord } from '../engine/feed-record.ts'
import type { Projection } from '../engine/outbox/index.ts'
import { parseInstant } from '../platform/clock.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Database } from '../platform/database/database.ts'
import type { Sql } from '../platform/database/sql.ts'
import { dueOrder, type ProcessInstanceRow, type TaskRow, type TaskState } from './model.ts'

const idVariables: Record<string, 'case_id' | 'approval_id'> = {
  caseId: 'case_id',
  approvalId: 'approval_id',
}

/** What the feed does not say. */
export interface ProjectionNames {
  formIdOf(formKey: string): string | undefined
  departmentOf(sql: Sql, caseId: string): Promise<string | null>
}

export function taskProjection(
  { dialect }: Database,
  { formIdOf, departmentOf }: ProjectionNames,
): Projection {
  return {
    name: 'tasks',
    async project({ sql }, records) {
      for (const record of records) {
        if (record.valueType === 'PROCESS_INSTANCE') await projectElement(sql, dialect.insertIgnore, record)
        else if (record.valueType === 'VARIABLE')
          await projectVariable(sql, dialect.insertIgnore, record, departmentOf)
        else if (record.valueType === 'USER_TASK')
          await projectTask(sql, dialect.insertIgnore, record, { formIdOf, departmentOf })
      }
    },
  }
}

async function projectElement(
  sql: Sql,
  insertIgnore: string,
  { key, intent, timestamp, value }: ProcessInstanceRecord,
): Promise<void> {
  if (value.bpmnElementType === 'USER_TASK' && intent === 'ELEMENT_TERMINATED') {
    const open = await sql.all<{ user_task_key: string }>(
      "SELECT user_task_key FROM tasks WHERE element_instance_key = ? AND state = 'open'",
      [key],
    )
    for (const task of open) await endTask(sql, task.user_task_key, 'canceled', timestamp)
    return
  }
  if (value.bpmnElementType !== 'PROCESS') return
  if (intent === 'ELEMENT_ACTIVATING') {
    const parentKey = value.parentProcessInstanceKey === '-1' ? null : value.parentProcessInstanceKey
    const [parent] =
      parentKey === null
        ? []
        : await sql.all<ProcessInstanceRow>(
            'SELECT * FROM process_instances WHERE process_instance_key = ?',
            [parentKey],
          )
    await insertRow<ProcessInstanceRow>(
      sql,
      'process_instances',
      {
        process_instance_key: key,
        process_id: value.bpmnProcessId,
        parent_key: parentKey,
        process_definition_key: value.processDefinitionKey,
        case_id: parent?.case_id ?? null,
        approval_id: null,
        state: 'active',
        started_at: timestamp,
        ended_at: null,
      },
      insertIgnore,
    )
    // Its own variables may have been recorded before it: see projectVariable.
    await sql.run(
      'UPDATE process_instances SET process_id = ?, parent_key = ?, process_definition_key = ?, case_id = COALESCE(case_id, ?) WHERE process_instance_key = ?',
      [value.bpmnProcessId, parentKey, value.processDefinitionKey, parent?.case_id ?? null, key],
    )
  } else if (intent === 'ELEMENT_MIGRATED') {
    await sql.run(
      'UPDATE process_instances SET process_id = ?, process_definition_key = ? WHERE process_instance_key = ?',
      [value.bpmnProcessId, value.processDefinitionKey, key],
    )
  } else if (intent === 'ELEMENT_COMPLETED' || intent === 'ELEMENT_TERMINATED') {
    const state = intent === 'ELEMENT_COMPLETED' ? 'completed' : 'terminated'
    await sql.run('UPDATE process_instances SET state = ?, ended_at = ? WHERE process_instance_key = ?', [
      state,
      timestamp,
      key,
    ])
  }
}

async function projectVariable(
  sql: Sql,
  insertIgnore: string,
  { intent, timestamp, value }: VariableRecord,
  departmentOf: ProjectionNames['departmentOf'],
): Promise<void> {
  const column = idVariables[value.name]
  if (column === undefined || intent === 'MIGRATED') return
  const id: unknown = JSON.parse(value.value)
  if (typeof id !== 'string') return
  const row: ProcessInstanceRow = {
    process_instance_key: value.processInstanceKey,
    process_id: value.bpmnProcessId,
    parent_key: null,
    process_definition_key: null,
    case_id: null,
    approval_id: null,
    state: 'active',
    started_at: timestamp,
    ended_at: null,
  }
  await insertRow(sql, 'process_instances', row, insertIgnore)
  await sql.run(`UPDATE process_instances SET ${column} = ? WHERE process_instance_key = ?`, [
    id,
    value.processInstanceKey,
  ])
  await sql.run(`UPDATE tasks SET ${column} = ? WHERE process_instance_key = ? AND ${column} IS NULL`, [
    id,
    value.processInstanceKey,
  ])
  if (column === 'case_id')
    await sql.run(
      'UPDATE tasks SET department_id = ? WHERE process_instance_key = ? AND department_id IS NULL',
      [await departmentOf(sql, id), value.processInstanceKey],
    )
}

async function projectTask(
  sql: Sql,
  insertIgnore: string,
  { key, intent, timestamp, value }: UserTaskRecord,
  { formIdOf, departmentOf }: ProjectionNames,
): Promise<void> {
  switch (intent) {
    case 'CREATED': {
      const [instance] = await sql.all<ProcessInstanceRow>(
        'SELECT * FROM process_instances WHERE process_instance_key = ?',
        [value.processInstanceKey],
      )
      const headers = value.customHeaders
      const task: TaskRow = {
        user_task_key: key,
        element_id: value.elementId,
        element_instance_key: value.elementInstanceKey,
        process_id: value.bpmnProcessId,
        process_instance_key: value.processInstanceKey,
        case_id: instance?.case_id ?? null,
        department_id: instance?.case_id ? await departmentOf(sql, instance.case_id) : null,
        approval_id: instance?.approval_id ?? null,
        form_id: headers.form || value.externalFormReference || formIdOf(value.formKey) || value.elementId,
        headers: JSON.stringify(headers),
        assignee: value.assignee || null,
        due_at: instantOf(value.dueDate),
        state: 'open',
        submitted_act: null,
        created_at: timestamp,
        ended_at: null,
        due_order: dueOrder(instantOf(value.dueDate)),
      }
      if (await insertRow(sql, 'tasks', task, insertIgnore))
        await insertCandidates(sql, insertIgnore, key, value, task)
      return
    }
    case 'ASSIGNED':
      await sql.run('UPDATE tasks SET assignee = ? WHERE user_task_key = ?', [value.assignee || null, key])
      await sql.run(
        'UPDATE task_candidates SET due_order = (SELECT t.due_order FROM tasks t WHERE t.user_task_key = ? AND t.assignee IS NULL) WHERE user_task_key = ?',
        [key, key],
      )
      return
    case 'UPDATED': {
      const dueAt = instantOf(value.dueDate)
      await sql.run('UPDATE tasks SET due_at = ?, due_order = ? WHERE user_task_key = ?', [
        dueAt,
        dueOrder(dueAt),
        key,
      ])
      await sql.run('DELETE FROM task_candidates WHERE user_task_key = ?', [key])
      const [task] = await sql.all<TaskRow>('SELECT * FROM tasks WHERE user_task_key = ?', [key])
      if (task) await insertCandidates(sql, insertIgnore, key, value, task)
      return
    }
    case 'COMPLETED':
      return endTask(sql, key, 'completed', timestamp)
    case 'CANCELED':
      return endTask(sql, key, 'canceled', timestamp)
    default:
  }
}

async function insertCandidates(
  sql: Sql,
  insertIgnore: string,
  key: string,
  value: UserTaskRecord['value'],
  task: TaskRow,
): Promise<void> {
  const due_order = task.assignee === null ? task.due_order : null
  for (const [kind, candidates] of [
    ['group', value.candidateGroupsList],
    ['user', value.candidateUsersList],
  ] as const) {
    for (const candidate of candidates)
      await insertRow(
        sql,
        'task_candidates',
        { user_task_key: key, kind, candidate, due_order },
        insertIgnore,
      )
  }
}

/** Candidates of a task that has ended are dropped, so that looking for one's tasks costs what is open, not what ever was. */
export async function endTask(sql: Sql, key: string, state: TaskState, at: number): Promise<void> {
  await sql.run("UPDATE tasks SET state = ?, ended_at = ? WHERE user_task_key = ? AND state = 'open'", [
    state,
    at,
    key,
  ])
  await sql.run('DELETE FROM task_candidates WHERE user_task_key = ?', [key])
}

function instantOf(text: string): number | null {
  return text === '' ? null : parseInstant(text)
}
