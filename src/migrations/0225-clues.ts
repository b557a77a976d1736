import type { Migration } from '../platform/database/migrate.ts'

/** Clues 线索 in full: number, converted point, sealed personal particulars, verification, history, facts, attachments. */
export const clues: Migration = {
  name: '0225-clues',
  async up(sql, { name, keyText, longText, bigint, tableOptions }) {
    for (const column of [
      `place_key ${keyText(200)}`,
      'entered_longitude DOUBLE PRECISION',
      'entered_latitude DOUBLE PRECISION',
      `coordinate_system ${keyText(10)}`,
      'point_error DOUBLE PRECISION',
      `anonymous ${bigint} NOT NULL DEFAULT 0`,
      `personal ${longText}`,
      `ticket ${keyText(250)}`,
      `verifier_id ${keyText(26)}`,
      `version ${bigint} NOT NULL DEFAULT 1`,
    ])
      await sql.run(`ALTER TABLE clues ADD COLUMN ${column}`)
    // Places are compared by their key from now on.
    await sql.run(name === 'mariadb' ? 'DROP INDEX clues_place ON clues' : 'DROP INDEX clues_place')
    await sql.run('CREATE UNIQUE INDEX clues_number ON clues (number)')
    await sql.run('CREATE UNIQUE INDEX clues_ticket ON clues (ticket)')
    await sql.run('CREATE INDEX clues_place_key ON clues (place_key, received_at)')
    await sql.run('CREATE INDEX clues_latitude ON clues (latitude, received_at)')
    await sql.run('CREATE INDEX clues_department ON clues (department_id, id)')
    await sql.run(`CREATE TABLE clue_facts (
      id ${keyText(26)} PRIMARY KEY,
      clue_id ${keyText(26)} NOT NULL,
      kind ${keyText(40)} NOT NULL,
      version ${bigint} NOT NULL,
      data ${longText} NOT NULL,
      recorded_by ${keyText(64)} NOT NULL,
      recorded_name ${keyText(60)} NOT NULL,
      officer_id ${keyText(26)},
      at ${bigint} NOT NULL,
      UNIQUE (clue_id, kind, version)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE clue_history (
      id ${keyText(26)} PRIMARY KEY,
      clue_id ${keyText(26)} NOT NULL,
      act ${keyText(40)} NOT NULL,
      from_state ${keyText(20)},
      to_state ${keyText(20)} NOT NULL,
      note ${longText},
      officer_id ${keyText(26)},
      name ${keyText(60)} NOT NULL,
      on_behalf_of ${keyText(26)},
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX clue_history_clue ON clue_history (clue_id, id)')
    await sql.run(`CREATE TABLE clue_attachments (
      id ${keyText(26)} PRIMARY KEY,
      clue_id ${keyText(26)} NOT NULL,
      name ${keyText(200)} NOT NULL,
      media_type ${keyText(80)} NOT NULL,
      sha256 ${keyText(64)} NOT NULL,
      sm3 ${keyText(64)} NOT NULL,
      size ${bigint} NOT NULL,
      personal ${bigint} NOT NULL,
      added_by ${keyText(64)} NOT NULL,
      added_name ${keyText(60)} NOT NULL,
      at ${bigint} NOT NULL,
      UNIQUE (clue_id, sha256)
    ) ${tableOptions}`)
  },
  async down(sql, { name }) {
    for (const table of ['clue_attachments', 'clue_history', 'clue_facts'])
      await sql.run(`DROP TABLE ${table}`)
    for (const index of [
      'clues_number',
      'clues_ticket',
      'clues_place_key',
      'clues_latitude',
      'clues_department',
    ])
      await sql.run(name === 'mariadb' ? `DROP INDEX ${index} ON clues` : `DROP INDEX ${index}`)
    for (const column of [
      'place_key',
      'entered_longitude',
      'entered_latitude',
      'coordinate_system',
      'point_error',
      'anonymous',
      'personal',
      'ticket',
      'verifier_id',
      'version',
    ])
      await sql.run(`ALTER TABLE clues DROP COLUMN ${column}`)
    await sql.run('CREATE INDEX clues_place ON clues (place, received_at)')
  },
}
