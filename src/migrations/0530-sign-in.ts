import type { Migration } from '../platform/database/migrate.ts'

/** The second factor of an account and its recovery codes; sign-ins under way at another provider. */
export const signIn: Migration = {
  name: '0530-sign-in',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE second_factors (
      account_id ${keyText(26)} PRIMARY KEY REFERENCES accounts (id),
      secret ${longText} NOT NULL,
      last_step ${bigint} NOT NULL,
      begun_at ${bigint} NOT NULL,
      confirmed_at ${bigint}
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE recovery_codes (
      code_hash ${keyText(64)} PRIMARY KEY,
      account_id ${keyText(26)} NOT NULL REFERENCES accounts (id),
      used_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX recovery_codes_account ON recovery_codes (account_id)')
    await sql.run(`ALTER TABLE sessions ADD COLUMN enrolling SMALLINT NOT NULL DEFAULT 0`)
    await sql.run(`CREATE TABLE oidc_sign_ins (
      attempt_hash ${keyText(64)} PRIMARY KEY,
      state ${keyText(64)} NOT NULL,
      nonce ${keyText(64)} NOT NULL,
      code_verifier ${keyText(128)} NOT NULL,
      begun_at ${bigint} NOT NULL,
      used_at ${bigint}
    ) ${tableOptions}`)
  },
  async down(sql) {
    await sql.run('DROP TABLE oidc_sign_ins')
    await sql.run('ALTER TABLE sessions DROP COLUMN enrolling')
    for (const table of ['recovery_codes', 'second_factors']) await sql.run(`DROP TABLE ${table}`)
  },
}
