import type { Migration } from '../platform/database/migrate.ts'

/**
 * Hearings 听证 of a case, one open at a time: the mark says so to the database too. What was said and signed stands in the facts of the case. A limit may be
 * suspended for several causes at once (a hearing while the case is suspended), so each pause names its own.
 */
export const hearings: Migration = {
  name: '0500-hearings',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE hearings (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      state ${keyText(12)} NOT NULL CHECK (state IN
        ('requested', 'arranged', 'noticed', 'suspended', 'held', 'reported', 'absent', 'terminated', 'withdrawn')),
      open_mark ${keyText(26)} UNIQUE,
      requested_at ${bigint} NOT NULL,
      host_id ${keyText(26)},
      recorder_id ${keyText(26)},
      starts_at ${bigint},
      place ${keyText(200)},
      way ${keyText(10)},
      noticed_at ${bigint},
      barred ${longText} NOT NULL,
      reason ${longText},
      opened_at ${bigint} NOT NULL,
      ended_at ${bigint},
      version ${bigint} NOT NULL,
      CHECK (open_mark IS NULL OR open_mark = case_id)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX hearings_case ON hearings (case_id, id)')
    await sql.run('CREATE INDEX hearings_calendar ON hearings (state, starts_at, id)')
    await sql.run(`ALTER TABLE deadline_pauses ADD COLUMN cause ${keyText(30)} NOT NULL DEFAULT ''`)
  },
  async down(sql) {
    await sql.run('ALTER TABLE deadline_pauses DROP COLUMN cause')
    await sql.run('DROP TABLE hearings')
  },
}
