/** Rows of signatures. Written once: who signs again signs another document. */
import type { LinePart } from '../documents/signature-lines.ts'

export interface SignatureRow {
  id: string
  document_id: string
  case_id: string
  /** Of what the signer had before their eyes: the issued PDF's SHA-256, or a draft's HTML's. */
  document_sha256: string
  /** 0… in the order of the document. */
  line: number
  label: string
  part: LinePart
  signer_name: string
  refused: number
  /** Why it was refused. */
  reason: string | null
  /** JSON: names of those who saw the refusal. */
  witnesses: string | null
  picture_sha256: string | null
  strokes_sha256: string | null
  device: string
  /** Epoch ms, as the device says. */
  signed_at: number
  /** SHA-256 over the document's fingerprint, the picture's, the strokes', the signer, the line, the time and the device. */
  binding: string
  recorded_by: string
  recorded_name: string
  recorded_at: number
}

export interface SignatureView {
  id: string
  line: number
  label: string
  part: LinePart
  signerName: string
  refused: boolean
  reason: string | null
  witnesses: string[]
  signedAt: number
  device: string
  recordedBy: string
  recordedAt: number
  documentSha256: string
  binding: string
  /** What was signed is what the document says now; false once a draft has been written anew. */
  current: boolean
}

export function viewSignature(row: SignatureRow, sha256: string): SignatureView {
  return {
    id: row.id,
    line: Number(row.line),
    label: row.label,
    part: row.part,
    signerName: row.signer_name,
    refused: Number(row.refused) === 1,
    reason: row.reason,
    witnesses: row.witnesses === null ? [] : (JSON.parse(row.witnesses) as string[]),
    signedAt: Number(row.signed_at),
    device: row.device,
    recordedBy: row.recorded_name,
    recordedAt: Number(row.recorded_at),
    documentSha256: row.document_sha256,
    binding: row.binding,
    current: row.document_sha256 === sha256,
  }
}
