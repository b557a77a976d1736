import type { Migration } from '../platform/database/migrate.ts'

/** 处罚决定公开: each from its approval to where it stood and to its withdrawal; one standing at a time per case, which the mark says to the database too. */
export const publications: Migration = {
  name: '0568-publications',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE publications (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      side_flow_id ${keyText(26)} NOT NULL UNIQUE,
      state ${keyText(12)} NOT NULL CHECK (state IN ('to-publish', 'dropped', 'published', 'to-withdraw', 'withdrawn')),
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
      CHECK ((state IN ('to-publish', 'published', 'to-withdraw')) = (open_mark IS NOT NULL)),
      CHECK ((state IN ('to-publish', 'dropped')) = (published_at IS NULL)),
      CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL))
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX publications_case ON publications (case_id, id)')
  },
  async down(sql) {
    await sql.run('DROP TABLE publications')
  },
}
