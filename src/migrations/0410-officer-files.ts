import type { Migration } from '../platform/database/migrate.ts'

/** The officers' files: particulars, certificates over time, trainings, commendations and discipline, ratings of cases; names and ends of departments. */
export const officerFiles: Migration = {
  name: '0410-officer-files',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    for (const column of [
      `sex ${keyText(10)}`,
      `birth_day ${keyText(10)}`,
      `education ${keyText(40)}`,
      `joined_on ${keyText(10)}`,
      `left_on ${keyText(10)}`,
      `phone ${longText}`,
      `version ${bigint} NOT NULL DEFAULT 1`,
    ])
      await sql.run(`ALTER TABLE officers ADD COLUMN ${column}`)
    for (const column of [`opened_on ${keyText(10)}`, `closed_on ${keyText(10)}`])
      await sql.run(`ALTER TABLE departments ADD COLUMN ${column}`)
    await sql.run(`CREATE TABLE department_names (
      id ${keyText(26)} PRIMARY KEY,
      department_id ${keyText(26)} NOT NULL REFERENCES departments (id),
      name ${keyText(80)} NOT NULL,
      from_on ${keyText(10)},
      to_on ${keyText(10)}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX department_names_department ON department_names (department_id)')
    await sql.run(
      'INSERT INTO department_names (id, department_id, name, from_on, to_on) SELECT id, id, name, NULL, NULL FROM departments',
    )
    await sql.run(`CREATE TABLE officer_certificates (
      id ${keyText(26)} PRIMARY KEY,
      officer_id ${keyText(26)} NOT NULL REFERENCES officers (id),
      kind ${keyText(20)} NOT NULL,
      issuer ${keyText(100)},
      number ${keyText(40)} NOT NULL,
      valid_from ${keyText(10)},
      valid_to ${keyText(10)},
      withdrawn_on ${keyText(10)},
      withdrawn_reason ${keyText(200)}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX officer_certificates_officer ON officer_certificates (officer_id, kind)')
    await sql.run('CREATE INDEX officer_certificates_number ON officer_certificates (number)')
    await sql.run('CREATE INDEX officer_certificates_end ON officer_certificates (kind, valid_to)')
    await sql.run(`INSERT INTO officer_certificates (id, officer_id, kind, number, valid_to)
      SELECT id, id, 'enforcement', certificate_number, certificate_expires_on FROM officers WHERE certificate_number IS NOT NULL`)
    await sql.run(`CREATE TABLE certificate_warnings (
      certificate_id ${keyText(26)} NOT NULL REFERENCES officer_certificates (id),
      days SMALLINT NOT NULL,
      warned_at ${bigint} NOT NULL,
      PRIMARY KEY (certificate_id, days)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE officer_trainings (
      id ${keyText(26)} PRIMARY KEY,
      officer_id ${keyText(26)} NOT NULL REFERENCES officers (id),
      subject ${keyText(120)} NOT NULL,
      organiser ${keyText(100)} NOT NULL,
      from_on ${keyText(10)} NOT NULL,
      to_on ${keyText(10)} NOT NULL,
      hours DOUBLE PRECISION NOT NULL,
      result ${keyText(12)} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX officer_trainings_officer ON officer_trainings (officer_id)')
    await sql.run(`CREATE TABLE officer_conduct (
      id ${keyText(26)} PRIMARY KEY,
      officer_id ${keyText(26)} NOT NULL REFERENCES officers (id),
      kind ${keyText(14)} NOT NULL,
      title ${keyText(120)} NOT NULL,
      decided_by ${keyText(100)} NOT NULL,
      document_number ${keyText(60)},
      decided_on ${keyText(10)} NOT NULL,
      ends_on ${keyText(10)},
      revoked_on ${keyText(10)},
      revoked_reason ${keyText(200)}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX officer_conduct_officer ON officer_conduct (officer_id)')
    await sql.run(`CREATE TABLE case_ratings (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      officer_id ${keyText(26)} NOT NULL REFERENCES officers (id),
      grade ${keyText(20)} NOT NULL,
      reasons ${longText} NOT NULL,
      state ${keyText(10)} NOT NULL,
      rated_by ${keyText(26)} NOT NULL,
      rated_name ${keyText(60)} NOT NULL,
      rated_at ${bigint} NOT NULL,
      appeal_until ${keyText(10)} NOT NULL,
      appeal ${longText},
      appealed_at ${bigint},
      answer ${longText},
      answered_by ${keyText(26)},
      answered_name ${keyText(60)},
      answered_at ${bigint},
      first_grade ${keyText(20)},
      UNIQUE (case_id, officer_id)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX case_ratings_officer ON case_ratings (officer_id)')
  },
  async down(sql) {
    const tables = [
      'case_ratings',
      'officer_conduct',
      'officer_trainings',
      'certificate_warnings',
      'officer_certificates',
      'department_names',
    ]
    for (const table of tables) await sql.run(`DROP TABLE ${table}`)
    for (const column of ['closed_on', 'opened_on'])
      await sql.run(`ALTER TABLE departments DROP COLUMN ${column}`)
    for (const column of ['version', 'phone', 'left_on', 'joined_on', 'education', 'birth_day', 'sex'])
      await sql.run(`ALTER TABLE officers DROP COLUMN ${column}`)
  },
}
