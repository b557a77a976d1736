import type { Migration } from '../platform/database/migrate.ts'

/** Limits that run on cases, their extensions and the time that is not counted. */
export const deadlines: Migration = {
  name: '0150-deadlines',
  async up(sql, { keyText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE deadlines (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      limit_code ${keyText(40)} NOT NULL,
      subject ${keyText(80)} NOT NULL,
      basis ${keyText(120)} NOT NULL,
      state ${keyText(12)} NOT NULL,
      started_at ${bigint} NOT NULL,
      starts_on ${keyText(10)} NOT NULL,
      length ${bigint} NOT NULL,
      unit ${keyText(12)} NOT NULL,
      due_on ${keyText(10)} NOT NULL,
      due_at ${bigint} NOT NULL,
      provisional SMALLINT NOT NULL,
      ended_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX deadlines_case ON deadlines (case_id, limit_code)')
    await sql.run('CREATE INDEX deadlines_due ON deadlines (state, due_at)')
    await sql.run(`CREATE TABLE deadline_extensions (
      id ${keyText(26)} PRIMARY KEY,
      deadline_id ${keyText(26)} NOT NULL REFERENCES deadlines (id),
      length ${bigint} NOT NULL,
      unit ${keyText(12)} NOT NULL,
      basis ${keyText(120)} NOT NULL,
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX deadline_extensions_deadline ON deadline_extensions (deadline_id)')
    await sql.run(`CREATE TABLE deadline_pauses (
      id ${keyText(26)} PRIMARY KEY,
      deadline_id ${keyText(26)} NOT NULL REFERENCES deadlines (id),
      from_on ${keyText(10)} NOT NULL,
      to_on ${keyText(10)},
      reason ${keyText(200)} NOT NULL,
      basis ${keyText(120)} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX deadline_pauses_deadline ON deadline_pauses (deadline_id)')
  },
  async down(sql) {
    for (const table of ['deadline_pauses', 'deadline_extensions', 'deadlines'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
