import type { Migration } from '../platform/database/migrate.ts'

/** The tasklist (projection of the feed), what people did with its tasks, the instances behind them, and messages to people. */
export const tasks: Migration = {
  name: '0200-tasks',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE process_instances (
      process_instance_key ${keyText(20)} PRIMARY KEY,
      process_id ${keyText(80)} NOT NULL,
      parent_key ${keyText(20)},
      case_id ${keyText(26)},
      approval_id ${keyText(26)},
      state ${keyText(12)} NOT NULL,
      started_at ${bigint} NOT NULL,
      ended_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX process_instances_case ON process_instances (case_id)')
    await sql.run('CREATE INDEX process_instances_parent ON process_instances (parent_key)')
    await sql.run(`CREATE TABLE tasks (
      user_task_key ${keyText(20)} PRIMARY KEY,
      element_id ${keyText(80)} NOT NULL,
      element_instance_key ${keyText(20)} NOT NULL,
      process_id ${keyText(80)} NOT NULL,
      process_instance_key ${keyText(20)} NOT NULL,
      case_id ${keyText(26)},
      approval_id ${keyText(26)},
      form_id ${keyText(80)} NOT NULL,
      headers ${longText} NOT NULL,
      assignee ${keyText(64)},
      due_at ${bigint},
      state ${keyText(12)} NOT NULL,
      submitted_act ${keyText(26)},
      created_at ${bigint} NOT NULL,
      ended_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX tasks_element_instance ON tasks (element_instance_key)')
    await sql.run('CREATE INDEX tasks_case ON tasks (case_id, state)')
    await sql.run('CREATE INDEX tasks_instance ON tasks (process_instance_key)')
    await sql.run('CREATE INDEX tasks_assignee ON tasks (assignee, state, created_at)')
    await sql.run(`CREATE TABLE task_candidates (
      user_task_key ${keyText(20)} NOT NULL,
      kind ${keyText(6)} NOT NULL,
      candidate ${keyText(120)} NOT NULL,
      PRIMARY KEY (user_task_key, kind, candidate)
    ) ${tableOptions}`)
    await sql.run(
      'CREATE INDEX task_candidates_candidate ON task_candidates (candidate, kind, user_task_key)',
    )
    await sql.run(`CREATE TABLE task_acts (
      id ${keyText(26)} PRIMARY KEY,
      user_task_key ${keyText(20)} NOT NULL,
      case_id ${keyText(26)},
      kind ${keyText(12)} NOT NULL,
      form_id ${keyText(80)} NOT NULL,
      account_id ${keyText(64)} NOT NULL,
      officer_id ${keyText(26)},
      data ${longText} NOT NULL,
      variables ${longText} NOT NULL,
      state ${keyText(10)} NOT NULL,
      reason ${longText},
      ticket ${keyText(26)} NOT NULL,
      at ${bigint} NOT NULL,
      settled_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX task_acts_task ON task_acts (user_task_key, at)')
    await sql.run('CREATE INDEX task_acts_case ON task_acts (case_id, at)')
    await sql.run(`CREATE TABLE notifications (
      id ${keyText(26)} PRIMARY KEY,
      officer_id ${keyText(26)} NOT NULL,
      case_id ${keyText(26)},
      kind ${keyText(40)} NOT NULL,
      text ${longText} NOT NULL,
      link ${keyText(200)},
      created_at ${bigint} NOT NULL,
      read_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX notifications_officer ON notifications (officer_id, read_at, created_at)')
  },
  async down(sql) {
    for (const table of ['notifications', 'task_acts', 'task_candidates', 'tasks', 'process_instances'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
