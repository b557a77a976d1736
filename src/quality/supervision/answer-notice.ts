/** The squad mends, proves it and answers; supervision accepts, or returns it with a new time. */
import { fileTypeFromBuffer } from 'file-type'
import type { Actor } from '../../identity/actor.ts'
import { insertRow, updateRows } from '../../platform/database/rows.ts'
import { problem } from '../../platform/problem.ts'
import { personOf, type QualityRoom } from '../room.ts'
import { type AnswerRow, type NoticeRow, type ProofRow, remedyLimit } from './model.ts'
import { changeNotice, findNotice, headsOf, lockNotice, noteNotice, objectOf, tell } from './notices.ts'

const fault = (path: string, message: string) =>
  problem('input-invalid', '整改证明材料不对', [{ path, message }])

function requireUnanswered({ state }: NoticeRow): void {
  if (state !== 'issued') throw problem('conflict', '已经答复，没有待答复的整改要求')
}

/** 整改证明: a file, kept from its arrival, handed in with the next answer. */
export async function addProof(
  room: QualityRoom,
  actor: Actor,
  noticeId: string,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<ProofRow> {
  const { database, identity, documents, clock, newId } = room
  const { most, largestMegabytes, types } = room.rules.supervision.proofs
  const seen = await findNotice(database.sql, noticeId)
  identity.require(actor, 'supervision.answer', objectOf(seen))
  const person = personOf(actor)
  requireUnanswered(seen)
  if (/[\\/\p{Cc}]/u.test(name)) throw fault('name', '文件名不能含有路径和不可显示的字符')
  const type = (await fileTypeFromBuffer(bytes))?.mime
  if (type === undefined || !types.includes(type))
    throw fault('content', `应当是这些格式的文件：${types.join('、')}`)
  if (bytes.byteLength > largestMegabytes * 2 ** 20)
    throw problem('too-large', `不超过 ${largestMegabytes} MB`)
  const blob = await documents.blobs.put(bytes, type)
  return database.write(async (tx) => {
    const notice = await lockNotice(room, tx, noticeId)
    requireUnanswered(notice)
    const kept = await tx.sql.all<ProofRow>(
      'SELECT * FROM supervision_proofs WHERE notice_id = ? ORDER BY id',
      [noticeId],
    )
    const known = kept.find(({ sha256 }) => sha256 === blob.sha256)
    if (known && known.answer_id !== null)
      throw problem('conflict', '这份材料已经随以前的答复提交，请提供新的证明材料')
    // The same file twice is one proof: sending it again after a lost response changes nothing.
    if (known) return known
    if (kept.filter(({ answer_id }) => answer_id === null).length >= most)
      throw problem('conflict', `一次答复的证明材料最多 ${most} 份`)
    await documents.blobs.keep(tx, blob)
    const row: ProofRow = {
      id: newId(),
      notice_id: noticeId,
      answer_id: null,
      name,
      media_type: type,
      sha256: blob.sha256,
      sm3: blob.sm3,
      size: blob.size,
      added_by: person,
      added_name: actor.name,
      added_at: clock.now(),
    }
    await insertRow<ProofRow>(tx.sql, 'supervision_proofs', row)
    await noteNotice(room, tx, actor, notice, 'proof-added', {
      proof: row.id,
      sha256: row.sha256,
      sm3: row.sm3,
    })
    return row
  })
}

export async function readProof(
  { database, identity, documents }: QualityRoom,
  actor: Actor,
  proofId: string,
): Promise<ProofRow & { bytes: Buffer }> {
  const [row] = await database.sql.all<ProofRow>('SELECT * FROM supervision_proofs WHERE id = ?', [proofId])
  if (!row) throw problem('not-found', '没有这份证明材料')
  identity.require(actor, 'supervision.read', objectOf(await findNotice(database.sql, row.notice_id)))
  return { ...row, bytes: await documents.blobs.get(row.sha256) }
}

export async function answerNotice(
  room: QualityRoom,
  actor: Actor,
  noticeId: string,
  content: string,
): Promise<NoticeRow> {
  const { database, identity, clock, newId, deadlines } = room
  return database.write(async (tx) => {
    const notice = await lockNotice(room, tx, noticeId)
    identity.require(actor, 'supervision.answer', objectOf(notice))
    const person = personOf(actor)
    if (notice.issued_by === person) throw problem('forbidden', '发出通知书的人不能答复')
    requireUnanswered(notice)
    const fresh = await tx.sql.all<ProofRow>(
      'SELECT * FROM supervision_proofs WHERE notice_id = ? AND answer_id IS NULL ORDER BY id',
      [noticeId],
    )
    if (fresh.length === 0)
      throw problem('input-invalid', '请先添加整改证明材料', [
        { path: 'proofs', message: '答复须有整改证明材料' },
      ])
    const answer: AnswerRow = {
      id: newId(),
      notice_id: noticeId,
      content,
      answered_by: person,
      answered_name: actor.name,
      answered_at: clock.now(),
      decision: null,
      opinion: null,
      decided_by: null,
      decided_name: null,
      decided_at: null,
    }
    await insertRow<AnswerRow>(tx.sql, 'supervision_answers', answer)
    for (const { id } of fresh)
      await updateRows<ProofRow>(tx.sql, 'supervision_proofs', { id }, { answer_id: answer.id })
    await changeNotice(tx, notice, { state: 'answered' })
    const kept = await deadlines.stop(tx, actor, { caseId: noticeId, limit: remedyLimit })
    await noteNotice(room, tx, actor, notice, 'answered', {
      answer: answer.id,
      proofs: fresh.map(({ sha256 }) => sha256),
      inTime: kept?.state === 'met',
    })
    await tell(room, tx, notice, [notice.issued_by], 'answered', '已经答复，请审查整改情况')
    return notice
  })
}

/** 认可, or 退回 with a new time to mend. */
export async function decideOnAnswer(
  room: QualityRoom,
  actor: Actor,
  noticeId: string,
  { accept, opinion }: { accept: boolean; opinion: string },
): Promise<NoticeRow> {
  const { database, identity, clock, deadlines } = room
  return database.write(async (tx) => {
    identity.require(actor, 'supervision.raise')
    const person = personOf(actor)
    const notice = await lockNotice(room, tx, noticeId)
    if (notice.state !== 'answered') throw problem('conflict', '该通知书没有待审查的答复')
    const [answer] = await tx.sql.all<AnswerRow>(
      'SELECT * FROM supervision_answers WHERE notice_id = ? ORDER BY id DESC LIMIT 1',
      [noticeId],
    )
    if (answer!.answered_by === person) throw problem('forbidden', '不能审查本人的答复')
    const decision = accept ? 'accepted' : 'returned'
    await updateRows<AnswerRow>(
      tx.sql,
      'supervision_answers',
      { id: answer!.id },
      { decision, opinion, decided_by: person, decided_name: actor.name, decided_at: clock.now() },
    )
    await changeNotice(tx, notice, accept ? { state: 'accepted' } : { state: 'issued', escalated_at: null })
    const until = accept
      ? null
      : (await deadlines.start(tx, actor, { caseId: noticeId, limit: remedyLimit })).dueOn
    await noteNotice(room, tx, actor, notice, decision, { answer: answer!.id, until })
    await tell(
      room,
      tx,
      notice,
      [answer!.answered_by, ...(await headsOf(room, notice.department_id))],
      decision,
      accept ? '的整改已经认可' : `的答复被退回，请在 ${until} 前继续整改并答复`,
    )
    return notice
  })
}
