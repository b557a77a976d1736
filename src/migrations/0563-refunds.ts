import type { Migration } from '../platform/database/migrate.ts'

/** 退还罚款: what was paid under a decision that has to be made again, and each refund from its approval to the payment. */
export const refunds: Migration = {
  name: '0563-refunds',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`ALTER TABLE cases ADD COLUMN voided_paid_fen ${bigint} NOT NULL DEFAULT 0`)
    await sql.run(`CREATE TABLE refunds (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      side_flow_id ${keyText(26)} NOT NULL UNIQUE,
      fine_fen ${bigint} NOT NULL CHECK (fine_fen >= 0),
      surcharge_fen ${bigint} NOT NULL CHECK (surcharge_fen >= 0),
      voided_fen ${bigint} NOT NULL CHECK (voided_fen >= 0),
      way ${keyText(20)} NOT NULL,
      state ${keyText(10)} NOT NULL CHECK (state IN ('approved', 'paid', 'overtaken')),
      open_mark ${keyText(26)} UNIQUE,
      approved_at ${bigint} NOT NULL,
      paid_on ${keyText(10)},
      voucher_number ${keyText(60)},
      note ${longText},
      recorded_by ${keyText(26)},
      recorded_at ${bigint},
      CHECK ((state = 'approved') = (open_mark IS NOT NULL)),
      CHECK ((state = 'paid') = (paid_on IS NOT NULL))
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX refunds_case ON refunds (case_id, id)')
  },
  async down(sql) {
    await sql.run('DROP TABLE refunds')
    await sql.run('ALTER TABLE cases DROP COLUMN voided_paid_fen')
  },
}
