import type { Migration } from '../platform/database/migrate.ts'

/** 中止执行: from when to when enforcement stood still, and what ended that; one at a time per case, which the mark says to the database too. */
export const enforcementStays: Migration = {
  name: '0564-enforcement-stays',
  async up(sql, { keyText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE enforcement_stays (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      side_flow_id ${keyText(26)} NOT NULL UNIQUE,
      ground ${keyText(20)} NOT NULL,
      harmless SMALLINT NOT NULL,
      from_on ${keyText(10)} NOT NULL,
      to_on ${keyText(10)},
      open_mark ${keyText(26)} UNIQUE,
      ended_by ${keyText(12)} CHECK (ended_by IN ('resumed', 'lapsed', 'overtaken')),
      began_at ${bigint} NOT NULL,
      CHECK ((to_on IS NULL) = (open_mark IS NOT NULL)),
      CHECK ((to_on IS NULL) = (ended_by IS NULL))
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX enforcement_stays_case ON enforcement_stays (case_id, id)')
  },
  async down(sql) {
    await sql.run('DROP TABLE enforcement_stays')
  },
}
