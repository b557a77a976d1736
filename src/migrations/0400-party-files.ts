import type { Migration } from '../platform/database/migrate.ts'

const searchIndexes = ['phone', 'address', 'initials', 'key', 'survivor', 'unindexed']

/** Other kinds of numbers, search by phone and initials, merged parties, relations between parties, and the history of each. */
export const partyFiles: Migration = {
  name: '0400-party-files',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    for (const column of [
      `id_kind ${keyText(20)}`,
      `id_country ${keyText(3)}`,
      `operator_name ${keyText(60)}`,
      `phone_index ${keyText(64)}`,
      `address_index ${keyText(64)}`,
      `name_initials ${keyText(120)}`,
      `name_key ${keyText(120)}`,
      `index_version SMALLINT NOT NULL DEFAULT 0`,
      `merged_into ${keyText(26)}`,
    ])
      await sql.run(`ALTER TABLE parties ADD COLUMN ${column}`)
    await sql.run(
      "UPDATE parties SET id_kind = CASE kind WHEN 'citizen' THEN 'resident-id' ELSE 'credit-code' END WHERE id_number IS NOT NULL",
    )
    await sql.run('CREATE INDEX parties_phone ON parties (phone_index)')
    await sql.run('CREATE INDEX parties_address ON parties (address_index)')
    await sql.run('CREATE INDEX parties_initials ON parties (name_initials)')
    await sql.run('CREATE INDEX parties_key ON parties (name_key)')
    await sql.run('CREATE INDEX parties_survivor ON parties (merged_into)')
    await sql.run('CREATE INDEX parties_unindexed ON parties (index_version)')
    await sql.run(`CREATE TABLE party_changes (
      id ${keyText(26)} PRIMARY KEY,
      party_id ${keyText(26)} NOT NULL REFERENCES parties (id),
      version ${bigint} NOT NULL,
      act ${keyText(20)} NOT NULL,
      account_id ${keyText(64)} NOT NULL,
      account_name ${keyText(60)} NOT NULL,
      case_id ${keyText(26)},
      fields ${longText} NOT NULL,
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX party_changes_party ON party_changes (party_id, id)')
    await sql.run(`CREATE TABLE party_merges (
      id ${keyText(26)} PRIMARY KEY,
      merged_id ${keyText(26)} NOT NULL REFERENCES parties (id),
      survivor_id ${keyText(26)} NOT NULL REFERENCES parties (id),
      state ${keyText(10)} NOT NULL,
      reason ${keyText(200)} NOT NULL,
      proposed_by ${keyText(64)} NOT NULL,
      proposed_name ${keyText(60)} NOT NULL,
      proposed_at ${bigint} NOT NULL,
      decided_by ${keyText(64)},
      decided_name ${keyText(60)},
      decided_at ${bigint},
      decision_reason ${keyText(200)},
      undone_by ${keyText(64)},
      undone_name ${keyText(60)},
      undone_at ${bigint},
      undo_reason ${keyText(200)}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX party_merges_state ON party_merges (state, id)')
    await sql.run('CREATE INDEX party_merges_merged ON party_merges (merged_id)')
    await sql.run('CREATE INDEX party_merges_survivor ON party_merges (survivor_id)')
    await sql.run(`CREATE TABLE party_relations (
      id ${keyText(26)} PRIMARY KEY,
      kind ${keyText(30)} NOT NULL,
      party_id ${keyText(26)} NOT NULL REFERENCES parties (id),
      other_id ${keyText(26)} NOT NULL REFERENCES parties (id),
      from_on ${keyText(10)} NOT NULL,
      to_on ${keyText(10)},
      recorded_by ${keyText(64)} NOT NULL,
      recorded_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX party_relations_party ON party_relations (party_id)')
    await sql.run('CREATE INDEX party_relations_other ON party_relations (other_id)')
  },
  async down(sql, { name }) {
    for (const table of ['party_relations', 'party_merges', 'party_changes'])
      await sql.run(`DROP TABLE ${table}`)
    for (const index of searchIndexes)
      await sql.run(`DROP INDEX parties_${index}${name === 'mariadb' ? ' ON parties' : ''}`)
    for (const column of [
      'merged_into',
      'index_version',
      'name_key',
      'name_initials',
      'address_index',
      'phone_index',
      'operator_name',
      'id_country',
      'id_kind',
    ])
      await sql.run(`ALTER TABLE parties DROP COLUMN ${column}`)
  },
}
