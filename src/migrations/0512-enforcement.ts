import type { Migration } from '../platform/database/migrate.ts'

/** 执行: surcharge, how it ended, and the plans of instalments. */
export const enforcement: Migration = {
  name: '0512-enforcement',
  async up(sql, { keyText, bigint, tableOptions }) {
    await sql.run(`ALTER TABLE cases ADD COLUMN surcharge_fen ${bigint}`)
    await sql.run(`ALTER TABLE cases ADD COLUMN surcharge_paid_fen ${bigint} NOT NULL DEFAULT 0`)
    await sql.run(`ALTER TABLE cases ADD COLUMN enforcement_ended_at ${bigint}`)
    await sql.run(`CREATE TABLE instalment_plans (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      way ${keyText(8)} NOT NULL,
      due_before ${keyText(10)} NOT NULL,
      paid_before_fen ${bigint} NOT NULL,
      from_on ${keyText(10)} NOT NULL,
      until_on ${keyText(10)} NOT NULL,
      broken_on ${keyText(10)}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX instalment_plans_case ON instalment_plans (case_id, id)')
    await sql.run(`CREATE TABLE instalments (
      plan_id ${keyText(26)} NOT NULL REFERENCES instalment_plans (id),
      no ${bigint} NOT NULL,
      amount_fen ${bigint} NOT NULL,
      due_on ${keyText(10)} NOT NULL,
      last_on ${keyText(10)} NOT NULL,
      PRIMARY KEY (plan_id, no)
    ) ${tableOptions}`)
  },
  async down(sql) {
    for (const table of ['instalments', 'instalment_plans']) await sql.run(`DROP TABLE ${table}`)
    for (const column of ['enforcement_ended_at', 'surcharge_paid_fen', 'surcharge_fen'])
      await sql.run(`ALTER TABLE cases DROP COLUMN ${column}`)
  },
}
