/**
 * What is asked of the approvers: each request goes through the tiers within the process of its measure (flow.ts).
 * Nobody approves what they applied for: the applicant is the approval's drafter.
 */
import type { Variables } from '../engine/port.ts'
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { MeasureRow, RequestAct, RequestRow } from './model.ts'
import { officerOf, type PropertyRoom } from './room.ts'

export interface NewRequest {
  act: RequestAct
  reason: string
  days?: number
}

/** A request, and what the measure's process is told of it. */
export interface OpenedRequest {
  requestId: string
  variables: Variables & { requestId: string }
}

export async function openRequest(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measure: MeasureRow,
  { act, reason, days }: NewRequest,
): Promise<OpenedRequest> {
  const open = await tx.sql.all('SELECT 1 FROM measure_requests WHERE open_mark = ?', [measure.id])
  if (open.length > 0) throw problem('conflict', '该措施有一项申请正在审批，请等审批办结')
  const requestId = room.newId()
  const applicant = officerOf(actor)
  await insertRow<RequestRow>(tx.sql, 'measure_requests', {
    id: requestId,
    measure_id: measure.id,
    act,
    state: 'pending',
    reason,
    days: days ?? null,
    requested_by: applicant,
    requested_at: room.clock.now(),
    open_mark: measure.id,
    approval_id: null,
    settled_at: null,
  })
  await room.audit.append(tx, {
    actor,
    action: 'measure.requested',
    object: { type: 'measure', id: measure.id },
    caseId: measure.case_id,
    after: { request: requestId, act, days },
    authority: room.rules.measures[measure.kind].law,
  })
  const rule = room.rules.measures[measure.kind]
  return {
    requestId,
    variables: {
      requestId,
      subject: act === 'impose' ? rule.approval : act === 'extend' ? 'measure-extension' : rule.disposal,
      drafterId: applicant,
    },
  }
}
