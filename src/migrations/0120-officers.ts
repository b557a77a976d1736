import type { Migration } from '../platform/database/migrate.ts'

/** Departments, officers with posts and certificates, delegations, absences. */
export const officers: Migration = {
  name: '0120-officers',
  async up(sql, { keyText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE departments (
      id ${keyText(26)} PRIMARY KEY,
      code ${keyText(40)} NOT NULL UNIQUE,
      name ${keyText(80)} NOT NULL,
      kind ${keyText(20)} NOT NULL,
      demo SMALLINT NOT NULL
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE officers (
      id ${keyText(26)} PRIMARY KEY,
      number ${keyText(20)} NOT NULL UNIQUE,
      name ${keyText(60)} NOT NULL,
      department_id ${keyText(26)} NOT NULL REFERENCES departments (id),
      squad ${keyText(40)},
      post ${keyText(60)} NOT NULL,
      certificate_number ${keyText(40)} UNIQUE,
      certificate_expires_on ${keyText(10)},
      legal_qualification SMALLINT NOT NULL,
      active SMALLINT NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX officers_department ON officers (department_id)')
    await sql.run(`CREATE TABLE officer_posts (
      id ${keyText(26)} PRIMARY KEY,
      officer_id ${keyText(26)} NOT NULL REFERENCES officers (id),
      department_id ${keyText(26)} NOT NULL REFERENCES departments (id),
      title ${keyText(60)} NOT NULL,
      from_on ${keyText(10)} NOT NULL,
      to_on ${keyText(10)}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX officer_posts_officer ON officer_posts (officer_id)')
    await sql.run(`CREATE TABLE delegations (
      id ${keyText(26)} PRIMARY KEY,
      from_officer_id ${keyText(26)} NOT NULL REFERENCES officers (id),
      to_officer_id ${keyText(26)} NOT NULL REFERENCES officers (id),
      role ${keyText(30)} NOT NULL,
      from_at ${bigint} NOT NULL,
      to_at ${bigint} NOT NULL,
      reason ${keyText(200)} NOT NULL,
      revoked_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX delegations_from ON delegations (from_officer_id)')
    await sql.run('CREATE INDEX delegations_to ON delegations (to_officer_id)')
    await sql.run(`CREATE TABLE absences (
      id ${keyText(26)} PRIMARY KEY,
      officer_id ${keyText(26)} NOT NULL REFERENCES officers (id),
      from_at ${bigint} NOT NULL,
      to_at ${bigint} NOT NULL,
      reason ${keyText(200)} NOT NULL,
      canceled_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX absences_officer ON absences (officer_id, to_at)')
  },
  async down(sql) {
    for (const table of ['absences', 'delegations', 'officer_posts', 'officers', 'departments'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
