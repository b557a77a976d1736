import type { Migration } from '../platform/database/migrate.ts'

/** 送达: attempts to serve documents, and the addresses that parties have confirmed. */
export const service: Migration = {
  name: '0510-service',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE service_attempts (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      way ${keyText(12)} NOT NULL,
      state ${keyText(12)} NOT NULL,
      data ${longText} NOT NULL,
      began_at ${bigint},
      served_at ${bigint},
      reason ${longText},
      act_id ${keyText(26)},
      proof_id ${keyText(26)},
      recorded_by ${keyText(26)} NOT NULL,
      recorded_at ${bigint} NOT NULL,
      ended_at ${bigint},
      version ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX service_attempts_case ON service_attempts (case_id, id)')
    await sql.run('CREATE INDEX service_attempts_act ON service_attempts (act_id)')
    await sql.run(`CREATE TABLE service_attempt_documents (
      attempt_id ${keyText(26)} NOT NULL REFERENCES service_attempts (id),
      document_id ${keyText(26)} NOT NULL REFERENCES documents (id),
      PRIMARY KEY (attempt_id, document_id)
    ) ${tableOptions}`)
    await sql.run(
      'CREATE INDEX service_attempt_documents_document ON service_attempt_documents (document_id)',
    )
    await sql.run(`CREATE TABLE service_addresses (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      data ${longText} NOT NULL,
      document_id ${keyText(26)} NOT NULL REFERENCES documents (id),
      confirmed_on ${keyText(10)} NOT NULL,
      recorded_by ${keyText(26)} NOT NULL,
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX service_addresses_case ON service_addresses (case_id, id)')
  },
  async down(sql) {
    for (const table of ['service_addresses', 'service_attempt_documents', 'service_attempts'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
