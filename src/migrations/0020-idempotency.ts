import type { Migration } from '../platform/database/migrate.ts'

/** What was answered to a request that carried an `Idempotency-Key`. */
export const idempotency: Migration = {
  name: '0020-idempotency',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE idempotency_keys (
      owner ${keyText(64)} NOT NULL,
      idempotency_key ${keyText(200)} NOT NULL,
      request ${keyText(64)} NOT NULL,
      reply ${longText},
      at ${bigint} NOT NULL,
      PRIMARY KEY (owner, idempotency_key)
    ) ${tableOptions}`)
  },
  down: async (sql) => void (await sql.run('DROP TABLE idempotency_keys')),
}
