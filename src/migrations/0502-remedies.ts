import type { Migration } from '../platform/database/migrate.ts'

/**
 * Administrative review 行政复议 and litigation 行政诉讼 against what the bureau has issued: one open at a time per case, which the mark says to the database too. What
 * became of the decision stands on the case; a case whose decision has to be made again says since when.
 */
export const remedies: Migration = {
  name: '0502-remedies',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE remedies (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      kind ${keyText(12)} NOT NULL CHECK (kind IN ('review', 'litigation', 'appeal')),
      state ${keyText(12)} NOT NULL CHECK (state IN ('open', 'decided', 'appealed', 'concluded')),
      open_mark ${keyText(26)} UNIQUE,
      document_id ${keyText(26)} NOT NULL,
      prior_id ${keyText(26)} REFERENCES remedies (id),
      organ ${keyText(200)} NOT NULL,
      applicant ${keyText(200)} NOT NULL,
      reference ${keyText(100)},
      procedure_kind ${keyText(10)} NOT NULL CHECK (procedure_kind IN ('ordinary', 'simple')),
      filed_on ${keyText(10)} NOT NULL,
      received_on ${keyText(10)} NOT NULL,
      limit_code ${keyText(40)} NOT NULL,
      limit_due_on ${keyText(10)} NOT NULL,
      claims ${longText} NOT NULL,
      answer ${longText},
      answered_on ${keyText(10)},
      outcome ${keyText(30)},
      outcome_number ${keyText(100)},
      decided_on ${keyText(10)},
      outcome_received_on ${keyText(10)},
      reason ${longText},
      new_fine_fen ${bigint},
      redo_from ${keyText(20)},
      redo_by ${keyText(10)},
      effect ${longText},
      concluded_on ${keyText(10)},
      publicity_withdrawn_on ${keyText(10)},
      registered_by ${keyText(26)} NOT NULL,
      registered_at ${bigint} NOT NULL,
      version ${bigint} NOT NULL,
      CHECK (open_mark IS NULL OR open_mark = case_id)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX remedies_case ON remedies (case_id, id)')
    await sql.run('CREATE INDEX remedies_state ON remedies (state, id)')
    await sql.run(`CREATE TABLE enforcement_suspensions (
      id ${keyText(26)} PRIMARY KEY,
      remedy_id ${keyText(26)} NOT NULL REFERENCES remedies (id),
      case_id ${keyText(26)} NOT NULL,
      from_on ${keyText(10)} NOT NULL,
      to_on ${keyText(10)},
      ordered_by ${keyText(20)} NOT NULL,
      reason ${longText} NOT NULL,
      recorded_by ${keyText(26)} NOT NULL,
      recorded_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX enforcement_suspensions_case ON enforcement_suspensions (case_id, from_on)')
    await sql.run(`ALTER TABLE cases ADD COLUMN decision_state ${keyText(10)}`)
    await sql.run(`ALTER TABLE cases ADD COLUMN reopened_at ${bigint}`)
  },
  async down(sql) {
    await sql.run('ALTER TABLE cases DROP COLUMN reopened_at')
    await sql.run('ALTER TABLE cases DROP COLUMN decision_state')
    await sql.run('DROP TABLE enforcement_suspensions')
    await sql.run('DROP TABLE remedies')
  },
}
