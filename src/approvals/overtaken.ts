/** What was submitted has been overtaken while its tiers decide: whom it waits for, and who drafted it, hear of it at once. */
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { ApprovalRow } from './model.ts'
import { type ApprovalRoom, hold } from './room.ts'

export async function tellOvertaken(
  room: ApprovalRoom,
  tx: WriteTransaction,
  caseId: string,
  subjects: readonly string[],
): Promise<void> {
  const open = await tx.sql.all<Pick<ApprovalRow, 'id'>>(
    `SELECT id FROM approvals WHERE case_id = ? AND state <> 'closed' AND subject IN (${subjects.map(() => '?').join(', ')})`,
    [caseId, ...subjects],
  )
  for (const { id } of open) {
    const { row, round, candidates } = await hold(room, tx, id)
    const text = await room.cases().whyOvertaken(tx.sql, row)
    if (text === undefined) continue
    const waiting = round?.state === 'open' ? candidates.map(({ officerId }) => officerId) : []
    await room.tasks.notifications.send(tx, {
      officerIds: [row.drafter_id, ...waiting],
      caseId,
      kind: 'approval-overtaken',
      text,
      link: `/approvals/${id}`,
    })
  }
}
