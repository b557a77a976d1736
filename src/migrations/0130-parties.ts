import type { Migration } from '../platform/database/migrate.ts'

/** Parties with sealed numbers, phones and addresses, and the violations that were decided against them. */
export const parties: Migration = {
  name: '0130-parties',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE parties (
      id ${keyText(26)} PRIMARY KEY,
      kind ${keyText(12)} NOT NULL,
      name ${keyText(120)} NOT NULL,
      trade_name ${keyText(120)},
      legal_representative ${keyText(60)},
      id_number ${longText},
      id_number_index ${keyText(64)},
      phone ${longText},
      address ${longText},
      version ${bigint} NOT NULL,
      created_at ${bigint} NOT NULL,
      updated_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE UNIQUE INDEX parties_id_number ON parties (kind, id_number_index)')
    await sql.run('CREATE INDEX parties_name ON parties (name)')
    await sql.run(`CREATE TABLE party_records (
      id ${keyText(26)} PRIMARY KEY,
      party_id ${keyText(26)} NOT NULL REFERENCES parties (id),
      violation_code ${keyText(20)} NOT NULL,
      decided_on ${keyText(10)} NOT NULL,
      fine_fen ${bigint} NOT NULL,
      case_id ${keyText(26)} NOT NULL,
      revoked_at ${bigint}
    ) ${tableOptions}`)
    await sql.run(
      'CREATE UNIQUE INDEX party_records_case ON party_records (case_id, party_id, violation_code)',
    )
    await sql.run('CREATE INDEX party_records_repeat ON party_records (party_id, violation_code, decided_on)')
  },
  async down(sql) {
    for (const table of ['party_records', 'parties']) await sql.run(`DROP TABLE ${table}`)
  },
}
