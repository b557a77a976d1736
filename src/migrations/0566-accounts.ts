import type { Migration } from '../platform/database/migrate.ts'

/** One-time passwords; and the names that officers were given since their accounts were made. */
export const accounts: Migration = {
  name: '0566-accounts',
  async up(sql) {
    await sql.run('ALTER TABLE accounts ADD COLUMN password_due SMALLINT NOT NULL DEFAULT 0')
    await sql.run(
      `UPDATE accounts SET name = (SELECT o.name FROM officers o WHERE o.id = accounts.officer_id)
       WHERE EXISTS (SELECT 1 FROM officers o WHERE o.id = accounts.officer_id)`,
    )
  },
  async down(sql) {
    await sql.run('ALTER TABLE accounts DROP COLUMN password_due')
  },
}
