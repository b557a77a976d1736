import type { Migration } from '../platform/database/migrate.ts'

/**
 * 案卷评查: what was drawn, who rates which case, and the result. A rating of an officer comes from a review now; one of before keeps its single rater. Then
 * supervision notices 执法监督通知书, the answers to them and the proofs that the squad has mended.
 */
export const caseReviews: Migration = {
  name: '0562-case-reviews',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE quality_samples (
      id ${keyText(26)} PRIMARY KEY,
      period ${keyText(10)} NOT NULL UNIQUE,
      from_on ${keyText(10)} NOT NULL,
      until_on ${keyText(10)} NOT NULL,
      per_squad ${bigint} NOT NULL,
      seed_seq ${bigint} NOT NULL,
      seed ${keyText(64)} NOT NULL,
      candidates ${bigint} NOT NULL,
      drawn_by ${keyText(64)} NOT NULL,
      drawn_name ${keyText(60)} NOT NULL,
      drawn_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE quality_reviews (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL UNIQUE REFERENCES cases (id),
      department_id ${keyText(26)} NOT NULL,
      sample_id ${keyText(26)} REFERENCES quality_samples (id),
      state ${keyText(12)} NOT NULL CHECK (state IN ('appointing', 'rating', 'concluded')),
      needed ${bigint} NOT NULL CHECK (needed IN (2, 3)),
      points DOUBLE PRECISION,
      grade ${keyText(20)},
      knocked_out SMALLINT,
      opened_by ${keyText(64)} NOT NULL,
      opened_at ${bigint} NOT NULL,
      concluded_at ${bigint},
      version ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX quality_reviews_state ON quality_reviews (state, id)')
    await sql.run(`CREATE TABLE quality_raters (
      review_id ${keyText(26)} NOT NULL REFERENCES quality_reviews (id),
      officer_id ${keyText(26)} NOT NULL REFERENCES officers (id),
      name ${keyText(60)} NOT NULL,
      ordinal ${bigint} NOT NULL,
      appointed_by ${keyText(64)} NOT NULL,
      appointed_at ${bigint} NOT NULL,
      sheet ${longText},
      points DOUBLE PRECISION,
      grade ${keyText(20)},
      knocked_out SMALLINT,
      rated_at ${bigint},
      PRIMARY KEY (review_id, officer_id),
      UNIQUE (review_id, ordinal)
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX quality_raters_officer ON quality_raters (officer_id, rated_at)')
    await sql.run(`CREATE TABLE rating_raters (
      rating_id ${keyText(26)} NOT NULL REFERENCES case_ratings (id),
      officer_id ${keyText(26)} NOT NULL,
      name ${keyText(60)} NOT NULL,
      PRIMARY KEY (rating_id, officer_id)
    ) ${tableOptions}`)
    await sql.run(
      'INSERT INTO rating_raters (rating_id, officer_id, name) SELECT id, rated_by, rated_name FROM case_ratings',
    )
    for (const column of [`review_id ${keyText(26)}`, 'points DOUBLE PRECISION'])
      await sql.run(`ALTER TABLE case_ratings ADD COLUMN ${column}`)
    for (const column of ['rated_by', 'rated_name'])
      await sql.run(`ALTER TABLE case_ratings DROP COLUMN ${column}`)
    await sql.run(`CREATE TABLE supervision_notices (
      id ${keyText(26)} PRIMARY KEY,
      department_id ${keyText(26)} NOT NULL REFERENCES departments (id),
      case_id ${keyText(26)},
      review_id ${keyText(26)} REFERENCES quality_reviews (id),
      state ${keyText(10)} NOT NULL CHECK (state IN ('issued', 'answered', 'accepted')),
      defects ${longText} NOT NULL,
      demand ${longText} NOT NULL,
      number ${keyText(60)} NOT NULL,
      document_id ${keyText(26)} NOT NULL,
      issued_by ${keyText(26)} NOT NULL,
      issued_name ${keyText(60)} NOT NULL,
      issued_at ${bigint} NOT NULL,
      escalated_at ${bigint},
      version ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX supervision_notices_department ON supervision_notices (department_id, id)')
    await sql.run('CREATE INDEX supervision_notices_state ON supervision_notices (state, department_id)')
    await sql.run(`CREATE TABLE supervision_answers (
      id ${keyText(26)} PRIMARY KEY,
      notice_id ${keyText(26)} NOT NULL REFERENCES supervision_notices (id),
      content ${longText} NOT NULL,
      answered_by ${keyText(26)} NOT NULL,
      answered_name ${keyText(60)} NOT NULL,
      answered_at ${bigint} NOT NULL,
      decision ${keyText(10)} CHECK (decision IN ('accepted', 'returned')),
      opinion ${longText},
      decided_by ${keyText(26)},
      decided_name ${keyText(60)},
      decided_at ${bigint}
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX supervision_answers_notice ON supervision_answers (notice_id, id)')
    await sql.run(`CREATE TABLE supervision_proofs (
      id ${keyText(26)} PRIMARY KEY,
      notice_id ${keyText(26)} NOT NULL REFERENCES supervision_notices (id),
      answer_id ${keyText(26)} REFERENCES supervision_answers (id),
      name ${keyText(200)} NOT NULL,
      media_type ${keyText(80)} NOT NULL,
      sha256 ${keyText(64)} NOT NULL,
      sm3 ${keyText(64)} NOT NULL,
      size ${bigint} NOT NULL,
      added_by ${keyText(26)} NOT NULL,
      added_name ${keyText(60)} NOT NULL,
      added_at ${bigint} NOT NULL,
      UNIQUE (notice_id, sha256)
    ) ${tableOptions}`)
  },
  async down(sql, { keyText }) {
    for (const table of ['supervision_proofs', 'supervision_answers', 'supervision_notices'])
      await sql.run(`DROP TABLE ${table}`)
    for (const column of [`rated_by ${keyText(26)}`, `rated_name ${keyText(60)}`])
      await sql.run(`ALTER TABLE case_ratings ADD COLUMN ${column} NOT NULL DEFAULT ''`)
    await sql.run(
      'UPDATE case_ratings SET rated_by = (SELECT MIN(r.officer_id) FROM rating_raters r WHERE r.rating_id = case_ratings.id)',
    )
    await sql.run(
      'UPDATE case_ratings SET rated_name = (SELECT r.name FROM rating_raters r WHERE r.rating_id = case_ratings.id AND r.officer_id = case_ratings.rated_by)',
    )
    for (const column of ['points', 'review_id'])
      await sql.run(`ALTER TABLE case_ratings DROP COLUMN ${column}`)
    for (const table of ['rating_raters', 'quality_raters', 'quality_reviews', 'quality_samples'])
      await sql.run(`DROP TABLE ${table}`)
  },
}
