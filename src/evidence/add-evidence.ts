/** A file becomes evidence when an officer says of what kind it is, when, where and by whom it was taken, and what it shows (行政处罚法 第四十六条, 第四十七条). */
import type { Actor } from '../identity/actor.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { StoredBlob } from '../platform/storage/blob-store.ts'
import type { Capture } from './capture.ts'
import { type Difference, differencesOf } from './differences.ts'
import { requireFileName } from './file-name.ts'
import type { EvidenceFileRow, EvidenceUploadRow } from './model.ts'
import { type EvidenceRoom, requireOpenCase } from './room.ts'
import { arrive } from './uploads.ts'

/** What the officer says of it. */
export interface EvidenceWords {
  /** One of the kinds of 行政处罚法 第四十六条, Chinese. */
  kind: string
  name: string
  /** Epoch ms. */
  takenAt: number
  place: string
  /** WGS 84. */
  longitude?: number
  latitude?: number
  /** Officer. */
  takenBy: string
  /** What it shows and proves. */
  shows: string
}

export interface NewEvidenceFile extends EvidenceWords {
  mediaType: string
  bytes: Uint8Array
}

export interface AddedEvidence {
  id: string
  sha256: string
  sm3: string
  capture: Capture
  differences: Difference[]
}

/** A small file in one piece. */
export async function addFile(
  room: EvidenceRoom,
  actor: Actor,
  caseId: string,
  { bytes, mediaType: claimed, ...words }: NewEvidenceFile,
): Promise<AddedEvidence> {
  await requireOpenCase(room, room.database.sql, actor, caseId)
  requireWords(room, words)
  const [{ examine }, { readCapture }] = await Promise.all([
    import('./examine-file.ts'),
    import('./capture.ts'),
  ])
  const mediaType = await examine(room.rules, { bytes }, { claimed, size: bytes.byteLength })
  const capture = await readCapture(mediaType, { bytes })
  const blob = await room.blobs.put(bytes, mediaType)
  const arrivedAt = room.clock.now()
  return room.database.write(async (tx) => {
    await room.blobs.keep(tx, blob)
    return writeEvidence(room, tx, actor, caseId, words, { blob, capture, arrivedAt, uploadId: null })
  })
}

/** What came through the tus door. Asked twice, it gives the same piece of evidence. */
export async function addUpload(
  room: EvidenceRoom,
  actor: Actor,
  caseId: string,
  { uploadId, ...words }: EvidenceWords & { uploadId: string },
): Promise<AddedEvidence> {
  const { object } = await room.cases.look(room.database.sql, caseId)
  room.policy.require(actor, 'evidence.edit', object)
  requireWords(room, words)
  const upload = await arrive(room, actor, uploadId)
  if (upload.case_id !== caseId) throw problem('not-found', '没有这次上传')
  return room.database.write(async (tx) => {
    const [known] = await tx.sql.all<EvidenceFileRow>(
      'SELECT * FROM evidence_files WHERE case_id = ? AND upload_id = ?',
      [caseId, uploadId],
    )
    if (known) return added(room, known)
    const { sha256, sm3, size, media_type: mediaType, capture, arrived_at: arrivedAt } = upload
    const blob: StoredBlob = { sha256: sha256!, sm3: sm3!, size, mediaType: mediaType! }
    await updateRows<EvidenceUploadRow>(tx.sql, 'evidence_uploads', { id: uploadId }, { state: 'used' })
    return writeEvidence(room, tx, actor, caseId, words, {
      blob,
      capture: JSON.parse(capture!) as Capture,
      arrivedAt: Number(arrivedAt),
      uploadId,
    })
  })
}

interface Arrived {
  blob: StoredBlob
  capture: Capture
  arrivedAt: number
  uploadId: string | null
}

async function writeEvidence(
  room: EvidenceRoom,
  tx: WriteTransaction,
  actor: Actor,
  caseId: string,
  words: EvidenceWords,
  { blob, capture, arrivedAt, uploadId }: Arrived,
): Promise<AddedEvidence> {
  await requireOpenCase(room, tx.sql, actor, caseId)
  await requireNew(room, tx, caseId, blob)
  const row: EvidenceFileRow = {
    id: room.newId(),
    case_id: caseId,
    kind: words.kind,
    name: words.name.trim(),
    media_type: blob.mediaType,
    sha256: blob.sha256,
    sm3: blob.sm3,
    size: blob.size,
    taken_at: words.takenAt,
    place: words.place,
    longitude: words.longitude ?? null,
    latitude: words.latitude ?? null,
    taken_by: words.takenBy,
    shows: words.shows,
    arrived_at: arrivedAt,
    added_by: actor.accountId,
    captured_at: capture.at,
    captured_longitude: capture.longitude,
    captured_latitude: capture.latitude,
    device: capture.device,
    upload_id: uploadId,
    carried_from: null,
  }
  await insertRow(tx.sql, 'evidence_files', row)
  await room.audit.append(tx, {
    actor,
    action: 'evidence.added',
    object: { type: 'evidence', id: row.id },
    caseId,
    after: { sha256: blob.sha256, sm3: blob.sm3, size: blob.size, mediaType: blob.mediaType, uploadId },
  })
  return added(room, row)
}

function added({ rules }: EvidenceRoom, row: EvidenceFileRow): AddedEvidence {
  const { id, sha256, sm3, captured_at: at, captured_longitude, captured_latitude, device } = row
  return {
    id,
    sha256,
    sm3,
    capture: { at, longitude: captured_longitude, latitude: captured_latitude, device },
    differences: differencesOf(row, rules),
  }
}

/** The same content is one piece of evidence of a case, however often it is sent. */
async function requireNew(
  { database, rules }: EvidenceRoom,
  { sql }: WriteTransaction,
  caseId: string,
  { sha256 }: StoredBlob,
): Promise<void> {
  const [same] = await sql.all<{ name: string }>(
    `SELECT name FROM evidence_files WHERE case_id = ? AND sha256 = ? ${database.dialect.forUpdate}`,
    [caseId, sha256],
  )
  if (same) throw problem('conflict', `同一内容已经作为证据“${same.name}”收入本案，不必重复上传`)
  const [{ count } = { count: 0 }] = await sql.all<{ count: number | string }>(
    'SELECT COUNT(*) AS count FROM evidence_files WHERE case_id = ?',
    [caseId],
  )
  if (Number(count) >= rules.mostPerCase)
    throw problem('conflict', `一个案件最多 ${rules.mostPerCase} 件证据文件`)
}

function requireWords({ rules }: EvidenceRoom, { kind, name, longitude, latitude }: EvidenceWords): void {
  requireFileName(name)
  if (!rules.kinds.includes(kind))
    throw problem('input-invalid', '证据种类不对', [
      { path: 'kind', message: `应当是${rules.kinds.join('、')}之一（行政处罚法 第四十六条）` },
    ])
  if ((longitude === undefined) !== (latitude === undefined))
    throw problem('input-invalid', '坐标不完整', [
      { path: longitude === undefined ? 'longitude' : 'latitude', message: '经度和纬度要一并填写' },
    ])
}
