import type { Migration } from '../platform/database/migrate.ts'

/** Records of violations that were decided without a penalty 不予处罚: they are earlier violations all the same (行政处罚法 第三十三条). */
export const unpunishedRecords: Migration = {
  name: '0670-unpunished-records',
  async up(sql, { bigint }) {
    await sql.run(`ALTER TABLE party_records ADD COLUMN penalised ${bigint} NOT NULL DEFAULT 1`)
  },
  async down(sql) {
    await sql.run('ALTER TABLE party_records DROP COLUMN penalised')
  },
}
