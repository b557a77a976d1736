/** Drafts 送审稿: written from the facts as they are, marked as drafts, with what still stands in the way of issuing. */
import { systemActor, type Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { StoredBlob } from '../platform/storage/blob-store.ts'
import type { DocumentFault } from './document-error.ts'
import type { DocumentFacts } from './facts.ts'
import { type DocumentRow, htmlType } from './model.ts'
import { recordedFacts } from './recorded-facts.ts'
import type { DocumentRoom } from './service.ts'
import type { TemplateMark } from './template-versions.ts'

/** Written, not yet in the tables. */
export interface PreparedDraft {
  caseId: string
  kind: string
  name: string
  facts: DocumentFacts
  html: StoredBlob
  /** Where the kind has one. */
  receipt: StoredBlob | undefined
  faults: DocumentFault[]
  template: TemplateMark
}

export async function prepareDraft(
  { renderer, templates, blobs, clock }: DocumentRoom,
  caseId: string,
  kind: string,
  facts: DocumentFacts,
): Promise<PreparedDraft> {
  const template = await templates.inForce(kind)
  const { html, receipt, faults } = await renderer.write({
    kind,
    template,
    facts,
    draft: true,
    issuedOn: legalDay(clock.now()),
  })
  return {
    caseId,
    kind,
    name: template.title,
    facts,
    html: await blobs.put(Buffer.from(html), htmlType),
    receipt: receipt === undefined ? undefined : await blobs.put(Buffer.from(receipt), htmlType),
    faults,
    template: { fingerprint: template.fingerprint, version: template.version },
  }
}

/** A draft that exists is written anew, with the template of today; behind an issued document of the kind a new one begins. */
export async function writeDraft(
  room: DocumentRoom,
  tx: WriteTransaction,
  prepared: PreparedDraft,
  actor: Actor = systemActor('document.render'),
): Promise<string> {
  const { clock, newId, blobs, audit } = room
  const { caseId, kind, name, facts, html, receipt, template } = prepared
  await blobs.keep(tx, html)
  if (receipt) await blobs.keep(tx, receipt)
  const last = await lastOfKind(tx, caseId, kind)
  const id = last?.state === 'draft' ? last.id : newId()
  const written = {
    name,
    template_fingerprint: template.fingerprint,
    template_version: template.version,
    template_fixed: 'at-drafting' as const,
    facts: recordedFacts(facts),
    html_sha256: html.sha256,
    receipt_html_sha256: receipt?.sha256 ?? null,
    drafted_by: actor.accountId,
    drafted_at: clock.now(),
  }
  if (last?.state === 'draft') {
    await updateRows<DocumentRow>(tx.sql, 'documents', { id }, { ...written, revision: last.revision + 1 })
  } else {
    await insertRow<DocumentRow>(tx.sql, 'documents', {
      id,
      case_id: caseId,
      kind,
      ordinal: (last?.ordinal ?? 0) + 1,
      number: null,
      state: 'draft',
      ...written,
      pdf_sha256: null,
      pdf_sm3: null,
      pages: null,
      issued_by: null,
      issued_at: null,
      approval_id: null,
      revision: 1,
    })
  }
  await audit.append(tx, {
    actor,
    action: 'document.drafted',
    object: { type: 'document', id },
    caseId,
    after: { kind, sha256: html.sha256, template },
  })
  return id
}

/** What was asked for is not approved, or the case has ended: its drafts count no more, and a new request begins a new one. @param kind all kinds when left out. */
export async function voidDrafts(
  { audit }: DocumentRoom,
  tx: WriteTransaction,
  actor: Actor,
  caseId: string,
  kind?: string,
): Promise<void> {
  const drafts = await tx.sql.all<DocumentRow>(
    "SELECT * FROM documents WHERE case_id = ? AND state = 'draft' ORDER BY id",
    [caseId],
  )
  for (const draft of drafts.filter((one) => kind === undefined || one.kind === kind)) {
    await updateRows<DocumentRow>(tx.sql, 'documents', { id: draft.id }, { state: 'void' })
    await audit.append(tx, {
      actor,
      action: 'document.voided',
      object: { type: 'document', id: draft.id },
      caseId,
      before: { state: 'draft' },
      after: { kind: draft.kind, state: 'void' },
    })
  }
}

export async function lastOfKind(
  { sql }: Pick<WriteTransaction, 'sql'>,
  caseId: string,
  kind: string,
): Promise<DocumentRow | undefined> {
  const [row] = await sql.all<DocumentRow>(
    'SELECT * FROM documents WHERE case_id = ? AND kind = ? ORDER BY ordinal DESC LIMIT 1',
    [caseId, kind],
  )
  return row
}
