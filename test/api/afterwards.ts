/** What comes late in a case, or beside it, one of each kind, written as rows: to play a case so far would take longer than all the questions. */
import type { DocumentActRow, DocumentCopyRow } from '../../src/documents/acts/model.ts'
import type { DocumentRow } from '../../src/documents/model.ts'
import type { DiscussionMemberRow, DiscussionRow } from '../../src/cases/model.ts'
import type { RefundRow } from '../../src/cases/enforcement/refund.ts'
import type { FactCorrectionRow } from '../../src/cases/corrections/model.ts'
import type { PublicationRow } from '../../src/cases/publicity/model.ts'
import type { HearingRow } from '../../src/cases/hearing/model.ts'
import type { AttemptDocumentRow, AttemptRow } from '../../src/cases/serving/model.ts'
import type { EvidenceFileRow, EvidenceUploadRow } from '../../src/evidence/model.ts'
import type { Actor } from '../../src/identity/actor.ts'
import { insertRow } from '../../src/platform/database/rows.ts'
import type { WriteTransaction } from '../../src/platform/database/sql.ts'
import type { StoredBlob } from '../../src/platform/storage/blob-store.ts'
import type { RemedyRow } from '../../src/remedies/model.ts'
import type { SignatureRow } from '../../src/signatures/model.ts'

interface Around {
  caseId: string
  documentId: string
  blob: StoredBlob
  now: number
  lead: Actor
  memberId: string
  hostId: string
}

export const verifyCode = '0123456789abcdefghjk'
const id = (letter: string) => letter.repeat(26)

export async function afterwards(tx: WriteTransaction, around: Around): Promise<void> {
  await ofDocuments(tx, around)
  await ofEvidence(tx, around)
  await ofHearings(tx, around)
  await ofService(tx, around)
  await ofRemedies(tx, around)
}

async function ofDocuments(
  { sql }: WriteTransaction,
  { caseId, documentId, blob, now, lead }: Around,
): Promise<void> {
  await insertRow<DocumentRow>(sql, 'documents', {
    id: documentId,
    case_id: caseId,
    kind: 'notice-of-visit',
    ordinal: 98,
    name: '文书',
    number: '示综执通字〔2026〕第000099号',
    state: 'issued',
    facts: '{}',
    html_sha256: blob.sha256,
    receipt_html_sha256: null,
    pdf_sha256: blob.sha256,
    pdf_sm3: blob.sm3,
    pages: 1,
    drafted_by: lead.accountId,
    drafted_at: now,
    issued_by: lead.accountId,
    issued_at: now,
    approval_id: null,
    revision: 1,
    verify_code: verifyCode,
  })
  await insertRow<DocumentActRow>(sql, 'document_acts', {
    id: id('B'),
    document_id: documentId,
    case_id: caseId,
    kind: 'invalidation',
    state: 'proposed',
    reason: '纸张污损',
    details: '{}',
    result_id: null,
    proposed_by: lead.accountId,
    proposed_name: lead.name,
    proposed_at: now,
    decided_by: null,
    decided_name: null,
    opinion: null,
    decided_at: null,
  })
  await insertRow<DocumentCopyRow>(sql, 'document_copies', {
    id: id('C'),
    document_id: documentId,
    kind: 'reprint',
    sha256: blob.sha256,
    sm3: blob.sm3,
    note: '当事人遗失',
    made_by: lead.accountId,
    made_at: now,
  })
  await insertRow<SignatureRow>(sql, 'document_signatures', {
    id: id('S'),
    document_id: documentId,
    case_id: caseId,
    document_sha256: blob.sha256,
    line: 0,
    label: '当事人',
    part: 'party',
    signer_name: '周一示',
    refused: 0,
    reason: null,
    witnesses: null,
    picture_sha256: blob.sha256,
    strokes_sha256: null,
    device: '签名板',
    signed_at: now,
    binding: blob.sha256,
    recorded_by: lead.accountId,
    recorded_name: lead.name,
    recorded_at: now,
  })
}

async function ofEvidence({ sql }: WriteTransaction, { caseId, blob, now, lead }: Around): Promise<void> {
  const { sha256, sm3, size } = blob
  // No picture: a copy with a watermark would take as long as all the rest.
  await insertRow<EvidenceFileRow>(sql, 'evidence_files', {
    id: id('E'),
    case_id: caseId,
    kind: '书证',
    name: '笔录.pdf',
    media_type: 'application/pdf',
    sha256,
    sm3,
    size,
    taken_at: now,
    place: '示例县人民路 12 号',
    longitude: null,
    latitude: null,
    taken_by: lead.officerId!,
    shows: '店外堆放杂物',
    arrived_at: now,
    added_by: lead.accountId,
    captured_at: null,
    captured_longitude: null,
    captured_latitude: null,
    device: null,
    upload_id: null,
    carried_from: null,
  })
  await insertRow<EvidenceUploadRow>(sql, 'evidence_uploads', {
    id: id('V'),
    case_id: caseId,
    account_id: lead.accountId,
    name: '合同.pdf',
    claimed_type: 'application/pdf',
    size,
    state: 'arrived',
    reason: null,
    media_type: 'application/pdf',
    sha256: '0'.repeat(64),
    sm3,
    capture: JSON.stringify({ at: null, longitude: null, latitude: null, device: null }),
    begun_at: now,
    arrived_at: now,
  })
}

async function ofHearings(
  { sql }: WriteTransaction,
  { caseId, now, memberId, hostId }: Around,
): Promise<void> {
  await insertRow<HearingRow>(sql, 'hearings', {
    id: id('H'),
    case_id: caseId,
    state: 'arranged',
    open_mark: caseId,
    requested_at: now,
    host_id: hostId,
    recorder_id: memberId,
    starts_at: now + 30 * 86_400_000,
    place: '第一会议室',
    way: '公开',
    noticed_at: null,
    barred: '[]',
    reason: null,
    opened_at: now,
    ended_at: null,
    version: 1,
  })
  await insertRow<DiscussionRow>(sql, 'discussions', {
    id: id('J'),
    case_id: caseId,
    state: 'open',
    open_mark: caseId,
    place: '第二会议室',
    started_at: now,
    host_id: hostId,
    opened_by: hostId,
    opened_at: now,
    act_id: null,
  })
  for (const officer_id of [hostId, memberId])
    await insertRow<DiscussionMemberRow>(sql, 'discussion_members', {
      discussion_id: id('J'),
      officer_id,
      name: '成员',
      post: '负责人',
      recusal: null,
      recused_by: null,
    })
}

async function ofService(
  { sql }: WriteTransaction,
  { caseId, documentId, now, lead }: Around,
): Promise<void> {
  await insertRow<AttemptRow>(sql, 'service_attempts', {
    id: id('W'),
    case_id: caseId,
    way: 'mail',
    state: 'under-way',
    data: JSON.stringify({ trackingNumber: 'EX1' }),
    began_at: now,
    served_at: null,
    reason: null,
    act_id: null,
    proof_id: null,
    recorded_by: lead.officerId!,
    recorded_at: now,
    ended_at: null,
    version: 1,
  })
  await insertRow<AttemptDocumentRow>(sql, 'service_attempt_documents', {
    attempt_id: id('W'),
    document_id: documentId,
  })
}

async function ofRemedies(
  { sql }: WriteTransaction,
  { caseId, documentId, now, lead }: Around,
): Promise<void> {
  await insertRow<RemedyRow>(sql, 'remedies', {
    id: id('M'),
    case_id: caseId,
    kind: 'litigation',
    state: 'open',
    open_mark: caseId,
    document_id: documentId,
    prior_id: null,
    organ: '示例县人民法院',
    applicant: '周一示',
    reference: null,
    procedure_kind: 'ordinary',
    filed_on: '2026-01-05',
    received_on: '2026-01-06',
    limit_code: 'litigation',
    limit_due_on: '2026-06-30',
    claims: '请求撤销',
    answer: null,
    answered_on: null,
    outcome: null,
    outcome_number: null,
    decided_on: null,
    outcome_received_on: null,
    reason: null,
    new_fine_fen: null,
    redo_from: null,
    redo_by: null,
    effect: null,
    concluded_on: null,
    publicity_withdrawn_on: null,
    registered_by: lead.officerId!,
    registered_at: now,
    version: 1,
  })
  await insertRow<RefundRow>(sql, 'refunds', {
    id: id('G'),
    case_id: caseId,
    side_flow_id: id('G'),
    fine_fen: 10_000,
    surcharge_fen: 0,
    voided_fen: 0,
    way: '转账',
    state: 'approved',
    open_mark: caseId,
    approved_at: now,
    paid_on: null,
    voucher_number: null,
    note: null,
    recorded_by: null,
    recorded_at: null,
  })
  await insertRow<FactCorrectionRow>(sql, 'fact_corrections', {
    id: id('L'),
    case_id: caseId,
    fact_kind: 'entry',
    fact_version: 1,
    changes: JSON.stringify({ place: '示例县人民路 21 号' }),
    reason: '门牌号看错',
    state: 'requested',
    open_mark: caseId,
    requested_by: lead.accountId,
    requested_officer: lead.officerId,
    requested_name: lead.name,
    requested_at: now,
    decided_by: null,
    decided_name: null,
    opinion: null,
    decided_at: null,
    effective_at: null,
  })
  await insertRow<PublicationRow>(sql, 'publications', {
    id: id('P'),
    case_id: caseId,
    side_flow_id: id('P'),
    state: 'to-publish',
    open_mark: caseId,
    platform: '示例县人民政府门户网站',
    approved_at: now,
    address: null,
    published_at: null,
    recorded_by: null,
    recorded_at: null,
    withdrawn_on: null,
    withdrawal_reason: null,
    withdrawn_by: null,
  })
}
