/** Signatures 手写签名 on documents: which lines there are, who signed or refused, and copies that bear them. */
import type { DocumentCopyRow } from '../documents/acts/model.ts'
import { viewDocument, type DocumentRow } from '../documents/model.ts'
import { type SignatureLine, signatureLines } from '../documents/signature-lines.ts'
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql } from '../platform/database/sql.ts'
import { fingerprint } from '../platform/fingerprint.ts'
import { risingIds } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { type SignatureRow, type SignatureView, viewSignature } from './model.ts'
import {
  paperOriginal,
  paperOriginalsOf,
  recordPaperOriginal,
  type UnsignedRecord,
  unsignedRecords,
} from './paper-originals.ts'
import type { SignatureParts, SignatureRoom } from './room.ts'
import { type NewSignature, type Refusal, refuseToSign, sign } from './sign.ts'

export interface SignatureSheet {
  /** What is to be signed: to be sent back with the signature. */
  sha256: string
  lines: (SignatureLine & { signature: SignatureView | null })[]
  /** Of an earlier draft: kept, and not on this one. */
  superseded: SignatureView[]
  /** Signed on paper 纸质原件. */
  paperOriginal: { note: string; recordedBy: string; recordedAt: number } | null
}

export interface Signatures {
  sheet(actor: Actor, documentId: string): Promise<SignatureSheet>
  sign(actor: Actor, documentId: string, given: NewSignature): Promise<SignatureView>
  refuse(actor: Actor, documentId: string, given: Refusal): Promise<SignatureView>
  picture(actor: Actor, signatureId: string): Promise<Buffer>
  /** @throws Problem `conflict` for a draft, or where nobody has signed. */
  makeCopy(
    actor: Actor,
    documentId: string,
  ): Promise<{ id: string; sha256: string; sm3: string; signatures: number }>
  /** 纸质原件 that bears the signatures, or the refusal. */
  recordPaperOriginal(actor: Actor, documentId: string, given: { note: string }): Promise<void>
  /** Records 笔录 of the case that lack a signature. */
  unsigned(
    actor: Actor,
    caseId: string,
  ): Promise<{ documentId: string; name: string; ordinal: number; lines: string[] }[]>
  /** For the closing of the case, under its lock. */
  unsignedRecords(sql: Sql, caseId: string): Promise<UnsignedRecord[]>
  paperOriginalsOf(sql: Sql, caseId: string): ReturnType<typeof paperOriginalsOf>
  /** The last one. */
  copy(actor: Actor, documentId: string): Promise<{ bytes: Buffer; name: string; sha256: string }>
}

export function createSignatures(parts: SignatureParts): Signatures {
  const room: SignatureRoom = { ...parts, newId: risingIds(parts.clock) }
  const { database, documents, blobs, audit, clock, newId } = room
  const of = (sql: Sql, documentId: string) =>
    sql.all<SignatureRow>('SELECT * FROM document_signatures WHERE document_id = ? ORDER BY line, id', [
      documentId,
    ])
  const issued = async (actor: Actor, action: 'document.sign' | 'document.read', documentId: string) => {
    const row = await documents.rowFor(actor, action, documentId)
    if (row.pdf_sha256 === null) throw problem('conflict', '文书尚未签发，不能制作签名件')
    return row as DocumentRow & { pdf_sha256: string }
  }
  return {
    async sheet(actor, documentId) {
      const row = await documents.rowFor(actor, 'document.read', documentId)
      const { sha256 } = viewDocument(row)
      const views = (await of(database.sql, documentId)).map((one) => viewSignature(one, sha256))
      const original = await paperOriginal(database.sql, documentId)
      const lines = signatureLines((await blobs.get(row.html_sha256)).toString('utf8'))
      return {
        sha256,
        lines: lines.map((line) => ({
          ...line,
          signature: views.find((one) => one.current && one.line === line.line) ?? null,
        })),
        superseded: views.filter(({ current }) => !current),
        paperOriginal: original
          ? {
              note: original.note,
              recordedBy: original.recorded_name,
              recordedAt: Number(original.recorded_at),
            }
          : null,
      }
    },
    async recordPaperOriginal(actor, documentId, given) {
      await recordPaperOriginal(room, actor, documentId, given)
    },
    async unsigned(actor, caseId) {
      await documents.list(actor, caseId)
      return (await unsignedRecords(room, database.sql, caseId)).map(({ document, lines }) => ({
        documentId: document.id,
        name: document.name,
        ordinal: Number(document.ordinal),
        lines,
      }))
    },
    unsignedRecords: (sql, caseId) => unsignedRecords(room, sql, caseId),
    paperOriginalsOf: (sql, caseId) => paperOriginalsOf(room, sql, caseId),
    sign: (actor, documentId, given) => sign(room, actor, documentId, given),
    refuse: (actor, documentId, given) => refuseToSign(room, actor, documentId, given),
    async picture(actor, signatureId) {
      const [row] = await database.sql.all<SignatureRow>('SELECT * FROM document_signatures WHERE id = ?', [
        signatureId,
      ])
      if (!row) throw problem('not-found', '没有这个签名')
      await documents.rowFor(actor, 'document.read', row.document_id)
      if (row.picture_sha256 === null) throw problem('not-found', '没有这个签名')
      return blobs.get(row.picture_sha256)
    },
    async makeCopy(actor, documentId) {
      const document = await issued(actor, 'document.sign', documentId)
      const signatures = (await of(database.sql, documentId)).filter(
        (one) => one.document_sha256 === document.pdf_sha256,
      )
      if (signatures.length === 0) throw problem('conflict', '这份文书还没有人签名')
      const { composeSignedCopy } = await import('./signed-copy.ts')
      const bytes = await documents.seal(await composeSignedCopy(room, document, signatures))
      const { sha256, sm3 } = fingerprint(bytes)
      const blob = await blobs.put(bytes, 'application/pdf')
      const id = newId()
      await database.write(async (tx) => {
        await blobs.keep(tx, blob)
        await insertRow<DocumentCopyRow>(tx.sql, 'document_copies', {
          id,
          document_id: documentId,
          kind: 'signed',
          sha256,
          sm3,
          note: null,
          made_by: actor.accountId,
          made_at: clock.now(),
        })
        await audit.append(tx, {
          actor,
          action: 'document.signed-copy-made',
          object: { type: 'document', id: documentId },
          caseId: document.case_id,
          after: { sha256, sm3, original: document.pdf_sha256, signatures: signatures.map((one) => one.id) },
        })
      })
      return { id, sha256, sm3, signatures: signatures.length }
    },
    async copy(actor, documentId) {
      const { name } = await issued(actor, 'document.read', documentId)
      const [last] = await database.sql.all<DocumentCopyRow>(
        "SELECT * FROM document_copies WHERE document_id = ? AND kind = 'signed' ORDER BY id DESC LIMIT 1",
        [documentId],
      )
      if (!last) throw problem('not-found', '这份文书还没有签名件')
      return { bytes: await blobs.get(last.sha256), name: `${name}（签名件）`, sha256: last.sha256 }
    },
  }
}
