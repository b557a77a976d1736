import type { Migration } from '../platform/database/migrate.ts'

/** Which officer asked somebody when, over all cases: the same one cannot have led two interviews 询问 at one time. */
export const interviewTimes: Migration = {
  name: '0600-interview-times',
  async up(sql, { keyText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE interview_times (
      fact_id ${keyText(26)} NOT NULL,
      officer_id ${keyText(60)} NOT NULL,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      started_at ${bigint} NOT NULL,
      ended_at ${bigint} NOT NULL,
      PRIMARY KEY (fact_id, officer_id),
      CHECK (ended_at > started_at)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX interview_times_officer ON interview_times (officer_id, started_at)')
  },
  async down(sql) {
    await sql.run('DROP TABLE interview_times')
  },
}
