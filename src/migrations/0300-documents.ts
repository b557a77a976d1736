import type { Migration } from '../platform/database/migrate.ts'

/** Documents 文书: drafts and what was issued for ever, the numbers 文号, and which bytes are stored. */
export const documents: Migration = {
  name: '0300-documents',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE documents (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      kind ${keyText(60)} NOT NULL,
      ordinal ${bigint} NOT NULL,
      name ${keyText(120)} NOT NULL,
      number ${keyText(60)},
      state ${keyText(8)} NOT NULL,
      facts ${longText} NOT NULL,
      html_sha256 ${keyText(64)} NOT NULL,
      pdf_sha256 ${keyText(64)},
      pdf_sm3 ${keyText(64)},
      pages ${bigint},
      drafted_by ${keyText(64)} NOT NULL,
      drafted_at ${bigint} NOT NULL,
      issued_by ${keyText(64)},
      issued_at ${bigint},
      approval_id ${keyText(26)},
      revision ${bigint} NOT NULL,
      UNIQUE (case_id, kind, ordinal)
    ) ${tableOptions}`)
    await sql.run('CREATE UNIQUE INDEX documents_number ON documents (number)')
    await sql.run(`CREATE TABLE document_blobs (
      sha256 ${keyText(64)} PRIMARY KEY,
      sm3 ${keyText(64)} NOT NULL,
      media_type ${keyText(80)} NOT NULL,
      size ${bigint} NOT NULL,
      stored_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE number_series (
      prefix ${keyText(60)} NOT NULL,
      series_year ${bigint} NOT NULL,
      next_number ${bigint} NOT NULL,
      PRIMARY KEY (prefix, series_year)
    ) ${tableOptions}`)
  },
  async down(sql) {
    for (const table of ['number_series', 'document_blobs', 'documents']) await sql.run(`DROP TABLE ${table}`)
  },
}
