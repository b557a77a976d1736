import type { Migration } from '../platform/database/migrate.ts'

/** 纸质原件: who says of an issued document that its original on paper is signed, or that its refusal is noted there. */
export const paperOriginals: Migration = {
  name: '0601-paper-originals',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE paper_originals (
      document_id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      document_sha256 ${keyText(64)} NOT NULL,
      note ${longText} NOT NULL,
      recorded_by ${keyText(64)} NOT NULL,
      recorded_name ${keyText(60)} NOT NULL,
      recorded_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX paper_originals_case ON paper_originals (case_id, document_id)')
  },
  async down(sql) {
    await sql.run('DROP TABLE paper_originals')
  },
}
