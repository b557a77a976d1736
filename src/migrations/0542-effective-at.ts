import type { Migration } from '../platform/database/migrate.ts'

/** When a fact or a message of the party became effective: a case at a past instant holds only what was effective then. */
export const effectiveAt: Migration = {
  name: '0542-effective-at',
  async up(sql, { bigint }) {
    for (const table of ['case_facts', 'party_messages']) {
      await sql.run(`ALTER TABLE ${table} ADD COLUMN effective_at ${bigint}`)
      await sql.run(`UPDATE ${table} SET effective_at = at WHERE state = 'effective'`)
    }
    await sql.run(
      'UPDATE case_facts SET effective_at = COALESCE((SELECT a.settled_at FROM task_acts a WHERE a.id = case_facts.act_id), at) WHERE effective_at IS NOT NULL AND act_id IS NOT NULL',
    )
  },
  async down(sql) {
    for (const table of ['party_messages', 'case_facts'])
      await sql.run(`ALTER TABLE ${table} DROP COLUMN effective_at`)
  },
}
