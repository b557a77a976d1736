import type { Migration } from '../platform/database/migrate.ts'

/** What is due at a glance: whose it is, when it turns blue and red, and how far its people were reminded, beside the limit itself. */
export const due: Migration = {
  name: '0541-due',
  async up(sql, { keyText, bigint }) {
    for (const column of [
      `department_id ${keyText(26)}`,
      `blue_at ${bigint}`,
      `red_at ${bigint}`,
      `marked_by ${keyText(20)}`,
      'reminded SMALLINT NOT NULL DEFAULT 0',
    ])
      await sql.run(`ALTER TABLE deadlines ADD COLUMN ${column}`)
    await sql.run('CREATE INDEX deadlines_open ON deadlines (ended_at, due_at, id, red_at, blue_at)')
    await sql.run(
      'CREATE INDEX deadlines_department ON deadlines (department_id, ended_at, due_at, id, red_at, blue_at)',
    )
  },
  async down(sql, { name }) {
    for (const index of ['deadlines_department', 'deadlines_open'])
      await sql.run(`DROP INDEX ${index}${name === 'mariadb' ? ' ON deadlines' : ''}`)
    for (const column of ['reminded', 'marked_by', 'red_at', 'blue_at', 'department_id'])
      await sql.run(`ALTER TABLE deadlines DROP COLUMN ${column}`)
  },
}
