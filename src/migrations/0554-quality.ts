import type { Migration } from '../platform/database/migrate.ts'

/** Similar decisions are found by violation and period, without a look at the cases themselves. */
export const quality: Migration = {
  name: '0554-quality',
  async up(sql) {
    await sql.run(
      'CREATE INDEX cases_decisions ON cases (violation_code, decided_at, id, party_kind, fine_fen, decision_state)',
    )
  },
  async down(sql, { name }) {
    await sql.run(`DROP INDEX cases_decisions${name === 'mariadb' ? ' ON cases' : ''}`)
  },
}
