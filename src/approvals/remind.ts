/** Reminders 催办, by people and by the model's timer, and escalation when a tier is overdue: the tier still decides, who stands above it is told. */
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem, tooOften } from '../platform/problem.ts'
import type { ReminderRow } from './model.ts'
import { type ApprovalRoom, type HeldApproval, hold, requireRunning } from './room.ts'
import { inMessages } from './subjects.ts'

/** Milliseconds between two reminders by people in one tier. */
const pause = 4 * 3_600_000

export async function remind(room: ApprovalRoom, actor: Actor, approvalId: string): Promise<void> {
  await room.database.write(async (tx) => {
    const held = await hold(room, tx, approvalId)
    const round = requireRunning(held)
    room.policy.require(actor, 'approval.read', await room.cases().policyObject(held.row.case_id))
    if (held.candidates.some(({ officerId }) => officerId === actor.officerId))
      throw problem('conflict', '材料正等待您本人审批')
    const [last] = await tx.sql.all<{ at: number | null }>(
      "SELECT MAX(at) AS at FROM approval_reminders WHERE round_id = ? AND kind = 'manual'",
      [round.id],
    )
    const wait = Number(last?.at ?? -Infinity) + pause - room.clock.now()
    if (wait > 0) throw tooOften('四小时内已经催办过', wait)
    await note(room, tx, held, 'manual', actor.officerId)
    await room.audit.append(tx, {
      actor,
      action: 'approval.reminded',
      object: { type: 'approval', id: approvalId },
      caseId: held.row.case_id,
    })
    await tell(room, tx, held, `${actor.name}催办：${await inMessages(room, tx.sql, held.row)}等待您审批`)
  })
}

/** Job notification.send of kind approval-reminder: nothing when the tier has gone on meanwhile. */
export async function remindWhenDue(
  room: ApprovalRoom,
  tx: WriteTransaction,
  approvalId: string,
): Promise<void> {
  const held = await hold(room, tx, approvalId)
  if (held.round?.state !== 'open' || (await rests(room, tx, held))) return
  await note(room, tx, held, 'due', null)
  await tell(room, tx, held, `催办：${await inMessages(room, tx.sql, held.row)}即将到期，请及时审批`)
}

/** Job approval.escalate. */
export async function escalate(room: ApprovalRoom, tx: WriteTransaction, approvalId: string): Promise<void> {
  const held = await hold(room, tx, approvalId)
  const { round, route, row } = held
  if (round?.state !== 'open' || (await rests(room, tx, held))) return
  await note(room, tx, held, 'escalation', null)
  const above = route[round.tier_index]
  const superiors = await room.officers.findApprovers({
    role: above?.role ?? 'director',
    scope: above?.scope ?? 'bureau',
    departmentId: row.department_id,
    at: room.clock.now(),
  })
  await room.tasks.notifications.send(tx, {
    officerIds: [...superiors.map(({ officerId }) => officerId), row.drafter_id],
    caseId: row.case_id,
    kind: 'approval-overdue',
    text: `${await inMessages(room, tx.sql, row)}第${round.tier_index}级（${route[round.tier_index - 1]?.tier ?? ''}）审批超过时限`,
    link: `/approvals/${row.id}`,
  })
}

/** Nobody is to blame while the case stands still. */
const rests = async (room: ApprovalRoom, { sql }: WriteTransaction, { row }: HeldApproval) =>
  (await room.cases().whyRests(sql, row)) !== undefined

async function note(
  { clock, newId }: ApprovalRoom,
  { sql }: WriteTransaction,
  { row, round }: HeldApproval,
  kind: ReminderRow['kind'],
  by: string | null,
): Promise<void> {
  await insertRow<ReminderRow>(sql, 'approval_reminders', {
    id: newId(),
    approval_id: row.id,
    round_id: round!.id,
    kind,
    by_officer: by,
    at: clock.now(),
  })
}

function tell(
  { tasks }: ApprovalRoom,
  tx: WriteTransaction,
  { row, candidates }: HeldApproval,
  text: string,
): Promise<void> {
  return tasks.notifications.send(tx, {
    officerIds: candidates.map(({ officerId }) => officerId),
    caseId: row.case_id,
    kind: 'approval-reminder',
    text,
    link: `/approvals/${row.id}`,
  })
}
