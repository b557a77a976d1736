import type { Migration } from '../platform/database/migrate.ts'

/** Sheets of the store 入库单、出库审批单、返还单、处理记录: which movements of the ledger stand on which; a movement stands on one at most, a release has one exit sheet. */
export const propertySheets: Migration = {
  name: '0569-property-sheets',
  async up(sql, { keyText, tableOptions }) {
    await sql.run(`CREATE TABLE property_sheets (
      document_id ${keyText(26)} PRIMARY KEY REFERENCES documents (id),
      measure_id ${keyText(26)} NOT NULL REFERENCES measures (id),
      release_id ${keyText(26)} REFERENCES property_releases (id),
      exit_mark ${keyText(26)} UNIQUE
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE property_sheet_lines (
      movement_id ${keyText(26)} PRIMARY KEY REFERENCES property_movements (id),
      document_id ${keyText(26)} NOT NULL REFERENCES property_sheets (document_id)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX property_sheet_lines_document ON property_sheet_lines (document_id)')
  },
  async down(sql) {
    for (const table of ['property_sheet_lines', 'property_sheets']) await sql.run(`DROP TABLE ${table}`)
  },
}
