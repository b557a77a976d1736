import type { Migration } from '../platform/database/migrate.ts'

/** The HTML of a document's receipt, written with the document, where its kind has one. */
export const documentReceipts: Migration = {
  name: '0310-document-receipts',
  async up(sql, { keyText }) {
    await sql.run(`ALTER TABLE documents ADD COLUMN receipt_html_sha256 ${keyText(64)}`)
  },
  async down(sql) {
    await sql.run('ALTER TABLE documents DROP COLUMN receipt_html_sha256')
  },
}
