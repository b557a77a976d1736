import type { Migration } from '../platform/database/migrate.ts'

/** Exports of parties, by person and day: several small ones are not a large one. */
export const exports: Migration = {
  name: '0534-exports',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE party_exports (
      id ${keyText(26)} PRIMARY KEY,
      account_id ${keyText(26)} NOT NULL,
      exported_on ${keyText(10)} NOT NULL,
      exported_rows ${bigint} NOT NULL,
      revealed SMALLINT NOT NULL,
      reason ${longText} NOT NULL,
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX party_exports_day ON party_exports (account_id, exported_on)')
  },
  async down(sql) {
    await sql.run('DROP TABLE party_exports')
  },
}
