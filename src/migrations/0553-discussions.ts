import type { Migration } from '../platform/database/migrate.ts'

/** Collective discussions 集体讨论: who are the members, who is recused, how each voted and what each said. */
export const discussions: Migration = {
  name: '0553-discussions',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE discussions (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      state ${keyText(10)} NOT NULL CHECK (state IN ('open', 'concluded')),
      open_mark ${keyText(26)} UNIQUE,
      place ${keyText(200)} NOT NULL,
      started_at ${bigint} NOT NULL,
      host_id ${keyText(26)} NOT NULL,
      opened_by ${keyText(26)} NOT NULL,
      opened_at ${bigint} NOT NULL,
      act_id ${keyText(26)},
      CHECK ((state = 'open') = (open_mark IS NOT NULL)),
      CHECK ((state = 'concluded') = (act_id IS NOT NULL))
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX discussions_case ON discussions (case_id, id)')
    await sql.run(`CREATE TABLE discussion_members (
      discussion_id ${keyText(26)} NOT NULL REFERENCES discussions (id),
      officer_id ${keyText(26)} NOT NULL,
      name ${keyText(60)} NOT NULL,
      post ${keyText(60)} NOT NULL,
      recusal ${longText},
      recused_by ${keyText(26)},
      PRIMARY KEY (discussion_id, officer_id)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE discussion_votes (
      id ${keyText(26)} PRIMARY KEY,
      discussion_id ${keyText(26)} NOT NULL,
      officer_id ${keyText(26)} NOT NULL,
      choice ${keyText(10)} NOT NULL CHECK (choice IN ('agree', 'disagree', 'abstain')),
      opinion ${longText} NOT NULL,
      at ${bigint} NOT NULL,
      FOREIGN KEY (discussion_id, officer_id) REFERENCES discussion_members (discussion_id, officer_id)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX discussion_votes_of ON discussion_votes (discussion_id, officer_id, id)')
  },
  async down(sql) {
    for (const table of ['discussion_votes', 'discussion_members', 'discussions'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
