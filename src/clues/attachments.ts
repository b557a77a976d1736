/** Files of a clue 附件: what a file is, its first bytes say; SHA-256 and SM3 are taken on arrival, and it never changes. */
import type { Actor } from '../identity/actor.ts'
import { insertRow, shown, type Shown } from '../platform/database/rows.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { record } from './history.ts'
import type { ClueAttachmentRow } from './model.ts'
import { unprintable } from './particulars.ts'
import { type ClueRoom, findClue, lockClue, policyObjectOf } from './room.ts'
import type { AttachmentType } from './rules.ts'

export interface NewAttachment {
  name: string
  /** It says who complained (a letter, a recording): for who handles the clue only. */
  personal: boolean
  bytes: Uint8Array
}

export type AttachmentView = Omit<Shown<ClueAttachmentRow>, 'personal' | 'addedBy'> & { personal: boolean }

const beginnings: { type: AttachmentType; from: number; bytes: number[] }[] = [
  { type: 'image/jpeg', from: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', from: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'application/pdf', from: 0, bytes: [...Buffer.from('%PDF-')] },
  { type: 'video/mp4', from: 4, bytes: [...Buffer.from('ftyp')] },
]

function typeOf(bytes: Uint8Array): AttachmentType | undefined {
  return beginnings.find(({ from, bytes: begin }) => begin.every((byte, at) => bytes[from + at] === byte))
    ?.type
}

/** Bytes that the largest kind of file may have. */
export function largestAttachment({ rules }: Pick<ClueRoom, 'rules'>): number {
  return Math.max(...Object.values(rules.attachments.largest))
}

export async function addAttachment(
  room: ClueRoom,
  actor: Actor,
  clueId: string,
  { name, personal, bytes }: NewAttachment,
): Promise<AttachmentView> {
  const { database, policy, rules, blobs, newId, clock } = room
  policy.require(actor, 'clue.decide', policyObjectOf(await findClue(database.sql, clueId)))
  if (name.trim() === '' || name.length > 200 || unprintable.test(name) || /[\\/]/.test(name))
    throw problem('input-invalid', '文件名不对', [
      { path: 'name', message: '1 至 200 个字，不含路径和不可显示的字符' },
    ])
  const mediaType = typeOf(bytes)
  if (mediaType === undefined)
    throw problem('input-invalid', '文件格式不对', [
      { path: 'content', message: '附件应当是 JPEG、PNG 图片，PDF 文件或者 MP4 视频' },
    ])
  const largest = rules.attachments.largest[mediaType]
  if (bytes.byteLength > largest)
    throw problem('too-large', `这类附件不超过 ${Math.floor(largest / 2 ** 20)} MB`)
  const blob = await blobs.put(bytes, mediaType)
  return database.write(async (tx) => {
    const row = await lockClue(room, tx, clueId)
    const kept = await attachmentsOf(tx.sql, clueId)
    // The same file twice is one attachment: sending it again after a lost answer changes nothing.
    const known = kept.find(({ sha256 }) => sha256 === blob.sha256)
    if (known) return viewOf(known)
    if (kept.length >= rules.attachments.most)
      throw problem('conflict', `一条线索最多 ${rules.attachments.most} 个附件`)
    await blobs.keep(tx, blob)
    const attachment: ClueAttachmentRow = {
      id: newId(),
      clue_id: clueId,
      name: name.trim(),
      media_type: mediaType,
      sha256: blob.sha256,
      sm3: blob.sm3,
      size: blob.size,
      personal: personal ? 1 : 0,
      added_by: actor.accountId,
      added_name: actor.name,
      at: clock.now(),
    }
    await insertRow(tx.sql, 'clue_attachments', attachment)
    await record(room, tx, actor, row, {
      act: 'clue.attachment-added',
      note: personal ? '添加附件（涉及投诉举报人）' : `添加附件：${name.trim()}`,
      after: { attachment: attachment.id, sha256: blob.sha256, sm3: blob.sm3, size: blob.size },
    })
    return viewOf(attachment)
  })
}

export function attachmentsOf(sql: Sql, clueId: string): Promise<ClueAttachmentRow[]> {
  return sql.all<ClueAttachmentRow>('SELECT * FROM clue_attachments WHERE clue_id = ? ORDER BY id', [clueId])
}

export function viewOf(row: ClueAttachmentRow): AttachmentView {
  const { addedBy: _account, ...view } = shown(row)
  return { ...view, personal: Boolean(row.personal), size: Number(row.size), at: Number(row.at) }
}

export async function readAttachment(
  room: ClueRoom,
  actor: Actor,
  attachmentId: string,
): Promise<{ name: string; mediaType: string; sha256: string; bytes: Buffer }> {
  const { database, policy, audit, blobs } = room
  const [row] = await database.sql.all<ClueAttachmentRow>('SELECT * FROM clue_attachments WHERE id = ?', [
    attachmentId,
  ])
  if (!row) throw problem('not-found', '没有这个附件')
  const object = policyObjectOf(await findClue(database.sql, row.clue_id))
  policy.require(actor, 'clue.read', object)
  const bytes = await blobs.get(row.sha256)
  if (row.personal) {
    policy.require(actor, 'clue.reveal', object)
    await database.write((tx) =>
      audit.append(tx, {
        actor,
        action: 'clue.unmasked',
        object: { type: 'clue', id: row.clue_id },
        after: { attachment: attachmentId },
      }),
    )
  }
  return { name: row.name, mediaType: row.media_type, sha256: row.sha256, bytes }
}
