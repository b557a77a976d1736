import type { Migration } from '../platform/database/migrate.ts'

/**
 * Versions of templates 模板版本, never changed and never removed: what decides the wording of a kind, under the fingerprint of it. Which one new documents are
 * written with is the last adoption 启用 of the kind. Each document says its version; what was written before has none.
 */
export const templateVersions: Migration = {
  name: '0571-template-versions',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE template_versions (
      fingerprint ${keyText(64)} PRIMARY KEY,
      kind ${keyText(60)} NOT NULL,
      version ${bigint} NOT NULL,
      content ${longText} NOT NULL,
      first_seen_at ${bigint} NOT NULL,
      UNIQUE (kind, version)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE template_adoptions (
      kind ${keyText(60)} NOT NULL,
      ordinal ${bigint} NOT NULL,
      fingerprint ${keyText(64)} NOT NULL REFERENCES template_versions (fingerprint),
      adopted_by ${keyText(64)} NOT NULL,
      adopted_at ${bigint} NOT NULL,
      PRIMARY KEY (kind, ordinal)
    ) ${tableOptions}`)
    await sql.run(`ALTER TABLE documents ADD COLUMN template_fingerprint ${keyText(64)}`)
    await sql.run(`ALTER TABLE documents ADD COLUMN template_version ${bigint}`)
    await sql.run(`ALTER TABLE documents ADD COLUMN template_fixed ${keyText(12)}`)
  },
  async down(sql) {
    for (const column of ['template_fixed', 'template_version', 'template_fingerprint'])
      await sql.run(`ALTER TABLE documents DROP COLUMN ${column}`)
    for (const table of ['template_adoptions', 'template_versions']) await sql.run(`DROP TABLE ${table}`)
  },
}
