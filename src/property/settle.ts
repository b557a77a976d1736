/** What an approval's end means for the measure it was about, in the transaction that closes the approval. */
import type { Settlement } from '../engine/outbox/index.ts'
import { systemActor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { extend } from './extend.ts'
import { beginFlow, standingOf, type Standing } from './flow.ts'
import { imposed } from './impose.ts'
import type { RequestRow } from './model.ts'
import { granted } from './release.ts'
import { lockMeasure, type PropertyRoom } from './room.ts'

type Outcome = 'agreed' | 'returned' | 'rejected' | 'withdrawn'

/** The engine did not take the task that made the request, or did not begin the measure's process: the request is void, and another may be made. */
export async function settleStart(
  room: PropertyRoom,
  tx: WriteTransaction,
  requestId: string,
  { outcome }: Pick<Settlement, 'outcome'>,
): Promise<void> {
  if (outcome === 'void') await settle(room, tx, { requestId, outcome, approvalId: null })
}

/** A second try of the same job finds it done. */
export async function settle(
  room: PropertyRoom,
  tx: WriteTransaction,
  {
    requestId,
    outcome,
    approvalId,
  }: { requestId: string; outcome: Outcome | 'void'; approvalId: string | null },
): Promise<Standing> {
  const [asked] = await tx.sql.all<RequestRow>('SELECT * FROM measure_requests WHERE id = ?', [requestId])
  if (!asked) throw problem('not-found', '没有这项申请')
  const measure = await lockMeasure(room, tx, asked.measure_id)
  const [request] = await tx.sql.all<RequestRow>(
    "SELECT * FROM measure_requests WHERE id = ? AND state = 'pending'",
    [requestId],
  )
  if (!request) return standingOf(room, tx, measure)
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
  // A request from before measures had processes has ended: the measure goes on in one.
  if (measure.flow_begun_at === null) await beginFlow(room, tx, measure)
  return standingOf(room, tx, measure)
}
