import type { Migration } from '../platform/database/migrate.ts'

/** Which connection of which process writes an upload now: a lease, so that what a process held that is gone is free again. */
export const uploadLocks: Migration = {
  name: '0590-upload-locks',
  async up(sql, { keyText, tableOptions }) {
    await sql.run(`CREATE TABLE upload_locks (
      upload_id ${keyText(32)} PRIMARY KEY,
      holder ${keyText(36)} NOT NULL,
      expires_at BIGINT NOT NULL,
      wanted BOOLEAN NOT NULL
    ) ${tableOptions}`)
  },
  async down(sql) {
    await sql.run('DROP TABLE upload_locks')
  },
}
