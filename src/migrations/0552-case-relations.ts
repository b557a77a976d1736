import type { Migration } from '../platform/database/migrate.ts'

/** Cases joined 并案, split 分案 and reopened 重新立案: which became which; and evidence that was carried over from one to the other. */
export const caseRelations: Migration = {
  name: '0552-case-relations',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE case_relations (
      id ${keyText(26)} PRIMARY KEY,
      kind ${keyText(10)} NOT NULL CHECK (kind IN ('joined', 'split', 'reopened')),
      from_case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      to_case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      side_flow_id ${keyText(26)} NOT NULL UNIQUE,
      reason ${longText} NOT NULL,
      at ${bigint} NOT NULL,
      CHECK (from_case_id <> to_case_id)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX case_relations_from ON case_relations (from_case_id, id)')
    await sql.run('CREATE INDEX case_relations_to ON case_relations (to_case_id, id)')
    await sql.run(`ALTER TABLE evidence_files ADD COLUMN carried_from ${keyText(26)}`)
  },
  async down(sql) {
    await sql.run('ALTER TABLE evidence_files DROP COLUMN carried_from')
    await sql.run('DROP TABLE case_relations')
  },
}
