import type { Migration } from '../platform/database/migrate.ts'

/** The process that a measure runs in, what its list and its delivery say, and the documents that were issued about it. */
export const measuresFlow: Migration = {
  name: '0550-measures-flow',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`ALTER TABLE measures ADD COLUMN flow_begun_at ${bigint}`)
    await sql.run(`ALTER TABLE measures ADD COLUMN process_instance_key ${keyText(40)}`)
    await sql.run(`ALTER TABLE measures ADD COLUMN listed_at ${bigint}`)
    await sql.run(`ALTER TABLE measures ADD COLUMN storage ${keyText(200)}`)
    await sql.run(`ALTER TABLE measures ADD COLUMN keeper ${keyText(60)}`)
    await sql.run(`ALTER TABLE measures ADD COLUMN delivery ${longText}`)
    await sql.run(`ALTER TABLE measures ADD COLUMN report_reminded_at ${bigint}`)
    await sql.run(`ALTER TABLE measures ADD COLUMN hold_reminded_at ${bigint}`)
    await sql.run('CREATE INDEX measures_process ON measures (process_instance_key)')
    await sql.run(`ALTER TABLE property_items ADD COLUMN item_condition ${keyText(60)}`)
    await sql.run(`ALTER TABLE measure_extensions ADD COLUMN due_before ${keyText(10)}`)
    await sql.run(`CREATE TABLE measure_documents (
      document_id ${keyText(26)} PRIMARY KEY REFERENCES documents (id),
      measure_id ${keyText(26)} NOT NULL REFERENCES measures (id),
      request_id ${keyText(26)} REFERENCES measure_requests (id)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX measure_documents_measure ON measure_documents (measure_id, document_id)')
  },
  async down(sql, { name }) {
    await sql.run('DROP TABLE measure_documents')
    await sql.run('ALTER TABLE measure_extensions DROP COLUMN due_before')
    await sql.run('ALTER TABLE property_items DROP COLUMN item_condition')
    await sql.run(`DROP INDEX measures_process${name === 'mariadb' ? ' ON measures' : ''}`)
    for (const column of [
      'hold_reminded_at',
      'report_reminded_at',
      'delivery',
      'keeper',
      'storage',
      'listed_at',
      'process_instance_key',
      'flow_begun_at',
    ])
      await sql.run(`ALTER TABLE measures DROP COLUMN ${column}`)
  },
}
