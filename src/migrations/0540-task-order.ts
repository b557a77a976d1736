import type { Migration } from '../platform/database/migrate.ts'

/** The tasklist in the order of its index: when a task is due stands beside whose it is, so that a first page costs what it shows. */
export const taskOrder: Migration = {
  name: '0540-task-order',
  async up(sql, { bigint }) {
    await sql.run(`ALTER TABLE tasks ADD COLUMN due_order ${bigint} NOT NULL DEFAULT 9000000000000000`)
    await sql.run('UPDATE tasks SET due_order = due_at WHERE due_at IS NOT NULL')
    await sql.run('CREATE INDEX tasks_assignee_due ON tasks (assignee, state, due_order, user_task_key)')
    await sql.run(`ALTER TABLE task_candidates ADD COLUMN due_order ${bigint}`)
    await sql.run(
      'UPDATE task_candidates SET due_order = (SELECT t.due_order FROM tasks t WHERE t.user_task_key = task_candidates.user_task_key AND t.assignee IS NULL)',
    )
    await sql.run(
      'CREATE INDEX task_candidates_due ON task_candidates (candidate, kind, due_order, user_task_key)',
    )
  },
  async down(sql, { name }) {
    const drop = (index: string, table: string) =>
      sql.run(`DROP INDEX ${index}${name === 'mariadb' ? ` ON ${table}` : ''}`)
    await drop('task_candidates_due', 'task_candidates')
    await drop('tasks_assignee_due', 'tasks')
    await sql.run('ALTER TABLE task_candidates DROP COLUMN due_order')
    await sql.run('ALTER TABLE tasks DROP COLUMN due_order')
  },
}
