import type { Migration } from '../platform/database/migrate.ts'

/** Accounts, role grants, sessions, and refused sign-ins (by hash of the name that was typed, whether it exists or not). */
export const identity: Migration = {
  name: '0110-identity',
  async up(sql, { keyText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE accounts (
      id ${keyText(26)} PRIMARY KEY,
      officer_id ${keyText(26)} UNIQUE,
      user_name ${keyText(60)} NOT NULL UNIQUE,
      name ${keyText(60)} NOT NULL,
      password_hash ${keyText(200)} NOT NULL,
      disabled SMALLINT NOT NULL,
      created_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE role_grants (
      id ${keyText(26)} PRIMARY KEY,
      account_id ${keyText(26)} NOT NULL REFERENCES accounts (id),
      role ${keyText(30)} NOT NULL,
      scope ${keyText(12)} NOT NULL,
      department_id ${keyText(26)}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX role_grants_account ON role_grants (account_id)')
    await sql.run('CREATE INDEX role_grants_role ON role_grants (role, department_id)')
    await sql.run(`CREATE TABLE sessions (
      id ${keyText(26)} PRIMARY KEY,
      account_id ${keyText(26)} NOT NULL REFERENCES accounts (id),
      token_hash ${keyText(64)} NOT NULL UNIQUE,
      from_address ${keyText(80)} NOT NULL,
      created_at ${bigint} NOT NULL,
      expires_at ${bigint} NOT NULL,
      revoked_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX sessions_account ON sessions (account_id)')
    await sql.run(`CREATE TABLE sign_in_failures (
      name_hash ${keyText(64)} PRIMARY KEY,
      failures ${bigint} NOT NULL,
      locked_until ${bigint} NOT NULL
    ) ${tableOptions}`)
  },
  async down(sql) {
    for (const table of ['sign_in_failures', 'sessions', 'role_grants', 'accounts'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
