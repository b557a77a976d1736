/** Photos and other files of evidence: their bytes are fingerprinted (SHA-256 and SM3) on arrival and never change (行政处罚法 第四十六条, 第四十七条). */
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { EvidenceFileRow } from './model.ts'
import { type CaseRoom, findCase, policyObjectOf } from './room.ts'

export interface NewEvidenceFile {
  /** One of the kinds of 行政处罚法 第四十六条, Chinese. */
  kind: string
  name: string
  mediaType: string
  bytes: Uint8Array
  /** Epoch ms. */
  takenAt: number
  place: string
  /** Officer. */
  takenBy: string
  /** What it shows and proves. */
  shows: string
}

const pictures = new Map([
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
])
/** Bytes. */
const largest = 20 * 2 ** 20

export async function addEvidenceFile(
  room: CaseRoom,
  actor: Actor,
  caseId: string,
  file: NewEvidenceFile,
): Promise<{ id: string; sha256: string; sm3: string }> {
  const row = await findCase(room.database.sql, caseId)
  room.policy.require(actor, 'evidence.edit', await policyObjectOf(room.database.sql, row))
  if (row.state !== 'open') throw problem('conflict', '案件已经办结，不能再添加证据')
  return room.database.write((tx) => writeFile(room, tx, actor, caseId, file))
}

async function writeFile(
  room: CaseRoom,
  tx: WriteTransaction,
  actor: Actor,
  caseId: string,
  file: NewEvidenceFile,
): Promise<{ id: string; sha256: string; sm3: string }> {
  requirePicture(file)
  const blob = await room.documents.blobs.put(file.bytes, file.mediaType)
  await room.documents.blobs.keep(tx, blob)
  const id = room.newId()
  await insertRow<EvidenceFileRow>(tx.sql, 'evidence_files', {
    id,
    case_id: caseId,
    kind: file.kind,
    name: file.name,
    media_type: file.mediaType,
    sha256: blob.sha256,
    sm3: blob.sm3,
    size: blob.size,
    taken_at: file.takenAt,
    place: file.place,
    taken_by: file.takenBy,
    shows: file.shows,
    arrived_at: room.clock.now(),
    carried_from: null,
  })
  await room.audit.append(tx, {
    actor,
    action: 'evidence.added',
    object: { type: 'evidence', id },
    caseId,
    after: { sha256: blob.sha256, sm3: blob.sm3, size: blob.size },
  })
  return { id, sha256: blob.sha256, sm3: blob.sm3 }
}

function requirePicture({ mediaType, bytes }: NewEvidenceFile): void {
  const begins = pictures.get(mediaType)
  if (!begins || !begins.every((byte, index) => bytes[index] === byte)) {
    throw problem('input-invalid', '文件格式不对', [{ path: 'image', message: '照片应当是 JPEG 或 PNG' }])
  }
  if (bytes.byteLength > largest)
    throw problem('input-invalid', '文件过大', [{ path: 'image', message: '一张照片不超过 20 MB' }])
}
