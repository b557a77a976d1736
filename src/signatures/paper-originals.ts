/**
 * Records 笔录 are signed by those they name (行政处罚法 第五十五条). Whoever signs on paper is not on a device: an officer says then, once and with their name, that the original
 * bears the signatures or the refusal. What has neither is unsigned, and is not put into the volume in silence.
 */
import { type DocumentRow, viewDocument } from '../documents/model.ts'
import { signatureLines } from '../documents/signature-lines.ts'
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { SignatureRow } from './model.ts'
import type { SignatureRoom } from './room.ts'

export interface PaperOriginalRow {
  document_id: string
  case_id: string
  document_sha256: string
  /** Chinese: who signed on it, or who refused. */
  note: string
  recorded_by: string
  recorded_name: string
  recorded_at: number
}

/** @throws Problem `conflict` for a draft, a void document, or one whose original is on record. */
export async function recordPaperOriginal(
  { database, documents, clock, audit }: SignatureRoom,
  actor: Actor,
  documentId: string,
  { note }: { note: string },
): Promise<PaperOriginalRow> {
  const document = await documents.rowFor(actor, 'document.sign', documentId)
  if (document.state !== 'issued')
    throw problem('conflict', '文书尚未签发或者已经作废，没有可以登记的纸质原件')
  const [caseId, sha256] = [document.case_id, viewDocument(document).sha256]
  return database.write(async (tx) => {
    await tx.sql.all(`SELECT id FROM documents WHERE id = ? ${database.dialect.forUpdate}`, [documentId])
    const before = await paperOriginal(tx.sql, documentId)
    if (before) throw problem('conflict', `${before.recorded_name}已经登记过这份文书的纸质原件`)
    const row: PaperOriginalRow = {
      document_id: documentId,
      case_id: caseId,
      document_sha256: sha256,
      note,
      recorded_by: actor.accountId,
      recorded_name: actor.name,
      recorded_at: clock.now(),
    }
    await insertRow<PaperOriginalRow>(tx.sql, 'paper_originals', row)
    await audit.append(tx, {
      actor,
      action: 'document.paper-original-recorded',
      object: { type: 'document', id: documentId },
      caseId,
      after: { documentSha256: sha256 },
    })
    return row
  })
}

export async function paperOriginal(sql: Sql, documentId: string): Promise<PaperOriginalRow | undefined> {
  const [row] = await sql.all<PaperOriginalRow>('SELECT * FROM paper_originals WHERE document_id = ?', [
    documentId,
  ])
  return row
}

/** In the order in which the documents were issued, each with its document. */
export async function paperOriginalsOf(
  { documents }: SignatureRoom,
  sql: Sql,
  caseId: string,
): Promise<{ document: DocumentRow; original: PaperOriginalRow }[]> {
  const rows = await sql.all<PaperOriginalRow>('SELECT * FROM paper_originals WHERE case_id = ?', [caseId])
  const of = new Map(rows.map((row) => [row.document_id, row]))
  return (await documents.ofCase(sql, caseId)).flatMap((document) => {
    const original = of.get(document.id)
    return original && document.state === 'issued' ? { document, original } : []
  })
}

export interface UnsignedRecord {
  document: DocumentRow
  /** Labels of the lines that nobody has signed or refused. */
  lines: string[]
}

/** A witness signs where there was one, which the line does not know. */
const mustSign = ({ label, part }: { label: string; part: string }) =>
  part !== 'witness' && label.includes('签名')

export async function unsignedRecords(
  { documents, blobs, records }: SignatureRoom,
  sql: Sql,
  caseId: string,
): Promise<UnsignedRecord[]> {
  const issued = (await documents.ofCase(sql, caseId)).filter(
    ({ kind, state }) => state === 'issued' && records.includes(kind),
  )
  const unsigned: UnsignedRecord[] = []
  for (const document of issued) {
    if (await paperOriginal(sql, document.id)) continue
    const signed = await sql.all<Pick<SignatureRow, 'line'>>(
      'SELECT line FROM document_signatures WHERE document_id = ? AND document_sha256 = ?',
      [document.id, viewDocument(document).sha256],
    )
    const done = new Set(signed.map(({ line }) => Number(line)))
    const lines = signatureLines((await blobs.get(document.html_sha256)).toString('utf8'))
      .filter((line) => mustSign(line) && !done.has(line.line))
      .map(({ label }) => label)
    if (lines.length > 0) unsigned.push({ document, lines })
  }
  return unsigned
}
