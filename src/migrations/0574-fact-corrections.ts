import type { Migration } from '../platform/database/migrate.ts'

/** 更正案件事实: what was asked for, agreed to and done; one at a time per case, which the mark says to the database too. A fact that corrects another names it. */
export const factCorrections: Migration = {
  name: '0574-fact-corrections',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE fact_corrections (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      fact_kind ${keyText(60)} NOT NULL,
      fact_version ${bigint} NOT NULL,
      changes ${longText} NOT NULL,
      reason ${longText} NOT NULL,
      state ${keyText(12)} NOT NULL CHECK (state IN ('requested', 'submitted', 'effective', 'refused', 'void')),
      open_mark ${keyText(26)} UNIQUE,
      requested_by ${keyText(26)} NOT NULL,
      requested_officer ${keyText(26)},
      requested_name ${longText} NOT NULL,
      requested_at ${bigint} NOT NULL,
      decided_by ${keyText(26)},
      decided_name ${longText},
      opinion ${longText},
      decided_at ${bigint},
      effective_at ${bigint},
      CHECK ((state IN ('requested', 'submitted')) = (open_mark IS NOT NULL)),
      CHECK ((state = 'effective') = (effective_at IS NOT NULL))
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX fact_corrections_case ON fact_corrections (case_id, id)')
    await sql.run(`ALTER TABLE case_facts ADD COLUMN corrects ${keyText(26)}`)
  },
  async down(sql) {
    await sql.run('ALTER TABLE case_facts DROP COLUMN corrects')
    await sql.run('DROP TABLE fact_corrections')
  },
}
