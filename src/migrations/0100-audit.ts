import type { Migration } from '../platform/database/migrate.ts'
import { genesis } from '../audit/line.ts'

/** The audit chain and the one row that says where it stands. */
export const audit: Migration = {
  name: '0100-audit',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE audit_lines (
      seq ${bigint} PRIMARY KEY,
      at ${bigint} NOT NULL,
      account_id ${keyText(64)} NOT NULL,
      action ${keyText(80)} NOT NULL,
      object_type ${keyText(40)} NOT NULL,
      object_id ${keyText(80)} NOT NULL,
      case_id ${keyText(26)},
      line ${longText} NOT NULL,
      sha256 ${keyText(64)} NOT NULL,
      sm3 ${keyText(64)} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX audit_lines_case ON audit_lines (case_id, seq)')
    await sql.run('CREATE INDEX audit_lines_object ON audit_lines (object_type, object_id, seq)')
    await sql.run(
      `CREATE TABLE audit_head (id ${bigint} PRIMARY KEY, seq ${bigint} NOT NULL, sha256 ${keyText(64)} NOT NULL, sm3 ${keyText(64)} NOT NULL) ${tableOptions}`,
    )
    await sql.run('INSERT INTO audit_head (id, seq, sha256, sm3) VALUES (1, ?, ?, ?)', [
      genesis.seq,
      genesis.sha256,
      genesis.sm3,
    ])
  },
  async down(sql) {
    for (const table of ['audit_head', 'audit_lines']) await sql.run(`DROP TABLE ${table}`)
  },
}
