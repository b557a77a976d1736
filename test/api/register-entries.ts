/** One entry of every register that an address of the API names, beside the cases that are played. */
import type { Actor } from '../../src/identity/actor.ts'
import type { WriteTransaction } from '../../src/platform/database/sql.ts'
import type { StoredBlob } from '../../src/platform/storage/blob-store.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { afterwards } from './afterwards.ts'
import { ofQuality } from './quality-entries.ts'

interface Around {
  caseId: string
  approvalId: string
  blob: StoredBlob
  now: number
  lead: Actor
  assisting: Actor
  head: Actor
  supervisor: Actor
  admin: Actor
  ruleOwner: Actor
}

/** The id of a row that is written here or in afterwards.ts. */
export const id = (letter: string) => letter.repeat(26)
const insert = (tx: WriteTransaction, table: string, row: { [column: string]: string | number | null }) =>
  tx.sql.run(
    `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
      .map(() => '?')
      .join(', ')})`,
    Object.values(row),
  )

export function enterInRegisters(
  bureau: WholeBureau,
  { caseId, approvalId, blob, now, lead, assisting, head, supervisor, admin, ruleOwner }: Around,
) {
  return bureau.database.write(async (tx) => {
    const party = async (name: string) =>
      (await bureau.parties.findOrCreate(tx, lead, { kind: 'citizen', name })).party.id
    const [one, two, three] = [await party('周一示'), await party('周二示'), await party('周三示')]
    const relation = await bureau.parties.relate(tx, lead, {
      partyId: one,
      kind: 'guardian-of',
      otherId: three,
      fromOn: '2026-01-01',
    })
    const merge = await bureau.parties.proposeMerge(tx, lead, {
      mergedId: one,
      survivorId: two,
      reason: '同一人',
    })
    await bureau.documents.blobs.keep(tx, blob)
    const template = await bureau.documents.templates.inForce('interview-record')
    await insert(tx, 'documents', {
      id: id('D'),
      case_id: caseId,
      kind: 'interview-record',
      ordinal: 99,
      name: '询问笔录',
      state: 'draft',
      facts: '{}',
      html_sha256: blob.sha256,
      receipt_html_sha256: blob.sha256,
      drafted_by: lead.accountId,
      drafted_at: now,
      revision: 1,
      template_fingerprint: template.fingerprint,
      template_version: template.version,
      template_fixed: 'at-drafting',
    })
    await insert(tx, 'case_ratings', {
      id: id('R'),
      case_id: caseId,
      officer_id: lead.officerId!,
      grade: 'good',
      reasons: '文书齐全',
      state: 'given',
      review_id: id('Q'),
      points: 85,
      rated_at: now,
      appeal_until: '2026-12-31',
    })
    await ofQuality(tx, {
      caseId,
      blob,
      now,
      supervisor,
      lead,
      rater: await bureau.actor('legal-reviewer-1'),
    })
    const consulted = await bureau.actor('squad-06-legal')
    const [round] = await tx.sql.all<{ round_id: string; route: string }>(
      'SELECT round_id, route FROM approvals WHERE id = ?',
      [approvalId],
    )
    // The third tier as if the unit's legal officer had added it.
    const route = JSON.parse(round!.route) as { addedBy?: string }[]
    route[2]!.addedBy = (await bureau.actor('squad-01-legal')).officerId!
    await tx.sql.run('UPDATE approvals SET route = ? WHERE id = ?', [JSON.stringify(route), approvalId])
    await insert(tx, 'consultations', {
      id: id('K'),
      approval_id: approvalId,
      round_id: round!.round_id,
      asked_by: head.officerId!,
      asked_officer: consulted.officerId!,
      question: '是否妥当？',
      asked_at: now,
    })
    const span = { fromAt: now, toAt: now + 86_400_000, reason: '培训' }
    const absence = await bureau.officers.recordAbsence(tx, lead, { officerId: lead.officerId!, ...span })
    const delegation = await bureau.officers.delegate(tx, lead, {
      fromOfficerId: lead.officerId!,
      toOfficerId: assisting.officerId!,
      role: 'officer',
      ...span,
    })
    const conduct = await bureau.officers.recordConduct(tx, admin, lead.officerId!, {
      kind: 'commendation',
      title: '年度优秀',
      decidedBy: '示例县综合行政执法局',
      decidedOn: '2026-01-05',
    })
    const [certificate] = await tx.sql.all<{ id: string }>(
      'SELECT id FROM officer_certificates WHERE officer_id = ?',
      [lead.officerId!],
    )
    await bureau.laws.library.add(tx, ruleOwner, {
      name: '纸灯条例',
      title: '示例县纸灯管理条例',
      level: 'local-regulation',
    })
    const version = await bureau.laws.library.importText(tx, ruleOwner, '纸灯条例', {
      format: 'text',
      source: Buffer.from('第一条　纸灯应当点亮。\n第二条　纸灯不得随意悬挂。'),
      promulgatedBy: '示例县人民代表大会常务委员会',
      promulgatedOn: null,
      effectiveFrom: '2026-01-01',
      decisions: [],
    })
    const content = await bureau.violations.get('HB-002', '2026-03-02')
    const draft = await bureau.violations.drafts.create(tx, ruleOwner, 'HB-002', {
      category: content.category,
      powerItem: content.powerItem,
      name: content.name,
      duty: '大气污染防治法#81',
      penalty: '大气污染防治法#118',
      measureFirst: content.measureFirst,
      fineMinFen: content.fineMinFen,
      fineMaxFen: content.fineMaxFen,
      appliesTo: content.appliesTo,
      otherPenalties: content.otherPenalties,
      hearingLikely: content.hearingLikely,
      tiers: null,
      documents: null,
      evidence: null,
      effectiveFrom: '2026-09-01',
    })
    await afterwards(tx, {
      caseId: caseId,
      documentId: id('P'),
      blob,
      now,
      lead: lead,
      memberId: (await bureau.actor('squad-10-officer-1')).officerId!,
      hostId: (await bureau.actor('squad-10-officer-2')).officerId!,
    })
    return { one, two, three, relation, merge, absence, delegation, conduct, certificate, version, draft }
  })
}
