import type { Migration } from '../platform/database/migrate.ts'

/** When somebody is called in or has to bring what was asked for, over all cases; of notices from before this was kept, the day stands in the paper alone. */
export const appointments: Migration = {
  name: '0690-appointments',
  async up(sql, { keyText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE appointments (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      document_id ${keyText(26)} NOT NULL REFERENCES documents (id),
      kind ${keyText(10)} NOT NULL CHECK (kind IN ('interview', 'evidence')),
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX appointments_at ON appointments (at, id)')
  },
  async down(sql) {
    await sql.run('DROP TABLE appointments')
  },
}
