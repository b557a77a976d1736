import type { Migration } from '../platform/database/migrate.ts'

/** Texts of laws by version with their inverted index, drafts of violations, and who proposed and confirmed what. */
export const lawVersions: Migration = {
  name: '0340-law-versions',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE law_versions (
      id ${keyText(26)} PRIMARY KEY,
      law ${keyText(80)} NOT NULL REFERENCES laws (name),
      version ${bigint} NOT NULL,
      kind ${keyText(10)} NOT NULL,
      state ${keyText(10)} NOT NULL,
      promulgated_by ${keyText(120)} NOT NULL,
      promulgated_on ${keyText(10)},
      effective_from ${keyText(10)} NOT NULL,
      effective_to ${keyText(10)},
      preamble ${longText} NOT NULL,
      appendix ${longText} NOT NULL,
      article_count ${bigint} NOT NULL,
      first_place ${bigint} NOT NULL,
      decisions ${longText} NOT NULL,
      UNIQUE (law, version)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE law_articles (
      version_id ${keyText(26)} NOT NULL REFERENCES law_versions (id),
      ordinal ${bigint} NOT NULL,
      number ${bigint} NOT NULL,
      branch ${bigint} NOT NULL,
      place ${longText} NOT NULL,
      paragraphs ${longText} NOT NULL,
      text ${longText} NOT NULL,
      PRIMARY KEY (version_id, ordinal),
      UNIQUE (version_id, number, branch)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX law_articles_number ON law_articles (number, branch)')
    await sql.run(`CREATE TABLE law_terms (
      term ${keyText(20)} NOT NULL,
      segment ${bigint} NOT NULL,
      postings BLOB NOT NULL,
      PRIMARY KEY (term, segment)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE violation_drafts (
      id ${keyText(26)} PRIMARY KEY,
      code ${keyText(20)} NOT NULL,
      state ${keyText(10)} NOT NULL,
      revision ${bigint} NOT NULL,
      effective_from ${keyText(10)} NOT NULL,
      content ${longText} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX violation_drafts_code ON violation_drafts (code, state)')
    await sql.run(`CREATE TABLE violation_details (
      code ${keyText(20)} NOT NULL,
      version ${bigint} NOT NULL,
      duty_branch ${bigint} NOT NULL,
      penalty_branch ${bigint} NOT NULL,
      tiers ${longText},
      documents ${longText},
      evidence ${longText},
      PRIMARY KEY (code, version)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE rule_confirmations (
      subject_type ${keyText(20)} NOT NULL,
      subject_id ${keyText(120)} NOT NULL,
      step_number ${bigint} NOT NULL,
      step ${keyText(10)} NOT NULL,
      account_id ${keyText(26)} NOT NULL,
      officer_id ${keyText(26)},
      name ${keyText(60)} NOT NULL,
      at ${bigint} NOT NULL,
      note ${longText} NOT NULL,
      PRIMARY KEY (subject_type, subject_id, step_number)
    ) ${tableOptions}`)
  },
  async down(sql) {
    for (const table of [
      'rule_confirmations',
      'violation_details',
      'violation_drafts',
      'law_terms',
      'law_articles',
      'law_versions',
    ])
      await sql.run(`DROP TABLE ${table}`)
  },
}
