import type { Migration } from '../platform/database/migrate.ts'

/** Clues 线索, cases 案件, who handles them, what was found out, their files, and the trace of their processes. */
export const cases: Migration = {
  name: '0220-cases',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE clues (
      id ${keyText(26)} PRIMARY KEY,
      number ${keyText(60)},
      source ${keyText(40)} NOT NULL,
      received_at ${bigint} NOT NULL,
      occurred_at ${bigint},
      place ${keyText(200)} NOT NULL,
      longitude DOUBLE PRECISION,
      latitude DOUBLE PRECISION,
      content ${longText} NOT NULL,
      category ${keyText(40)},
      violation_code ${keyText(20)},
      particulars ${longText} NOT NULL,
      registered_by ${keyText(26)} NOT NULL,
      registered_name ${keyText(60)} NOT NULL,
      department_id ${keyText(26)} NOT NULL,
      state ${keyText(20)} NOT NULL,
      disposal ${longText},
      case_id ${keyText(26)},
      decided_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX clues_state ON clues (state, received_at)')
    await sql.run('CREATE INDEX clues_place ON clues (place, received_at)')
    await sql.run(`CREATE TABLE cases (
      id ${keyText(26)} PRIMARY KEY,
      number ${keyText(60)} UNIQUE,
      case_procedure ${keyText(12)} NOT NULL,
      stage ${keyText(16)} NOT NULL,
      state ${keyText(12)} NOT NULL,
      clue_id ${keyText(26)} NOT NULL,
      party_id ${keyText(26)},
      party_kind ${keyText(12)},
      violation_code ${keyText(20)},
      lead_officer_id ${keyText(26)} NOT NULL,
      department_id ${keyText(26)} NOT NULL,
      squad_code ${keyText(20)},
      opened_at ${bigint} NOT NULL,
      filed_at ${bigint},
      decided_at ${bigint},
      served_at ${bigint},
      paid_at ${bigint},
      closed_at ${bigint},
      archived_at ${bigint},
      fine_fen ${bigint},
      paid_fen ${bigint} NOT NULL,
      process_instance_key ${keyText(20)},
      version ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX cases_department ON cases (department_id, id)')
    await sql.run('CREATE INDEX cases_state ON cases (state, id)')
    await sql.run('CREATE INDEX cases_party ON cases (party_id)')
    await sql.run(`CREATE TABLE case_officers (
      case_id ${keyText(26)} NOT NULL,
      officer_id ${keyText(26)} NOT NULL,
      part ${keyText(10)} NOT NULL,
      from_at ${bigint} NOT NULL,
      to_at ${bigint},
      PRIMARY KEY (case_id, officer_id)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX case_officers_officer ON case_officers (officer_id, to_at)')
    await sql.run(`CREATE TABLE case_facts (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      kind ${keyText(40)} NOT NULL,
      version ${bigint} NOT NULL,
      data ${longText} NOT NULL,
      state ${keyText(10)} NOT NULL,
      act_id ${keyText(26)},
      recorded_by ${keyText(64)} NOT NULL,
      officer_id ${keyText(26)},
      at ${bigint} NOT NULL,
      UNIQUE (case_id, kind, version)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX case_facts_act ON case_facts (act_id)')
    await sql.run(`CREATE TABLE evidence_files (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      kind ${keyText(40)} NOT NULL,
      name ${keyText(200)} NOT NULL,
      media_type ${keyText(80)} NOT NULL,
      sha256 ${keyText(64)} NOT NULL,
      sm3 ${keyText(64)} NOT NULL,
      size ${bigint} NOT NULL,
      taken_at ${bigint} NOT NULL,
      place ${keyText(200)} NOT NULL,
      taken_by ${keyText(26)} NOT NULL,
      shows ${longText} NOT NULL,
      arrived_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX evidence_files_case ON evidence_files (case_id, id)')
    await sql.run(`CREATE TABLE party_messages (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      name ${keyText(40)} NOT NULL,
      data ${longText} NOT NULL,
      recorded_by ${keyText(26)} NOT NULL,
      state ${keyText(10)} NOT NULL,
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX party_messages_case ON party_messages (case_id, at)')
    await sql.run(`CREATE TABLE trace (
      element_instance_key ${keyText(20)} PRIMARY KEY,
      process_instance_key ${keyText(20)} NOT NULL,
      process_id ${keyText(80)} NOT NULL,
      element_id ${keyText(80)} NOT NULL,
      element_type ${keyText(40)} NOT NULL,
      state ${keyText(12)} NOT NULL,
      entered_at ${bigint} NOT NULL,
      left_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX trace_instance ON trace (process_instance_key, entered_at)')
    await sql.run(`CREATE TABLE incidents (
      incident_key ${keyText(20)} PRIMARY KEY,
      process_instance_key ${keyText(20)} NOT NULL,
      process_id ${keyText(80)} NOT NULL,
      element_id ${keyText(80)} NOT NULL,
      error_type ${keyText(60)} NOT NULL,
      message ${longText} NOT NULL,
      job_key ${keyText(20)},
      state ${keyText(10)} NOT NULL,
      created_at ${bigint} NOT NULL,
      resolved_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX incidents_state ON incidents (state, created_at)')
  },
  async down(sql) {
    const tables = [
      'incidents',
      'trace',
      'party_messages',
      'evidence_files',
      'case_facts',
      'case_officers',
      'cases',
      'clues',
    ]
    for (const table of tables) await sql.run(`DROP TABLE ${table}`)
  },
}
