import type { Migration } from '../platform/database/migrate.ts'

/**
 * Arrangements of holidays 放假安排 of a year as people enter them from the State Council's notice; the last one confirmed is in force. Which weeks were told that a year is missing, and
 * when an incident was tried again by itself.
 */
export const calendarYears: Migration = {
  name: '0572-calendar-years',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE calendar_years (
      id ${keyText(26)} PRIMARY KEY,
      calendar_year ${keyText(4)} NOT NULL,
      state ${keyText(10)} NOT NULL,
      open_mark ${keyText(4)} UNIQUE,
      notice_number ${keyText(60)} NOT NULL,
      notice_on ${keyText(10)} NOT NULL,
      holidays ${longText} NOT NULL,
      workdays ${longText} NOT NULL,
      entered_at ${bigint} NOT NULL,
      confirmed_at ${bigint}
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE calendar_reminders (
      calendar_year ${keyText(4)} NOT NULL,
      week ${keyText(10)} NOT NULL,
      PRIMARY KEY (calendar_year, week)
    ) ${tableOptions}`)
    await sql.run(`ALTER TABLE incidents ADD COLUMN retried_at ${bigint}`)
  },
  async down(sql) {
    await sql.run('ALTER TABLE incidents DROP COLUMN retried_at')
    for (const table of ['calendar_reminders', 'calendar_years']) await sql.run(`DROP TABLE ${table}`)
  },
}
