import type { Migration } from '../platform/database/migrate.ts'

/** Laws, articles, violations and limits: facts that the legal section confirms one by one. */
export const rules: Migration = {
  name: '0140-rules',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE laws (
      name ${keyText(80)} PRIMARY KEY,
      title ${keyText(120)} NOT NULL,
      level ${keyText(30)} NOT NULL,
      position ${bigint} NOT NULL,
      confirmed_by ${keyText(60)},
      confirmed_on ${keyText(10)}
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE articles (
      law ${keyText(80)} NOT NULL REFERENCES laws (name),
      article ${bigint} NOT NULL,
      asks ${longText} NOT NULL,
      PRIMARY KEY (law, article)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE violations (
      code ${keyText(20)} NOT NULL,
      version ${bigint} NOT NULL,
      position ${bigint} NOT NULL,
      category ${keyText(40)} NOT NULL,
      power_item ${keyText(120)} NOT NULL,
      name ${keyText(200)} NOT NULL,
      duty_law ${keyText(80)} NOT NULL,
      duty_article ${bigint},
      penalty_law ${keyText(80)} NOT NULL,
      penalty_article ${bigint},
      measure_first ${keyText(120)} NOT NULL,
      fine_min_fen ${bigint},
      fine_max_fen ${bigint},
      applies_to ${keyText(12)} NOT NULL,
      other_penalties ${longText} NOT NULL,
      hearing_likely SMALLINT NOT NULL,
      effective_from ${keyText(10)} NOT NULL,
      effective_to ${keyText(10)},
      confidence ${keyText(10)} NOT NULL,
      confirmed_by ${keyText(60)},
      confirmed_on ${keyText(10)},
      PRIMARY KEY (code, version)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX violations_drill_down ON violations (category, power_item)')
    await sql.run(`CREATE TABLE limits (
      code ${keyText(40)} PRIMARY KEY,
      name ${keyText(60)} NOT NULL,
      starts_at ${keyText(80)} NOT NULL,
      length ${bigint} NOT NULL,
      unit ${keyText(12)} NOT NULL,
      law ${keyText(80)} NOT NULL,
      articles ${keyText(40)} NOT NULL,
      direction ${keyText(10)} NOT NULL,
      moves SMALLINT NOT NULL,
      note ${longText} NOT NULL,
      confirmed_by ${keyText(60)},
      confirmed_on ${keyText(10)}
    ) ${tableOptions}`)
  },
  async down(sql) {
    for (const table of ['limits', 'violations', 'articles', 'laws']) await sql.run(`DROP TABLE ${table}`)
  },
}
