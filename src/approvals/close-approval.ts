/** The end of an approval (job approval.close): its outcome, told to the drafter and to who had a copy. */
import { systemActor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { ApprovalRow, CopyRow, DecisionRow, Outcome, RoundRow } from './model.ts'
import { moveToken } from './move-token.ts'
import { outcomeWords, requireDecided } from './decided-outcome.ts'
import { type ApprovalRoom, hold } from './room.ts'
import { inMessages } from './subjects.ts'

/** The model has come to the end. @throws Problem `conflict` where what was decided does not lead there. */
export async function endApproval(
  room: ApprovalRoom,
  tx: WriteTransaction,
  { approvalId, outcome }: { approvalId: string; outcome: Outcome },
): Promise<void> {
  await requireDecided(tx.sql, await hold(room, tx, approvalId), outcome)
  await closeApproval(room, tx, { approvalId, outcome })
}

async function closeApproval(
  room: ApprovalRoom,
  tx: WriteTransaction,
  { approvalId, outcome }: { approvalId: string; outcome: Outcome },
): Promise<void> {
  const { row, round } = await hold(room, tx, approvalId)
  const at = room.clock.now()
  if (round?.state === 'open') {
    await updateRows<RoundRow>(
      tx.sql,
      'approval_tiers',
      { id: round.id },
      { state: outcome === 'withdrawn' ? 'withdrawn' : 'redirected', closed_at: at },
    )
  }
  await updateRows<ApprovalRow>(
    tx.sql,
    'approvals',
    { id: approvalId },
    { state: 'closed', outcome, closed_at: at },
  )
  await room.audit.append(tx, {
    actor: systemActor('approval.close'),
    action: 'approval.closed',
    object: { type: 'approval', id: approvalId },
    caseId: row.case_id,
    after: { outcome },
  })
  const copies = await tx.sql.all<CopyRow>('SELECT * FROM approval_copies WHERE approval_id = ?', [
    approvalId,
  ])
  await room.tasks.notifications.send(tx, {
    officerIds: [row.drafter_id, ...copies.map(({ officer_id }) => officer_id)],
    caseId: row.case_id,
    kind: 'approval-closed',
    text: await outcomeInMessages(room, tx, row, outcome),
    link: `/approvals/${approvalId}`,
  })
}

/** Against the drafter, with the reason that the approver gave. */
async function outcomeInMessages(
  room: ApprovalRoom,
  { sql }: WriteTransaction,
  row: ApprovalRow,
  outcome: Outcome,
): Promise<string> {
  const what = await inMessages(room, sql, row)
  if (outcome !== 'returned' && outcome !== 'rejected') return `${what}审批已办结：${outcomeWords[outcome]}`
  const [last] = await sql.all<Pick<DecisionRow, 'officer_name' | 'opinion'>>(
    "SELECT officer_name, opinion FROM approval_decisions WHERE approval_id = ? AND decision = ? AND state = 'effective' ORDER BY at DESC, id DESC LIMIT 1",
    [row.id, outcome === 'returned' ? 'return' : 'reject'],
  )
  const said = outcome === 'returned' ? '被退回' : '未获批准'
  return last ? `${what}${said}，${last.officer_name}的理由：${last.opinion}` : `${what}${said}`
}

/** Approvals of a part of the case's process that was left: they have fallen with it. */
export async function abandonStage(
  room: ApprovalRoom,
  tx: WriteTransaction,
  caseId: string,
  stage: string,
): Promise<void> {
  const running = await tx.sql.all<ApprovalRow>(
    "SELECT * FROM approvals WHERE case_id = ? AND stage = ? AND state = 'running'",
    [caseId, stage],
  )
  for (const { id } of running) await closeApproval(room, tx, { approvalId: id, outcome: 'withdrawn' })
}

/**
 * The case has ended early. Approvals of its own process fall with it, so they are closed here; those of the stage `elsewhere` run in processes of their
 * own and are withdrawn by message.
 */
export async function abandonApprovals(
  room: ApprovalRoom,
  tx: WriteTransaction,
  caseId: string,
  elsewhere: string,
): Promise<void> {
  const running = await tx.sql.all<ApprovalRow>(
    "SELECT * FROM approvals WHERE case_id = ? AND state = 'running'",
    [caseId],
  )
  for (const { id, stage } of running) {
    if (stage === elsewhere)
      await moveToken(room, tx, await hold(room, tx, id), { name: 'approval-withdrawn', variables: {} })
    else await closeApproval(room, tx, { approvalId: id, outcome: 'withdrawn' })
  }
}
