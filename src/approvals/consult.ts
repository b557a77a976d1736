/** Asking without handing over 征询, and copies 抄送: facts beside the approval, they move nothing. */
import type { Actor } from '../identity/actor.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type { ConsultationRow, CopyRow } from './model.ts'
import { type ApprovalRoom, hold, requireRunning } from './room.ts'
import { inMessages } from './subjects.ts'

export async function consult(
  room: ApprovalRoom,
  actor: Actor,
  approvalId: string,
  { officerId, question }: { officerId: string; question: string },
): Promise<string> {
  return room.database.write(async (tx) => {
    const held = await hold(room, tx, approvalId)
    const round = requireRunning(held)
    if (!held.candidates.some((one) => one.officerId === actor.officerId))
      throw problem('forbidden', '只有本级审批人可以征询意见')
    if (officerId === actor.officerId)
      throw problem('input-invalid', '不能征询自己', [{ path: 'officerId', message: '请选择其他人' }])
    await room.officers.get(officerId)
    const id = room.newId()
    await insertRow<ConsultationRow>(tx.sql, 'consultations', {
      id,
      approval_id: approvalId,
      round_id: round.id,
      asked_by: actor.officerId!,
      asked_officer: officerId,
      question,
      answer: null,
      asked_at: room.clock.now(),
      answered_at: null,
    })
    await room.audit.append(tx, {
      actor,
      action: 'approval.consulted',
      object: { type: 'approval', id: approvalId },
      caseId: held.row.case_id,
      after: { asked: officerId },
    })
    await room.tasks.notifications.send(tx, {
      officerIds: [officerId],
      caseId: held.row.case_id,
      kind: 'approval-consulted',
      text: `${actor.name}就${await inMessages(room, tx.sql, held.row)}征询您的意见`,
      link: `/approvals/${approvalId}`,
    })
    return id
  })
}

export async function answerConsultation(
  room: ApprovalRoom,
  actor: Actor,
  consultationId: string,
  answer: string,
): Promise<void> {
  await room.database.write(async (tx) => {
    const [consultation] = await tx.sql.all<ConsultationRow>('SELECT * FROM consultations WHERE id = ?', [
      consultationId,
    ])
    if (!consultation) throw problem('not-found', '没有这次征询')
    if (consultation.asked_officer !== actor.officerId) throw problem('forbidden', '只有被征询人可以答复')
    if (consultation.answered_at !== null) throw problem('conflict', '已经答复过')
    const { row } = await hold(room, tx, consultation.approval_id)
    await updateRows<ConsultationRow>(
      tx.sql,
      'consultations',
      { id: consultationId },
      { answer, answered_at: room.clock.now() },
    )
    await room.audit.append(tx, {
      actor,
      action: 'approval.consultation-answered',
      object: { type: 'approval', id: row.id },
      caseId: row.case_id,
      after: { consultation: consultationId },
    })
    await room.tasks.notifications.send(tx, {
      officerIds: [consultation.asked_by],
      caseId: row.case_id,
      kind: 'approval-consultation-answered',
      text: `${actor.name}答复了您就${await inMessages(room, tx.sql, row)}的征询`,
      link: `/approvals/${row.id}`,
    })
  })
}

export async function sendCopies(
  room: ApprovalRoom,
  actor: Actor,
  approvalId: string,
  officerIds: string[],
): Promise<void> {
  await room.database.write(async (tx) => {
    const held = await hold(room, tx, approvalId)
    const takesPart =
      actor.officerId === held.row.drafter_id ||
      held.candidates.some(({ officerId }) => officerId === actor.officerId)
    if (!takesPart) throw problem('forbidden', '只有送审人和本级审批人可以抄送')
    await room.officers.getMany(officerIds)
    for (const officer_id of new Set(officerIds)) {
      await insertRow<CopyRow>(
        tx.sql,
        'approval_copies',
        {
          id: room.newId(),
          approval_id: approvalId,
          sent_by: actor.officerId!,
          officer_id,
          sent_at: room.clock.now(),
          read_at: null,
        },
        room.database.dialect.insertIgnore,
      )
    }
    await room.audit.append(tx, {
      actor,
      action: 'approval.copied',
      object: { type: 'approval', id: approvalId },
      caseId: held.row.case_id,
      after: { to: officerIds },
    })
    await room.tasks.notifications.send(tx, {
      officerIds,
      caseId: held.row.case_id,
      kind: 'approval-copied',
      text: `${actor.name}抄送您${await inMessages(room, tx.sql, held.row)}的审批`,
      link: `/approvals/${approvalId}`,
    })
  })
}
