import type { Migration } from '../platform/database/migrate.ts'

/** What each job was answered with: a job that is delivered twice gets the same answer and does nothing again. */
export const jobs: Migration = {
  name: '0230-jobs',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE job_answers (
      job_key ${keyText(20)} PRIMARY KEY,
      type ${keyText(80)} NOT NULL,
      case_id ${keyText(26)},
      answer ${longText} NOT NULL,
      ticket ${keyText(26)},
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
  },
  async down(sql) {
    await sql.run('DROP TABLE job_answers')
  },
}
