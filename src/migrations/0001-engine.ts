/** The embedded engine: its rows, what is deployed, the event log, and the lease that keeps a second process from writing. */
import type { Migration } from '../platform/database/migrate.ts'

export const engine: Migration = {
  name: '0001-engine',
  async up(sql, { bigint, keyText, longText, tableOptions }) {
    await sql.run(`CREATE TABLE engine_row (
      row_key ${bigint} NOT NULL PRIMARY KEY,
      kind ${keyText(24)} NOT NULL,
      root_key ${bigint} NOT NULL,
      lookup ${keyText(255)},
      due_at ${bigint},
      body ${longText} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX engine_row_root ON engine_row (root_key)')
    await sql.run('CREATE INDEX engine_row_lookup ON engine_row (kind, lookup)')
    await sql.run('CREATE INDEX engine_row_due ON engine_row (due_at, row_key)')
    await sql.run(`CREATE TABLE engine_definition (
      definition_key ${bigint} NOT NULL PRIMARY KEY,
      kind ${keyText(24)} NOT NULL,
      definition_id ${keyText(255)} NOT NULL,
      name ${longText} NOT NULL,
      version INTEGER NOT NULL,
      resource_name ${longText} NOT NULL,
      checksum ${keyText(64)} NOT NULL,
      file_key ${bigint},
      content ${longText} NOT NULL
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE engine_log (
      first_position ${bigint} NOT NULL PRIMARY KEY,
      last_position ${bigint} NOT NULL,
      last_key ${bigint} NOT NULL,
      written_at ${bigint} NOT NULL,
      records ${longText} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX engine_log_last ON engine_log (last_position)')
    await sql.run(`CREATE TABLE engine_lease (
      id INTEGER NOT NULL PRIMARY KEY,
      token ${keyText(64)} NOT NULL,
      process_id INTEGER NOT NULL,
      host ${keyText(255)} NOT NULL,
      since ${bigint} NOT NULL,
      expires_at ${bigint} NOT NULL
    ) ${tableOptions}`)
  },
  async down(sql) {
    for (const table of ['engine_lease', 'engine_log', 'engine_definition', 'engine_row'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
