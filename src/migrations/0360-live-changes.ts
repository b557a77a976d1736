import type { Migration } from '../platform/database/migrate.ts'

/** What has just changed, for those who are looking at a list: kept for minutes, not a record of anything. */
export const liveChanges: Migration = {
  name: '0360-live-changes',
  async up(sql, { name, keyText, longText, bigint, tableOptions }) {
    const seq = name === 'sqlite' ? 'INTEGER PRIMARY KEY AUTOINCREMENT' : 'BIGINT PRIMARY KEY AUTO_INCREMENT'
    await sql.run(`CREATE TABLE live_changes (
      seq ${seq},
      kind ${keyText(20)} NOT NULL,
      subject ${keyText(30)} NOT NULL,
      state ${keyText(12)} NOT NULL,
      audience ${longText} NOT NULL,
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX live_changes_at ON live_changes (at)')
  },
  down: async (sql) => void (await sql.run('DROP TABLE live_changes')),
}
