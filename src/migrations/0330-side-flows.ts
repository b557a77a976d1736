import type { Migration } from '../platform/database/migrate.ts'

/** Side flows 旁支事项 of a case: extension, suspension, termination, transfer, recusal, change of officers. */
export const sideFlows: Migration = {
  name: '0330-side-flows',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE side_flows (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL,
      kind ${keyText(30)} NOT NULL,
      state ${keyText(12)} NOT NULL,
      data ${longText} NOT NULL,
      reason ${longText},
      requested_by ${keyText(26)} NOT NULL,
      requested_at ${bigint} NOT NULL,
      decided_at ${bigint},
      ended_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX side_flows_case ON side_flows (case_id, id)')
    await sql.run(`ALTER TABLE cases ADD COLUMN suspended_at ${bigint}`)
  },
  async down(sql) {
    await sql.run('ALTER TABLE cases DROP COLUMN suspended_at')
    await sql.run('DROP TABLE side_flows')
  },
}
