/** No test of its own: every open task, whoever's it is, without the engine's keys. */
import type { WholeBureau } from '../cases/whole-bureau.ts'

export async function openTasks({ database }: WholeBureau): Promise<string[]> {
  const tasks = await database.sql.all<{ user_task_key: string }>(
    `SELECT case_id, element_id, process_id, approval_id, form_id, headers, assignee, due_at, due_order, created_at, user_task_key
     FROM tasks WHERE state = 'open'`,
  )
  const found = await Promise.all(
    tasks.map(async ({ user_task_key, ...task }) => ({
      ...task,
      candidates: await database.sql.all(
        'SELECT kind, candidate, due_order FROM task_candidates WHERE user_task_key = ? ORDER BY kind, candidate',
        [user_task_key],
      ),
    })),
  )
  return found.map((task) => JSON.stringify(task)).sort()
}
