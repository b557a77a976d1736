/**
 * Signing by hand, or refusing to, on a device. What is signed is the document as it was shown: the device sends its fingerprint, and a document that says
 * something else by now is not signed. A refusal is noted with its reason and those who saw it (行政处罚法 第五十二条第三款; 行政强制法 第十八条).
 */
import { createHash } from 'node:crypto'
import { viewDocument } from '../documents/model.ts'
import { type SignatureLine, signatureLines } from '../documents/signature-lines.ts'
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { SignatureRow, SignatureView } from './model.ts'
import { viewSignature } from './model.ts'
import type { Strokes } from './strokes.ts'
import type { SignatureRoom } from './room.ts'

export interface Act {
  line: number
  /** SHA-256 of what was shown to the signer. */
  documentSha256: string
  signerName: string
  /** Epoch ms. */
  signedAt: number
  device: string
}

export interface NewSignature extends Act {
  /** PNG. */
  picture: Buffer
  strokes?: Strokes
}

export interface Refusal extends Act {
  reason: string
  /** Names. */
  witnesses: string[]
}

/** Milliseconds by which a device's clock may be ahead. */
const ahead = 10 * 60_000

export async function sign(
  room: SignatureRoom,
  actor: Actor,
  documentId: string,
  { picture, strokes, ...act }: NewSignature,
): Promise<SignatureView> {
  const { blobs } = room
  const { caseId, line } = await requireShown(room, actor, documentId, act)
  const { requireSignaturePicture } = await import('./picture.ts')
  requireSignaturePicture(picture)
  const image = await blobs.put(picture, 'image/png')
  const drawn = strokes && (await blobs.put(Buffer.from(JSON.stringify(strokes)), 'application/json'))
  return room.database.write(async (tx) => {
    await blobs.keep(tx, image)
    if (drawn) await blobs.keep(tx, drawn)
    return write(
      room,
      tx,
      actor,
      { documentId, caseId, line, act },
      {
        refused: 0,
        reason: null,
        witnesses: null,
        picture_sha256: image.sha256,
        strokes_sha256: drawn?.sha256 ?? null,
      },
    )
  })
}

export async function refuseToSign(
  room: SignatureRoom,
  actor: Actor,
  documentId: string,
  { reason, witnesses, ...act }: Refusal,
): Promise<SignatureView> {
  const { caseId, line } = await requireShown(room, actor, documentId, act)
  if (line.part === 'officer')
    throw problem('input-invalid', '不能记为拒绝签名', [
      { path: 'line', message: '这一处由执法人员签名；拒绝签名只能记在当事人、见证人的签名处' },
    ])
  return room.database.write((tx) =>
    write(
      room,
      tx,
      actor,
      { documentId, caseId, line, act },
      {
        refused: 1,
        reason,
        witnesses: JSON.stringify(witnesses),
        picture_sha256: null,
        strokes_sha256: null,
      },
    ),
  )
}

/** @throws Problem `forbidden`, `conflict` for a void one, `changed-meanwhile` for what was not what is, `input-invalid` for a line that is not there. */
async function requireShown(
  { documents, blobs, clock }: SignatureRoom,
  actor: Actor,
  documentId: string,
  { documentSha256, line: number, signedAt }: Act,
): Promise<{ caseId: string; line: SignatureLine }> {
  const row = await documents.rowFor(actor, 'document.sign', documentId)
  if (row.state === 'void') throw problem('conflict', '这份文书已经作废，不能签名')
  if (viewDocument(row).sha256 !== documentSha256)
    throw problem('changed-meanwhile', '签名人看到的文书与现在的不同，请重新出示后再签名')
  if (signedAt > clock.now() + ahead)
    throw problem('input-invalid', '签名时间不对', [
      { path: 'signedAt', message: '签名时间晚于现在，请校准设备的时钟' },
    ])
  const line = signatureLines((await blobs.get(row.html_sha256)).toString('utf8'))[number]
  if (!line)
    throw problem('input-invalid', '没有这个签名处', [{ path: 'line', message: '文书上没有这个签名处' }])
  return { caseId: row.case_id, line }
}

interface Written {
  documentId: string
  caseId: string
  line: SignatureLine
  act: Act
}
type How = Pick<SignatureRow, 'refused' | 'reason' | 'witnesses' | 'picture_sha256' | 'strokes_sha256'>

async function write(
  { newId, clock, audit, database }: SignatureRoom,
  tx: WriteTransaction,
  actor: Actor,
  { documentId, caseId, line, act }: Written,
  how: How,
): Promise<SignatureView> {
  const { documentSha256, signerName, signedAt, device } = act
  const [document] = await tx.sql.all<Parameters<typeof viewDocument>[0]>(
    `SELECT * FROM documents WHERE id = ? ${database.dialect.forUpdate}`,
    [documentId],
  )
  if (viewDocument(document!).sha256 !== documentSha256)
    throw problem('changed-meanwhile', '签名人看到的文书与现在的不同，请重新出示后再签名')
  const [taken] = await tx.sql.all<SignatureRow>(
    'SELECT * FROM document_signatures WHERE document_id = ? AND document_sha256 = ? AND line = ?',
    [documentId, documentSha256, line.line],
  )
  if (taken) throw problem('conflict', `“${line.label}”处已经由${taken.signer_name}签署或者注明，不能更改`)
  const row: SignatureRow = {
    id: newId(),
    document_id: documentId,
    case_id: caseId,
    document_sha256: documentSha256,
    line: line.line,
    label: line.label,
    part: line.part,
    signer_name: signerName,
    ...how,
    device,
    signed_at: signedAt,
    binding: bindingOf({ documentSha256, line: line.line, signerName, signedAt, device, ...how }),
    recorded_by: actor.accountId,
    recorded_name: actor.name,
    recorded_at: clock.now(),
  }
  await insertRow(tx.sql, 'document_signatures', row)
  await audit.append(tx, {
    actor,
    action: how.refused === 1 ? 'document.signature-refused' : 'document.signed',
    object: { type: 'document', id: documentId },
    caseId,
    after: { signature: row.id, part: line.part, line: line.line, documentSha256, binding: row.binding },
  })
  return viewSignature(row, documentSha256)
}

/** One number over all that belongs together: none of it can be exchanged for another's. */
function bindingOf(facts: object): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(facts).sort()))
    .digest('hex')
}
