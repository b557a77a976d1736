/** What a person has done with tasks, last first: the completions that the engine took. */
import type { Actor } from '../identity/actor.ts'
import type { Sql } from '../platform/database/sql.ts'
import type { TaskActRow, TaskRow } from './model.ts'

export interface DoneQuery {
  /** Id of the last act of the page before. */
  cursor?: string
  limit?: number
}

export async function listDone(
  sql: Sql,
  actor: Actor,
  { cursor, limit = 50 }: DoneQuery,
): Promise<{ done: { act: TaskActRow; task: TaskRow }[]; next: string | null }> {
  const size = Math.min(limit, 200)
  // Ids rise with time.
  const acts = await sql.all<TaskActRow>(
    `SELECT * FROM task_acts WHERE account_id = ? AND id < ? AND kind = 'complete' AND state = 'effective' ORDER BY id DESC LIMIT ?`,
    [actor.accountId, cursor ?? '~', size + 1],
  )
  const page = acts.slice(0, size)
  const keys = [...new Set(page.map(({ user_task_key }) => user_task_key))]
  const tasks =
    keys.length === 0
      ? []
      : await sql.all<TaskRow>(
          `SELECT * FROM tasks WHERE user_task_key IN (${keys.map(() => '?').join(', ')})`,
          keys,
        )
  const byKey = new Map(tasks.map((task) => [task.user_task_key, task]))
  return {
    done: page.flatMap((act) => {
      const task = byKey.get(act.user_task_key)
      return task ? [{ act, task }] : []
    }),
    next: acts.length > size ? page.at(-1)!.id : null,
  }
}
