/** Handing one's review to another holder of the role 转办; the head of the department or the legal section may do it for somebody who cannot. */
import type { Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type { TaskRow } from '../tasks/index.ts'
import type { DecisionRow, RoundCandidate, RoundRow } from './model.ts'
import { type ApprovalRoom, hold, requireRunning, writeDecision } from './room.ts'
import { inMessages } from './subjects.ts'

export interface Reassignment {
  toOfficerId: string
  reason: string
  /** Whose review it is; left out: one's own. */
  fromOfficerId?: string
}

export async function reassign(
  room: ApprovalRoom,
  actor: Actor,
  approvalId: string,
  { toOfficerId, reason, fromOfficerId }: Reassignment,
): Promise<Ticket> {
  return room.database.write(async (tx) => {
    const held = await hold(room, tx, approvalId)
    const round = requireRunning(held)
    const from = fromOfficerId ?? actor.officerId
    const candidate = held.candidates.find(({ officerId }) => officerId === from)
    if (!candidate) throw problem('forbidden', '只能转办由本人审批的材料')
    if (from !== actor.officerId)
      room.policy.require(actor, 'task.assign', await room.cases().policyObject(held.row.case_id))
    const elsewhere = await tx.sql.all<Pick<DecisionRow, 'officer_id'>>(
      `SELECT d.officer_id FROM approval_decisions d JOIN approval_tiers t ON t.id = d.round_id
       WHERE d.approval_id = ? AND t.tier_id <> ? AND d.state = 'effective' AND d.officer_id IS NOT NULL`,
      [approvalId, round.tier_id],
    )
    const { officerIds: handlers = [] } = (await room.cases().policyObject(held.row.case_id)) ?? {}
    const holders = await room.officers.findApprovers({
      role: round.role,
      scope: 'bureau',
      departmentId: held.row.department_id,
      at: room.clock.now(),
      excludeOfficerIds: [
        held.row.drafter_id,
        ...handlers,
        ...elsewhere.flatMap(({ officer_id }) => officer_id ?? []),
      ],
    })
    const target = holders.find(({ officerId }) => officerId === toOfficerId)
    if (!target)
      throw problem(
        'conflict',
        '不能转办给此人：须具有本级角色，且不是起草人和本案办案人员、未在其他级审批、未请假',
      )
    const task = await taskOf(tx.sql, approvalId, from!)
    const replaced: RoundCandidate = {
      officerId: target.officerId,
      name: target.name,
      onBehalfOf: target.onBehalfOf,
    }
    const candidates =
      round.mode === 'one'
        ? [replaced]
        : held.candidates.map((one) => (one.officerId === from ? replaced : one))
    await updateRows<RoundRow>(
      tx.sql,
      'approval_tiers',
      { id: round.id },
      { candidates: JSON.stringify(candidates) },
    )
    await writeDecision(room, tx, held, {
      actor,
      round,
      decision: 'reassign',
      opinion: reason,
      detail: { toOfficer: toOfficerId },
    })
    await room.tasks.notifications.send(tx, {
      officerIds: [toOfficerId],
      caseId: held.row.case_id,
      kind: 'approval-reassigned',
      text: `${actor.name}将${await inMessages(room, tx.sql, held.row)}的审批转交您办理：${reason}`,
      link: `/approvals/${approvalId}`,
    })
    return (await room.tasks.handOver(tx, actor, task, { officerId: toOfficerId })).ticket
  })
}

async function taskOf(
  sql: { all<R>(text: string, values: string[]): Promise<R[]> },
  approvalId: string,
  officerId: string,
): Promise<TaskRow> {
  const tasks = await sql.all<TaskRow>(
    `SELECT t.* FROM tasks t WHERE t.approval_id = ? AND t.state = 'open' AND (t.assignee = ? OR EXISTS
     (SELECT 1 FROM task_candidates c WHERE c.user_task_key = t.user_task_key AND c.kind = 'user' AND c.candidate = ?))`,
    [approvalId, officerId, officerId],
  )
  if (!tasks[0]) throw problem('conflict', '审批任务尚未送达，请稍候再转办')
  return tasks[0]
}
