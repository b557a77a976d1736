import type { Migration } from '../platform/database/migrate.ts'

/** Handwritten signatures 手写签名 and refusals, each bound to the fingerprint of what was signed, the copies that bear them, codes of the verification page, and
 * what became of an issued document. */
export const signatures: Migration = {
  name: '0522-signatures',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE document_signatures (
      id ${keyText(26)} PRIMARY KEY,
      document_id ${keyText(26)} NOT NULL,
      case_id ${keyText(26)} NOT NULL,
      document_sha256 ${keyText(64)} NOT NULL,
      line ${bigint} NOT NULL,
      label ${keyText(200)} NOT NULL,
      part ${keyText(10)} NOT NULL,
      signer_name ${keyText(60)} NOT NULL,
      refused ${bigint} NOT NULL,
      reason ${longText},
      witnesses ${longText},
      picture_sha256 ${keyText(64)},
      strokes_sha256 ${keyText(64)},
      device ${keyText(200)} NOT NULL,
      signed_at ${bigint} NOT NULL,
      binding ${keyText(64)} NOT NULL,
      recorded_by ${keyText(64)} NOT NULL,
      recorded_name ${keyText(60)} NOT NULL,
      recorded_at ${bigint} NOT NULL,
      UNIQUE (document_id, document_sha256, line)
    ) ${tableOptions}`)
    await sql.run(`ALTER TABLE documents ADD COLUMN verify_code ${keyText(32)}`)
    await sql.run('CREATE UNIQUE INDEX documents_verify_code ON documents (verify_code)')
    await sql.run(`CREATE TABLE document_copies (
      id ${keyText(26)} PRIMARY KEY,
      document_id ${keyText(26)} NOT NULL,
      kind ${keyText(10)} NOT NULL,
      sha256 ${keyText(64)} NOT NULL,
      sm3 ${keyText(64)} NOT NULL,
      note ${longText},
      made_by ${keyText(64)} NOT NULL,
      made_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE document_acts (
      id ${keyText(26)} PRIMARY KEY,
      document_id ${keyText(26)} NOT NULL,
      case_id ${keyText(26)} NOT NULL,
      kind ${keyText(12)} NOT NULL,
      state ${keyText(10)} NOT NULL,
      reason ${longText} NOT NULL,
      details ${longText},
      result_id ${keyText(26)},
      proposed_by ${keyText(64)} NOT NULL,
      proposed_name ${keyText(60)} NOT NULL,
      proposed_at ${bigint} NOT NULL,
      decided_by ${keyText(64)},
      decided_name ${keyText(60)},
      opinion ${longText},
      decided_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX document_acts_document ON document_acts (document_id, id)')
    await sql.run('CREATE INDEX document_copies_document ON document_copies (document_id, id)')
    await sql.run('CREATE INDEX document_copies_content ON document_copies (sha256)')
  },
  async down(sql, { name }) {
    await sql.run(`DROP INDEX documents_verify_code${name === 'mariadb' ? ' ON documents' : ''}`)
    await sql.run('ALTER TABLE documents DROP COLUMN verify_code')
    for (const table of ['document_acts', 'document_copies', 'document_signatures'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
