/**
 * What is asked of the approvers: each request starts property-request.bpmn by a message, once, in one transaction with the facts.
 * Nobody approves what they applied for: the applicant is the approval's drafter.
 */
import type { Ticket } from '../engine/outbox/index.ts'
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { MeasureRow, RequestAct, RequestRow } from './model.ts'
import { officerOf, type PropertyRoom } from './room.ts'

/** Milliseconds that the message waits for a deployed model. */
const patience = 3_600_000

export interface NewRequest {
  act: RequestAct
  reason: string
  days?: number
}

/** @returns the request's id, and the ticket that says when the approval has begun. */
export async function openRequest(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measure: MeasureRow,
  { act, reason, days }: NewRequest,
): Promise<{ requestId: string; ticket: Ticket }> {
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
  const { case_procedure, party_kind } = await room.cases.row(tx, measure.case_id)
  const ticket = await room.outbox.add(tx, {
    stream: measure.case_id,
    command: {
      verb: 'publishMessage',
      name: 'measure-requested',
      correlationKey: requestId,
      timeToLive: patience,
      messageId: `request-${requestId}`,
      variables: {
        caseId: measure.case_id,
        requestId,
        subject: act === 'impose' ? rule.approval : act === 'extend' ? 'measure-extension' : rule.disposal,
        drafterId: applicant,
        departmentId: measure.department_id,
        procedure: case_procedure,
        partyKind: party_kind ?? 'citizen',
      },
    },
    act: { kind: 'measure-request', id: requestId },
  })
  return { requestId, ticket }
}
