/**
 * Uploads that can be broken off and gone on with. Rows here say whose an upload is, for which case, and what became of it; the bytes come through the tus
 * door (`tus-door.ts`). When the last byte has come they are fingerprinted, examined, and put into the store, before anybody says what they prove.
 */
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '../identity/actor.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { Sql } from '../platform/database/sql.ts'
import { fingerprintOf } from '../platform/fingerprint.ts'
import { Problem, problem } from '../platform/problem.ts'
import { requireClaim } from './claim.ts'
import { requireFileName } from './file-name.ts'
import type { EvidenceUploadRow } from './model.ts'
import { type EvidenceRoom, requireOpenCase } from './room.ts'
import { removeUploadFiles } from './upload-files.ts'
import { whileLocked } from './upload-lock.ts'

export interface NewUpload {
  id: string
  caseId: string
  name: string
  /** Media type as the device says; may be empty. */
  claimedType: string
  /** Bytes. */
  size: number
}

/** @throws Problem before a byte has come: no right, case ended, type not taken in, too large. */
export async function requireUpload(
  room: EvidenceRoom,
  sql: Sql,
  actor: Actor,
  upload: NewUpload,
): Promise<void> {
  await requireOpenCase(room, sql, actor, upload.caseId)
  requireFileName(upload.name)
  requireClaim(room.rules, upload.claimedType, upload.size)
}

/** @throws Problem as `requireUpload`. */
export async function beginUpload(room: EvidenceRoom, actor: Actor, upload: NewUpload): Promise<void> {
  const { database, clock } = room
  await database.write(async (tx) => {
    await requireUpload(room, tx.sql, actor, upload)
    await insertRow<EvidenceUploadRow>(tx.sql, 'evidence_uploads', {
      id: upload.id,
      case_id: upload.caseId,
      account_id: actor.accountId,
      name: upload.name.trim(),
      claimed_type: upload.claimedType,
      size: upload.size,
      state: 'receiving',
      reason: null,
      media_type: null,
      sha256: null,
      sm3: null,
      capture: null,
      begun_at: clock.now(),
      arrived_at: null,
    })
  })
}

/** Its beginning failed, so that who sent it never heard of its id: nothing of it is kept. What was refused stays on record. */
export async function dropUpload({ database, uploadDirectory }: EvidenceRoom, id: string): Promise<void> {
  await removeUploadFiles(uploadDirectory, id)
  await database.write(({ sql }) =>
    sql.run("DELETE FROM evidence_uploads WHERE id = ? AND state = 'receiving'", [id]),
  )
}

/** One's own upload. @throws Problem `not-found` for another's too. */
export async function findUpload(
  { database }: EvidenceRoom,
  actor: Actor,
  id: string,
): Promise<EvidenceUploadRow> {
  const [row] = await database.sql.all<EvidenceUploadRow>('SELECT * FROM evidence_uploads WHERE id = ?', [id])
  if (!row || row.account_id !== actor.accountId) throw problem('not-found', '没有这次上传')
  return { ...row, size: Number(row.size) }
}

/**
 * The last byte has come. Asked twice (the answer was lost, the server was stopped) it goes on where it was.
 * @throws Problem `conflict` while bytes are missing, and what `examine` refuses.
 */
export async function arrive(room: EvidenceRoom, actor: Actor, id: string): Promise<EvidenceUploadRow> {
  const row = await findUpload(room, actor, id)
  return row.state === 'receiving' ? whileLocked(room, id, () => takeIn(room, actor, id)) : settled(row)
}

function settled(row: EvidenceUploadRow): EvidenceUploadRow {
  if (row.state === 'refused') throw problem('input-invalid', row.reason!)
  if (row.state === 'expired') throw problem('conflict', '上传没有按时完成，已经作废，请重新上传')
  return row
}

async function takeIn(room: EvidenceRoom, actor: Actor, id: string): Promise<EvidenceUploadRow> {
  const { database, rules, clock, blobs, audit, uploadDirectory } = room
  const row = await findUpload(room, actor, id)
  // Somebody else may have taken it in while we waited.
  if (row.state !== 'receiving') return settled(row)
  const file = join(uploadDirectory, id)
  const { size } = await stat(file).catch(() => ({ size: -1 }))
  if (size !== row.size) throw problem('conflict', '文件还没有传完，请接着上传')
  const arrivedAt = clock.now()
  // What reads files of so many kinds is loaded with the first one.
  const [{ examine }, { readCapture }] = await Promise.all([
    import('./examine-file.ts'),
    import('./capture.ts'),
  ])
  const marks = await fingerprintOf(createReadStream(file))
  const mediaType = await examine(rules, { file }, { claimed: row.claimed_type, size }).catch(
    async (refusal: unknown) => {
      if (refusal instanceof Problem) await refuse(room, actor, row, refusal)
      throw refusal
    },
  )
  const capture = await readCapture(mediaType, { file })
  const blob = await blobs.putFile(file, mediaType, marks)
  const arrived = {
    state: 'arrived' as const,
    media_type: mediaType,
    sha256: blob.sha256,
    sm3: blob.sm3,
    capture: JSON.stringify(capture),
    arrived_at: arrivedAt,
  }
  await database.write(async (tx) => {
    await blobs.keep(tx, blob)
    await updateRows<EvidenceUploadRow>(tx.sql, 'evidence_uploads', { id, state: 'receiving' }, arrived)
    await audit.append(tx, {
      actor,
      action: 'evidence.arrived',
      object: { type: 'evidence-upload', id },
      caseId: row.case_id,
      after: { sha256: blob.sha256, sm3: blob.sm3, size, mediaType },
    })
  })
  return { ...row, ...arrived }
}

/** What is refused is not kept; that it came, and why it was refused, is. */
async function refuse(
  { database, audit, uploadDirectory }: EvidenceRoom,
  actor: Actor,
  { id, case_id: caseId, size, claimed_type: claimedType }: EvidenceUploadRow,
  { message, fields }: Problem,
): Promise<void> {
  const reason = fields.length === 0 ? message : `${message}：${fields.map((one) => one.message).join('；')}`
  await database.write(async (tx) => {
    await updateRows<EvidenceUploadRow>(tx.sql, 'evidence_uploads', { id }, { state: 'refused', reason })
    await audit.append(tx, {
      actor,
      action: 'evidence.refused',
      object: { type: 'evidence-upload', id },
      caseId,
      after: { reason, size, claimedType },
    })
  })
  await rm(join(uploadDirectory, id), { force: true })
}

/** What was begun and not finished in time is thrown away; its row says so. */
export async function expireUploads({
  database,
  clock,
  rules,
  uploadDirectory,
}: EvidenceRoom): Promise<void> {
  const late = await database.sql.all<{ id: string }>(
    "SELECT id FROM evidence_uploads WHERE state = 'receiving' AND begun_at < ?",
    [clock.now() - rules.unfinishedDays * 86_400_000],
  )
  for (const { id } of late) {
    await database.write((tx) =>
      updateRows<EvidenceUploadRow>(
        tx.sql,
        'evidence_uploads',
        { id, state: 'receiving' },
        { state: 'expired', reason: '没有按时传完' },
      ),
    )
    await removeUploadFiles(uploadDirectory, id)
  }
}
