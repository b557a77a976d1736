import type { Migration } from '../platform/database/migrate.ts'
import type { Dialect } from '../platform/database/dialect.ts'
import type { Sql } from '../platform/database/sql.ts'

/** Approved, never recorded as online, and its decision was touched: whether it is online is asked first. A CHECK is changed by making the table anew. */
export const publicationsToCheck: Migration = {
  name: '0575-publications-to-check',
  async up(sql, dialect) {
    await remake(sql, dialect, [...before, 'to-check'], ['to-publish', 'dropped', 'to-check'])
  },
  async down(sql, dialect) {
    await sql.run("UPDATE publications SET state = 'dropped', open_mark = NULL WHERE state = 'to-check'")
    await remake(sql, dialect, before, ['to-publish', 'dropped'])
  },
}

const before = ['to-publish', 'dropped', 'published', 'to-withdraw', 'withdrawn']
const listed = (states: string[]) => states.map((state) => `'${state}'`).join(', ')

/** @param unpublished states in which nobody knows a day of publication. */
async function remake(
  sql: Sql,
  { keyText, longText, bigint, tableOptions }: Dialect,
  states: string[],
  unpublished: string[],
): Promise<void> {
  const open = states.filter((state) => state !== 'dropped' && state !== 'withdrawn')
  await sql.run(`CREATE TABLE publications_anew (
    id ${keyText(26)} PRIMARY KEY,
    case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
    side_flow_id ${keyText(26)} NOT NULL UNIQUE,
    state ${keyText(12)} NOT NULL CHECK (state IN (${listed(states)})),
    open_mark ${keyText(26)} UNIQUE,
    platform ${longText} NOT NULL,
    approved_at ${bigint} NOT NULL,
    address ${longText},
    published_at ${bigint},
    recorded_by ${keyText(26)},
    recorded_at ${bigint},
    withdrawn_on ${keyText(10)},
    withdrawal_reason ${longText},
    withdrawn_by ${keyText(26)},
    CHECK ((state IN (${listed(open)})) = (open_mark IS NOT NULL)),
    CHECK ((state IN (${listed(unpublished)})) = (published_at IS NULL)),
    CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL))
  ) ${tableOptions}`)
  await sql.run('INSERT INTO publications_anew SELECT * FROM publications')
  await sql.run('DROP TABLE publications')
  await sql.run('ALTER TABLE publications_anew RENAME TO publications')
  await sql.run('CREATE INDEX publications_case ON publications (case_id, id)')
}
