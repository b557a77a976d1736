import type { Migration } from '../platform/database/migrate.ts'

/** What the tasklist asks besides what is one's own: open tasks of a department and of the bureau, what one has done, what one got a copy of. */
export const taskLists: Migration = {
  name: '0660-task-lists',
  async up(sql, { keyText }) {
    await sql.run(`ALTER TABLE tasks ADD COLUMN department_id ${keyText(26)}`)
    await sql.run(
      'UPDATE tasks SET department_id = (SELECT c.department_id FROM cases c WHERE c.id = tasks.case_id)',
    )
    for (const [name, place] of indexes) await sql.run(`CREATE INDEX ${name} ON ${place}`)
  },
  async down(sql, dialect) {
    for (const [name, place] of indexes)
      await sql.run(`DROP INDEX ${name}${dialect.name === 'mariadb' ? ` ON ${place.split(' ')[0]}` : ''}`)
    await sql.run('ALTER TABLE tasks DROP COLUMN department_id')
  },
}

const indexes: readonly (readonly [name: string, place: string])[] = [
  ['tasks_department_due', 'tasks (department_id, state, due_order, user_task_key)'],
  ['tasks_due', 'tasks (state, due_order, user_task_key)'],
  ['task_acts_account', 'task_acts (account_id, id)'],
  ['approval_copies_officer', 'approval_copies (officer_id, id)'],
]
