/** The tasks of a case that were open at a past instant, and who had them: from the tasklist's own times and the acts that became effective. */
import type { Command } from '../engine/port.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { TaskActRow, TaskRow } from './model.ts'

export async function tasksAt(sql: Sql, caseId: string, at: number): Promise<TaskRow[]> {
  const rows = await sql.all<TaskRow>(
    'SELECT * FROM tasks WHERE case_id = ? AND created_at <= ? AND (ended_at IS NULL OR ended_at > ?) ORDER BY created_at',
    [caseId, at, at],
  )
  const acts = await sql.all<TaskActRow & { command: string | null }>(
    `SELECT a.*, o.command FROM task_acts a LEFT JOIN engine_outbox o ON o.ticket = a.ticket
     WHERE a.case_id = ? AND a.at <= ? ORDER BY COALESCE(a.settled_at, a.at), a.id`,
    [caseId, at],
  )
  const reviews = new Set(
    (
      await sql.all<{ process_instance_key: string }>(
        'SELECT process_instance_key FROM approvals WHERE case_id = ?',
        [caseId],
      )
    ).map(({ process_instance_key }) => process_instance_key),
  )
  return rows.map((row) => {
    const own = acts.filter(({ user_task_key }) => user_task_key === row.user_task_key)
    const moved = own.filter(
      ({ kind, state, settled_at }) => kind !== 'complete' && state === 'effective' && settled_at! <= at,
    )
    const waiting = own.find(
      ({ kind, settled_at }) => kind === 'complete' && (settled_at === null || settled_at > at),
    )
    return {
      ...row,
      state: 'open',
      ended_at: null,
      // A task of the case itself names no approval: which one was the last is not the task's own.
      approval_id: reviews.has(row.process_instance_key) ? row.approval_id : null,
      submitted_act: waiting?.id ?? null,
      assignee: moved.reduce<string | null>((had, { command }) => assigneeAfter(had, command), null),
    }
  })
}

function assigneeAfter(before: string | null, text: string | null): string | null {
  const command = text === null ? undefined : (JSON.parse(text) as Command)
  return command?.verb === 'assignUserTask' ? command.assignee : before
}
