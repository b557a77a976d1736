import type { Migration } from '../platform/database/migrate.ts'

/** Moves 迁移 of the bureau to another database or engine: what was begun, what has arrived here, and where it has gone. */
export const moves: Migration = {
  name: '0560-moves',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE moves (
      id ${keyText(26)} PRIMARY KEY,
      state ${keyText(10)} NOT NULL,
      from_database ${longText} NOT NULL,
      to_engine ${keyText(10)} NOT NULL,
      to_database ${longText} NOT NULL,
      to_gateway ${longText},
      to_feed ${longText},
      began_at ${bigint} NOT NULL,
      ended_at ${bigint}
    ) ${tableOptions}`)
    // Filled and emptied while open instances get the keys of another engine.
    await sql.run(
      `CREATE TABLE move_keys (old_key ${keyText(20)} PRIMARY KEY, new_key ${keyText(20)} NOT NULL) ${tableOptions}`,
    )
  },
  async down(sql) {
    for (const table of ['move_keys', 'moves']) await sql.run(`DROP TABLE ${table}`)
  },
}
