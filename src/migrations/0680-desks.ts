import type { Migration } from '../platform/database/migrate.ts'

/** Lists go through the open cases of a department, whatever it has archived. */
export const desks: Migration = {
  name: '0680-desks',
  async up(sql) {
    await sql.run('CREATE INDEX cases_department_state ON cases (department_id, state, id)')
  },
  async down(sql, { name }) {
    await sql.run(`DROP INDEX cases_department_state${name === 'mariadb' ? ' ON cases' : ''}`)
  },
}
