import type { Migration } from '../platform/database/migrate.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql } from '../platform/database/sql.ts'

/** A correction 更正 that waits for consent can be taken back. A CHECK is changed by making the table anew. */
export const correctionsWithdrawn: Migration = {
  name: '0630-corrections-withdrawn',
  async up(sql, dialect) {
    await remake(sql, dialect, [...before, 'withdrawn'])
  },
  async down(sql, dialect) {
    await sql.run("UPDATE fact_corrections SET state = 'refused' WHERE state = 'withdrawn'")
    await remake(sql, dialect, before)
  },
}

const before = ['requested', 'submitted', 'effective', 'refused', 'void']

async function remake(
  sql: Sql,
  { keyText, longText, bigint, tableOptions }: Dialect,
  states: string[],
): Promise<void> {
  await sql.run(`CREATE TABLE fact_corrections_anew (
    id ${keyText(26)} PRIMARY KEY,
    case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
    fact_kind ${keyText(60)} NOT NULL,
    fact_version ${bigint} NOT NULL,
    changes ${longText} NOT NULL,
    reason ${longText} NOT NULL,
    state ${keyText(12)} NOT NULL CHECK (state IN (${states.map((state) => `'${state}'`).join(', ')})),
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
  await sql.run('INSERT INTO fact_corrections_anew SELECT * FROM fact_corrections')
  await sql.run('DROP TABLE fact_corrections')
  await sql.run('ALTER TABLE fact_corrections_anew RENAME TO fact_corrections')
  await sql.run('CREATE INDEX fact_corrections_case ON fact_corrections (case_id, id)')
}
