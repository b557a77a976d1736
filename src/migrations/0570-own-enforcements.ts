import type { Migration } from '../platform/database/migrate.ts'

/** 本机关强制执行: one at a time per case, which the mark says to the database too; what was demanded, stated, posted, agreed and done stands in its steps, which are only added to. */
export const ownEnforcements: Migration = {
  name: '0570-own-enforcements',
  async up(sql, { keyText, bigint, longText, tableOptions }) {
    await sql.run(`CREATE TABLE own_enforcements (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      means ${keyText(30)} NOT NULL,
      state ${keyText(10)} NOT NULL CHECK (state IN ('demanded', 'decided', 'to-tell', 'ended')),
      open_mark ${keyText(26)} UNIQUE,
      source_kind ${keyText(40)},
      source_document_id ${keyText(26)},
      demand_document_id ${keyText(26)},
      decision_document_id ${keyText(26)},
      last_demand_document_id ${keyText(26)},
      posted_on ${keyText(10)},
      began_at ${bigint} NOT NULL,
      ended_at ${bigint},
      ended_by ${keyText(12)} CHECK (ended_by IN ('enforced', 'performed', 'agreed', 'accepted', 'terminated', 'revoked')),
      CHECK (open_mark IS NULL OR state IN ('demanded', 'decided')),
      CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
      CHECK ((ended_at IS NULL) = (ended_by IS NULL))
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX own_enforcements_case ON own_enforcements (case_id, id)')
    await sql.run(`CREATE TABLE own_enforcement_steps (
      id ${keyText(26)} PRIMARY KEY,
      enforcement_id ${keyText(26)} NOT NULL REFERENCES own_enforcements (id),
      kind ${keyText(20)} NOT NULL,
      data ${longText} NOT NULL,
      recorded_by ${keyText(60)} NOT NULL,
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX own_enforcement_steps_of ON own_enforcement_steps (enforcement_id, id)')
  },
  async down(sql) {
    for (const table of ['own_enforcement_steps', 'own_enforcements']) await sql.run(`DROP TABLE ${table}`)
  },
}
