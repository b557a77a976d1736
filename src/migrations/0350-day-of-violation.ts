import type { Migration } from '../platform/database/migrate.ts'
import { legalDay, parseInstant } from '../platform/clock.ts'

/** The day of the violation: which version of 违法行为 and 裁量阶次 a case is measured by. */
export const dayOfViolation: Migration = {
  name: '0350-day-of-violation',
  async up(sql, { keyText }) {
    await sql.run(`ALTER TABLE cases ADD COLUMN occurred_on ${keyText(10)}`)
    const entries = await sql.all<{ case_id: string; data: string }>(
      "SELECT case_id, data FROM case_facts WHERE kind = 'entry' AND state = 'effective' ORDER BY at, id",
    )
    for (const { case_id: caseId, data } of entries) {
      const { occurredAt } = JSON.parse(data) as { occurredAt?: string }
      if (occurredAt === undefined) continue
      await sql.run('UPDATE cases SET occurred_on = ? WHERE id = ?', [
        legalDay(parseInstant(occurredAt)),
        caseId,
      ])
    }
  },
  down: async (sql) => void (await sql.run('ALTER TABLE cases DROP COLUMN occurred_on')),
}
