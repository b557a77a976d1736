import type { Migration } from '../platform/database/migrate.ts'

/** Paragraph 款 and item 项 of the articles that a violation rests on: a decision that names the article alone is sent back where the article has several. */
export const violationPlaces: Migration = {
  name: '0650-violation-places',
  async up(sql, { keyText }) {
    for (const column of ['duty_point', 'penalty_point'])
      await sql.run(`ALTER TABLE violation_details ADD COLUMN ${column} ${keyText(8)}`)
  },
  async down(sql) {
    for (const column of ['duty_point', 'penalty_point'])
      await sql.run(`ALTER TABLE violation_details DROP COLUMN ${column}`)
  },
}
