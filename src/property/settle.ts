/** What an approval's end means for the measure it was about, in the transaction that closes the approval. */
import type { ApprovalClosing } from '../approvals/index.ts'
import type { Settlement } from '../engine/outbox/index.ts'
import { systemActor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { extend } from './extend.ts'
import { imposed } from './impose.ts'
import type { RequestRow } from './model.ts'
import { granted } from './release.ts'
import { approvalStage } from './requests.ts'
import { lockMeasure, type PropertyRoom } from './room.ts'

/** The engine has begun the approval, or refused to. */
export async function settleStart(
  room: PropertyRoom,
  tx: WriteTransaction,
  requestId: string,
  settlement: Settlement,
): Promise<void> {
  if (settlement.outcome === 'effective') {
    const { processInstanceKey } = settlement.answer as { processInstanceKey: string }
    await updateRows<RequestRow>(
      tx.sql,
      'measure_requests',
      { id: requestId },
      { process_instance_key: processInstanceKey },
    )
    return
  }
  const [request] = await tx.sql.all<RequestRow>('SELECT * FROM measure_requests WHERE id = ?', [requestId])
  await settle(room, tx, request!, 'void', null)
}

export async function approvalClosed(
  room: PropertyRoom,
  tx: WriteTransaction,
  { id, stage, process_instance_key, outcome }: ApprovalClosing,
): Promise<void> {
  if (stage !== approvalStage) return
  const [request] = await tx.sql.all<RequestRow>(
    "SELECT * FROM measure_requests WHERE process_instance_key = ? AND state = 'pending'",
    [process_instance_key],
  )
  if (request) await settle(room, tx, request, outcome, id)
}

async function settle(
  room: PropertyRoom,
  tx: WriteTransaction,
  request: RequestRow,
  outcome: ApprovalClosing['outcome'] | 'void',
  approvalId: string | null,
): Promise<void> {
  const measure = await lockMeasure(room, tx, request.measure_id)
  const state =
    outcome === 'agreed' && request.act === 'extend' ? await extend(room, tx, measure, request) : outcome
  await updateRows<RequestRow>(
    tx.sql,
    'measure_requests',
    { id: request.id },
    { state, open_mark: null, approval_id: approvalId, settled_at: room.clock.now() },
  )
  await room.audit.append(tx, {
    actor: systemActor('property.requests'),
    action: 'measure.request-settled',
    object: { type: 'measure', id: measure.id },
    caseId: measure.case_id,
    after: { request: request.id, act: request.act, state, approval: approvalId },
  })
  if (request.act === 'impose') await imposed(room, tx, measure, request, outcome)
  if (request.act === 'release') await granted(room, tx, measure, request, outcome)
}
