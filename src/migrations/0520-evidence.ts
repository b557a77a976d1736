import type { Migration } from '../platform/database/migrate.ts'

const point = 'DOUBLE PRECISION'

/** Evidence 证据: uploads on their way, and what a file's own bytes say of when, where and by what it was taken. */
export const evidence: Migration = {
  name: '0520-evidence',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    for (const column of [
      `longitude ${point}`,
      `latitude ${point}`,
      `added_by ${keyText(64)}`,
      `captured_at ${bigint}`,
      `captured_longitude ${point}`,
      `captured_latitude ${point}`,
      `device ${keyText(200)}`,
      `upload_id ${keyText(32)}`,
    ])
      await sql.run(`ALTER TABLE evidence_files ADD COLUMN ${column}`)
    await sql.run('CREATE INDEX evidence_files_content ON evidence_files (case_id, sha256)')
    await sql.run(`CREATE TABLE evidence_uploads (
      id ${keyText(32)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      account_id ${keyText(64)} NOT NULL,
      name ${keyText(200)} NOT NULL,
      claimed_type ${keyText(120)} NOT NULL,
      size ${bigint} NOT NULL,
      state ${keyText(12)} NOT NULL,
      reason ${longText},
      media_type ${keyText(80)},
      sha256 ${keyText(64)},
      sm3 ${keyText(64)},
      capture ${longText},
      begun_at ${bigint} NOT NULL,
      arrived_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX evidence_uploads_case ON evidence_uploads (case_id, id)')
  },
  async down(sql, { name }) {
    await sql.run('DROP TABLE evidence_uploads')
    await sql.run(`DROP INDEX evidence_files_content${name === 'mariadb' ? ' ON evidence_files' : ''}`)
    for (const column of [
      'upload_id',
      'device',
      'captured_latitude',
      'captured_longitude',
      'captured_at',
      'added_by',
      'latitude',
      'longitude',
    ])
      await sql.run(`ALTER TABLE evidence_files DROP COLUMN ${column}`)
  },
}
