/**
 * Moving an approval's token by message: withdrawal and redirection. While the message is on its way no decision is taken, so what is moved away is
 * what was seen; the engine's refusal sets the approval running again.
 */
import type { Settlement, Ticket } from '../engine/outbox/index.ts'
import type { Variables } from '../engine/port.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { ApprovalRow, RoundRow } from './model.ts'
import type { ApprovalRoom, HeldApproval } from './room.ts'

/** Milliseconds that the message waits for its subscription: on a cluster that is opened a moment after the tier is entered. */
const patience = 60_000

export async function moveToken(
  { outbox, newId }: ApprovalRoom,
  tx: WriteTransaction,
  { row }: HeldApproval,
  message: { name: 'approval-withdrawn' | 'approval-redirected'; variables: Variables },
): Promise<Ticket> {
  await updateRows<ApprovalRow>(tx.sql, 'approvals', { id: row.id }, { state: 'moving' })
  return outbox.add(tx, {
    stream: row.case_id,
    command: {
      verb: 'publishMessage',
      name: message.name,
      correlationKey: row.id,
      timeToLive: patience,
      messageId: `${message.name}-${newId()}`,
      variables: message.variables,
    },
    act: { kind: 'approval-move', id: row.id },
  })
}

export async function settleMove(
  tx: WriteTransaction,
  approvalId: string,
  settlement: Settlement,
): Promise<void> {
  if (settlement.outcome === 'effective') return
  await updateRows<ApprovalRow>(
    tx.sql,
    'approvals',
    { id: approvalId, state: 'moving' },
    { state: 'running' },
  )
}

export async function closeRound(
  { clock }: ApprovalRoom,
  tx: WriteTransaction,
  round: RoundRow,
  state: RoundRow['state'],
): Promise<void> {
  await updateRows<RoundRow>(tx.sql, 'approval_tiers', { id: round.id }, { state, closed_at: clock.now() })
}
