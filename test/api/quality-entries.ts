/** A review of a case that two people rate, and a supervision notice to its squad with an answer and a proof, written as rows. */
import type { Actor } from '../../src/identity/actor.ts'
import { insertRow } from '../../src/platform/database/rows.ts'
import type { WriteTransaction } from '../../src/platform/database/sql.ts'
import type { StoredBlob } from '../../src/platform/storage/blob-store.ts'
import type { RaterRow, ReviewRow } from '../../src/quality/model.ts'
import type { AnswerRow, NoticeRow, ProofRow } from '../../src/quality/supervision/model.ts'

const id = (letter: string) => letter.repeat(26)

export async function ofQuality(
  { sql }: WriteTransaction,
  {
    caseId,
    blob,
    now,
    supervisor,
    lead,
    rater,
  }: { caseId: string; blob: StoredBlob; now: number; supervisor: Actor; lead: Actor; rater: Actor },
): Promise<void> {
  const [row] = await sql.all<{ department_id: string }>('SELECT department_id FROM cases WHERE id = ?', [
    caseId,
  ])
  const department_id = row!.department_id
  await insertRow<ReviewRow>(sql, 'quality_reviews', {
    id: id('Q'),
    case_id: caseId,
    department_id,
    sample_id: null,
    state: 'rating',
    needed: 2,
    points: null,
    grade: null,
    knocked_out: null,
    opened_by: supervisor.accountId,
    opened_at: now,
    concluded_at: null,
    version: 1,
  })
  for (const [index, { officerId, name }] of [rater, supervisor].entries())
    await insertRow<RaterRow>(sql, 'quality_raters', {
      review_id: id('Q'),
      officer_id: officerId!,
      name,
      ordinal: index + 1,
      appointed_by: supervisor.accountId,
      appointed_at: now,
      sheet: null,
      points: null,
      grade: null,
      knocked_out: null,
      rated_at: null,
    })
  await insertRow(sql, 'rating_raters', {
    rating_id: id('R'),
    officer_id: rater.officerId,
    name: rater.name,
  })
  await insertRow<NoticeRow>(sql, 'supervision_notices', {
    id: id('N'),
    department_id,
    case_id: caseId,
    review_id: null,
    state: 'issued',
    defects: JSON.stringify([{ what: '询问笔录没有记明起止时间' }]),
    demand: '补正并组织学习',
    number: '示综执监字〔2026〕第000099号',
    document_id: id('P'),
    issued_by: supervisor.officerId!,
    issued_name: supervisor.name,
    issued_at: now,
    escalated_at: null,
    version: 1,
  })
  await insertRow<AnswerRow>(sql, 'supervision_answers', {
    id: id('A'),
    notice_id: id('N'),
    content: '已经补正',
    answered_by: lead.officerId!,
    answered_name: lead.name,
    answered_at: now,
    decision: null,
    opinion: null,
    decided_by: null,
    decided_name: null,
    decided_at: null,
  })
  await insertRow<ProofRow>(sql, 'supervision_proofs', {
    id: id('F'),
    notice_id: id('N'),
    answer_id: id('A'),
    name: '学习记录.pdf',
    media_type: 'application/pdf',
    sha256: blob.sha256,
    sm3: blob.sm3,
    size: blob.size,
    added_by: lead.officerId!,
    added_name: lead.name,
    added_at: now,
  })
}
