import type { Migration } from '../platform/database/migrate.ts'

/** The outbox, the verdicts read from the feed, and where each reader of the feed stands. */
export const outbox: Migration = {
  name: '0010-outbox',
  async up(sql, { name, keyText, longText, bigint, tableOptions }) {
    const id = name === 'sqlite' ? 'INTEGER PRIMARY KEY AUTOINCREMENT' : 'BIGINT PRIMARY KEY AUTO_INCREMENT'
    await sql.run(`CREATE TABLE engine_outbox (
      id ${id},
      ticket ${keyText(26)} NOT NULL UNIQUE,
      stream ${keyText(64)} NOT NULL,
      command ${longText} NOT NULL,
      act_kind ${keyText(40)},
      act_id ${keyText(64)},
      state ${keyText(10)} NOT NULL,
      settlement ${longText},
      created_at ${bigint} NOT NULL,
      settled_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX engine_outbox_state ON engine_outbox (state, id)')
    await sql.run(
      `CREATE TABLE engine_verdict (subject ${keyText(64)} PRIMARY KEY, outcome ${keyText(10)} NOT NULL, at ${bigint} NOT NULL) ${tableOptions}`,
    )
    await sql.run(
      `CREATE TABLE engine_feed_position (reader ${keyText(40)} PRIMARY KEY, position ${longText} NOT NULL) ${tableOptions}`,
    )
  },
  async down(sql) {
    for (const table of ['engine_feed_position', 'engine_verdict', 'engine_outbox'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
