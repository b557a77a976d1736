import type { Migration } from '../platform/database/migrate.ts'

/** Approvals 审批: the route each one runs on, every entry into a tier (a round), what was decided, and what was asked and told beside it. */
export const approvals: Migration = {
  name: '0210-approvals',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE approvals (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      stage ${keyText(20)} NOT NULL,
      subject ${keyText(80)} NOT NULL,
      document_ids ${longText} NOT NULL,
      drafter_id ${keyText(26)} NOT NULL,
      department_id ${keyText(26)} NOT NULL,
      route ${longText} NOT NULL,
      opening_route ${longText} NOT NULL,
      state ${keyText(12)} NOT NULL,
      outcome ${keyText(12)},
      round_id ${keyText(26)},
      process_instance_key ${keyText(20)} NOT NULL,
      opened_at ${bigint} NOT NULL,
      closed_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX approvals_case ON approvals (case_id, stage, opened_at)')
    await sql.run(`CREATE TABLE approval_tiers (
      id ${keyText(26)} PRIMARY KEY,
      approval_id ${keyText(26)} NOT NULL,
      sequence ${bigint} NOT NULL,
      tier_id ${keyText(40)} NOT NULL,
      tier_index ${bigint} NOT NULL,
      role ${keyText(30)} NOT NULL,
      mode ${keyText(8)} NOT NULL,
      needed ${bigint} NOT NULL,
      candidates ${longText} NOT NULL,
      auto_pass SMALLINT NOT NULL,
      state ${keyText(12)} NOT NULL,
      opened_at ${bigint} NOT NULL,
      due_at ${bigint} NOT NULL,
      closed_at ${bigint},
      UNIQUE (approval_id, sequence)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE approval_decisions (
      id ${keyText(26)} PRIMARY KEY,
      approval_id ${keyText(26)} NOT NULL,
      round_id ${keyText(26)} NOT NULL,
      tier_index ${bigint} NOT NULL,
      user_task_key ${keyText(20)},
      account_id ${keyText(64)} NOT NULL,
      officer_id ${keyText(26)},
      officer_name ${keyText(60)} NOT NULL,
      role ${keyText(30)} NOT NULL,
      on_behalf_of ${keyText(26)},
      decision ${keyText(20)} NOT NULL,
      opinion ${longText} NOT NULL,
      detail ${longText} NOT NULL,
      fingerprints ${longText} NOT NULL,
      from_address ${keyText(80)} NOT NULL,
      at ${bigint} NOT NULL,
      state ${keyText(10)} NOT NULL,
      reason ${longText}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX approval_decisions_approval ON approval_decisions (approval_id, at)')
    await sql.run('CREATE INDEX approval_decisions_round ON approval_decisions (round_id, state)')
    await sql.run(`CREATE TABLE consultations (
      id ${keyText(26)} PRIMARY KEY,
      approval_id ${keyText(26)} NOT NULL,
      round_id ${keyText(26)} NOT NULL,
      asked_by ${keyText(26)} NOT NULL,
      asked_officer ${keyText(26)} NOT NULL,
      question ${longText} NOT NULL,
      answer ${longText},
      asked_at ${bigint} NOT NULL,
      answered_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX consultations_approval ON consultations (approval_id, asked_at)')
    await sql.run('CREATE INDEX consultations_asked ON consultations (asked_officer, answered_at)')
    await sql.run(`CREATE TABLE approval_copies (
      id ${keyText(26)} PRIMARY KEY,
      approval_id ${keyText(26)} NOT NULL,
      sent_by ${keyText(26)} NOT NULL,
      officer_id ${keyText(26)} NOT NULL,
      sent_at ${bigint} NOT NULL,
      read_at ${bigint},
      UNIQUE (approval_id, officer_id)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE approval_reminders (
      id ${keyText(26)} PRIMARY KEY,
      approval_id ${keyText(26)} NOT NULL,
      round_id ${keyText(26)} NOT NULL,
      kind ${keyText(12)} NOT NULL,
      by_officer ${keyText(26)},
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX approval_reminders_round ON approval_reminders (round_id, at)')
  },
  async down(sql) {
    const tables = [
      'approval_reminders',
      'approval_copies',
      'consultations',
      'approval_decisions',
      'approval_tiers',
      'approvals',
    ]
    for (const table of tables) await sql.run(`DROP TABLE ${table}`)
  },
}
