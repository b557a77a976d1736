/**
 * Issuing 签发: what was drafted is written with the version of the template that it was drafted with, for that is what its reviewers read; what was not, with
 * the version in force. Number, bytes, fingerprints and the row are one transaction. Printing is slow, so it is done before, with the number that is next; when
 * another document takes that number meanwhile, the transaction refuses and the document is printed again (numbering.ts).
 */
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { StoredBlob } from '../platform/storage/blob-store.ts'
import { lastOfKind } from './draft.ts'
import type { DocumentFacts, LegalDay } from './facts.ts'
import { type DocumentRow, htmlType, type TemplateFixed } from './model.ts'
import { type ExpectedNumber, expectNumber, takeNumber } from './numbering.ts'
import { newVerifyCode } from './verify-code.ts'
import { recordedFacts } from './recorded-facts.ts'
import type { DocumentRoom } from './service.ts'
import type { TemplateMark } from './template-versions.ts'

/** Printed, not yet issued. */
export interface PreparedIssue {
  caseId: string
  kind: string
  name: string
  number: ExpectedNumber | undefined
  issuedOn: LegalDay
  facts: DocumentFacts
  html: StoredBlob
  /** Where the kind has one. */
  receipt: StoredBlob | undefined
  pdf: StoredBlob
  pages: number
  /** Printed as QR code. */
  verifyCode: string | undefined
  template: TemplateMark & { fixed: TemplateFixed }
}

/** It was drafted anew, with another template, while it was printed. */
class TemplateChanged extends Error {
  /** As of a number that was taken. */
  readonly prepareAgain = true
}

export interface IssuedDocument {
  id: string
  caseId: string
  kind: string
  name: string
  number: string | null
  issuedOn: LegalDay
  issuedAt: number
}

/** @param factsFor the facts with the number and day that the document will bear. @throws DocumentError naming each field that is missing. */
export async function prepareIssue(
  room: DocumentRoom,
  caseId: string,
  kind: string,
  factsFor: (number: string | undefined, issuedOn: LegalDay) => Promise<DocumentFacts>,
): Promise<PreparedIssue> {
  const { renderer, templates, blobs, clock, database, numbering, bureau } = room
  const last = await lastOfKind({ sql: database.sql }, caseId, kind)
  const drafted = last?.state === 'draft' ? (last.template_fingerprint ?? undefined) : undefined
  const template = await (drafted === undefined ? templates.inForce(kind) : templates.get(drafted))
  const { title, numbered, version } = template
  const issuedOn = legalDay(clock.now())
  const number = numbered
    ? await expectNumber(database.sql, numbering, {
        bureau: bureau.shortName,
        kind,
        year: Number(issuedOn.slice(0, 4)),
      })
    : undefined
  const facts = await factsFor(number?.text, issuedOn)
  const verifyCode = number && room.verifyUrl ? newVerifyCode() : undefined
  const rendered = await renderer.render({
    kind,
    template,
    facts,
    number: number?.text,
    issuedOn,
    verifyUrl: verifyCode && room.verifyUrl!(verifyCode),
    seal: room.seal,
  })
  const pdf = room.sealer ? await room.sealer.sign(rendered.pdf, clock.now()) : rendered.pdf
  return {
    caseId,
    kind,
    name: title,
    number,
    issuedOn,
    facts,
    html: await blobs.put(Buffer.from(rendered.html), htmlType),
    receipt:
      rendered.receipt === undefined ? undefined : await blobs.put(Buffer.from(rendered.receipt), htmlType),
    pdf: await blobs.put(pdf, 'application/pdf'),
    pages: rendered.pages,
    verifyCode,
    template: {
      fingerprint: template.fingerprint,
      version,
      fixed: drafted === undefined ? 'at-issue' : 'at-drafting',
    },
  }
}

export async function issueDocument(
  room: DocumentRoom,
  tx: WriteTransaction,
  actor: Actor,
  prepared: PreparedIssue,
): Promise<IssuedDocument> {
  const { clock, newId, blobs, audit, database } = room
  const { caseId, kind, name, number, html, receipt, pdf, pages, facts, issuedOn, verifyCode, template } =
    prepared
  if (number) await takeNumber(tx, database.dialect, number)
  await blobs.keep(tx, html)
  if (receipt) await blobs.keep(tx, receipt)
  await blobs.keep(tx, pdf)
  const last = await lastOfKind(tx, caseId, kind)
  const draft = last?.state === 'draft' ? last : undefined
  if (draft?.template_fingerprint && draft.template_fingerprint !== template.fingerprint)
    throw new TemplateChanged(`${draft.id} was drafted anew with another template`)
  const id = draft?.id ?? newId()
  const issuedAt = clock.now()
  const issued = {
    name,
    template_fingerprint: template.fingerprint,
    template_version: template.version,
    template_fixed: template.fixed,
    number: number?.text ?? null,
    state: 'issued' as const,
    facts: recordedFacts(facts),
    html_sha256: html.sha256,
    receipt_html_sha256: receipt?.sha256 ?? null,
    pdf_sha256: pdf.sha256,
    pdf_sm3: pdf.sm3,
    pages,
    issued_by: actor.accountId,
    issued_at: issuedAt,
    verify_code: verifyCode ?? null,
  }
  if (draft) await updateRows<DocumentRow>(tx.sql, 'documents', { id, state: 'draft' }, issued)
  else {
    await insertRow<DocumentRow>(tx.sql, 'documents', {
      id,
      case_id: caseId,
      kind,
      ordinal: (last?.ordinal ?? 0) + 1,
      ...issued,
      drafted_by: actor.accountId,
      drafted_at: issuedAt,
      approval_id: null,
      revision: 1,
    })
  }
  await audit.append(tx, {
    actor,
    action: 'document.issued',
    object: { type: 'document', id },
    caseId,
    after: { kind, number: issued.number, sha256: pdf.sha256, sm3: pdf.sm3, template },
  })
  return { id, caseId, kind, name, number: issued.number, issuedOn, issuedAt }
}
