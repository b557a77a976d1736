import type { Migration } from '../platform/database/migrate.ts'

/** Where an officer wants to be told outside the product, of what, and what has become of each message. */
export const notifications: Migration = {
  name: '0532-notifications',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE notification_settings (
      officer_id ${keyText(26)} PRIMARY KEY,
      mail ${longText},
      webhook_url ${longText},
      webhook_secret ${longText},
      quiet_from ${keyText(5)},
      quiet_to ${keyText(5)},
      version ${bigint} NOT NULL,
      updated_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE notification_choices (
      officer_id ${keyText(26)} NOT NULL,
      kind ${keyText(60)} NOT NULL,
      channel ${keyText(10)} NOT NULL CHECK (channel IN ('mail', 'webhook')),
      chosen SMALLINT NOT NULL,
      PRIMARY KEY (officer_id, kind, channel)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE notification_deliveries (
      id ${keyText(26)} PRIMARY KEY,
      notification_id ${keyText(26)} NOT NULL,
      officer_id ${keyText(26)} NOT NULL,
      channel ${keyText(10)} NOT NULL CHECK (channel IN ('mail', 'webhook')),
      state ${keyText(8)} NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
      attempts ${bigint} NOT NULL,
      next_at ${bigint} NOT NULL,
      last_error ${keyText(200)},
      created_at ${bigint} NOT NULL,
      settled_at ${bigint},
      UNIQUE (notification_id, channel)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX notification_deliveries_due ON notification_deliveries (state, next_at)')
    await sql.run('CREATE INDEX notification_deliveries_officer ON notification_deliveries (officer_id, id)')
  },
  async down(sql) {
    for (const table of ['notification_deliveries', 'notification_choices', 'notification_settings'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
