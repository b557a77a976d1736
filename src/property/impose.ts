/** Taking a measure 采取强制措施: applied for and approved, or on the spot with the approval supplemented within 24 hours (行政强制法 第十八条、第十九条). */
import type { Ticket } from '../engine/outbox/index.ts'
import { type Actor, systemActor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type NewExecution, record } from './execute.ts'
import type { MeasureKind, MeasureRow, RequestRow } from './model.ts'
import { beginFlow } from './flow.ts'
import { releaseEverything } from './release.ts'
import { type OpenedRequest, openRequest } from './requests.ts'
import {
  changeMeasure,
  lockMeasure,
  officerOf,
  type PropertyRoom,
  requireInvestigated,
  requireOnCase,
  urgentLimit,
} from './room.ts'

export interface NewMeasure {
  kind: MeasureKind
  reason: string
  basis: string
  place: string
}

export async function applyForMeasure(
  room: PropertyRoom,
  actor: Actor,
  caseId: string,
  given: NewMeasure,
): Promise<{ measureId: string; requestId: string; ticket: Ticket }> {
  return room.database.write(async (tx) => {
    const measure = await openMeasure(room, tx, actor, caseId, given, false)
    const { requestId, variables } = await openRequest(room, tx, actor, measure, {
      act: 'impose',
      reason: given.reason,
    })
    return { measureId: measure.id, requestId, ticket: await beginFlow(room, tx, measure, variables) }
  })
}

/** First the goods, then the approval: the 24 hours run from the instant at which the measure was taken, not from when it is entered. */
export async function executeOnTheSpot(
  room: PropertyRoom,
  actor: Actor,
  caseId: string,
  given: NewMeasure,
  execution: NewExecution,
): Promise<{ measureId: string; itemIds: string[] }> {
  return room.database.write(async (tx) => {
    await requireOnCase(room, tx, actor, 'property.apply', caseId)
    if (given.kind === 'advance-registration')
      throw problem('conflict', '先行登记保存须经行政机关负责人批准后采取（行政处罚法 第五十六条）')
    const measure = await openMeasure(room, tx, actor, caseId, given, true)
    const itemIds = await record(room, tx, actor, measure, execution)
    await room.deadlines.start(tx, actor, {
      caseId,
      limit: urgentLimit,
      subject: measure.id,
      at: execution.at,
    })
    await beginFlow(room, tx, measure)
    return { measureId: measure.id, itemIds }
  })
}

/** The report after an urgent measure, or a new application after the first was returned. */
export async function applyAgain(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measureId: string,
  reason: string,
): Promise<OpenedRequest & { measure: MeasureRow }> {
  const measure = await lockMeasure(room, tx, measureId)
  await requireOnCase(room, tx, actor, 'property.apply', measure.case_id)
  const unapproved =
    measure.urgent === 1 &&
    measure.state === 'executed' &&
    measure.approved_at === null &&
    measure.refused_at === null
  if (measure.state !== 'returned' && !unapproved)
    throw problem('conflict', '该措施不在待申请或者待补办批准的状态')
  if (!unapproved) await requireInvestigated(room, tx, measure.case_id)
  const asked = await openRequest(room, tx, actor, measure, { act: 'impose', reason })
  await changeMeasure(tx, measure, unapproved ? {} : { state: 'applied' })
  return { measure, ...asked }
}

async function openMeasure(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  caseId: string,
  { kind, reason, basis, place }: NewMeasure,
  urgent: boolean,
): Promise<MeasureRow> {
  await requireOnCase(room, tx, actor, 'property.apply', caseId)
  await requireInvestigated(room, tx, caseId)
  const owner = await room.cases.row(tx, caseId)
  const measure: MeasureRow = {
    id: room.newId(),
    case_id: caseId,
    kind,
    urgent: Number(urgent),
    state: 'applied',
    reason,
    basis,
    place,
    party_id: owner.party_id,
    department_id: owner.department_id,
    applied_by: officerOf(actor),
    applied_at: room.clock.now(),
    approved_at: null,
    refused_at: null,
    decision_number: null,
    decided_at: null,
    executed_at: null,
    execution: null,
    ended_at: null,
    end_way: null,
    version: 1,
    flow_begun_at: null,
    process_instance_key: null,
    listed_at: null,
    storage: null,
    keeper: null,
    delivery: null,
    report_reminded_at: null,
    hold_reminded_at: null,
  }
  await insertRow<MeasureRow>(tx.sql, 'measures', measure)
  await room.audit.append(tx, {
    actor,
    action: urgent ? 'measure.taken-on-the-spot' : 'measure.applied',
    object: { type: 'measure', id: measure.id },
    caseId,
    after: { kind, place },
    authority: basis,
  })
  return measure
}

/** The approval of the measure itself has ended. What was taken on the spot and is not approved is released at once. */
export async function imposed(
  room: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  request: RequestRow,
  outcome: 'agreed' | 'returned' | 'rejected' | 'withdrawn' | 'void',
): Promise<void> {
  const now = room.clock.now()
  const urgent = measure.urgent === 1
  const reported = () =>
    room.deadlines.stop(tx, systemActor('property.impose'), {
      caseId: measure.case_id,
      limit: urgentLimit,
      subject: measure.id,
    })
  switch (outcome) {
    case 'agreed':
      if (urgent) await reported()
      return changeMeasure(tx, measure, { approved_at: now, ...(!urgent && { state: 'approved' }) })
    case 'rejected':
      if (!urgent) return changeMeasure(tx, measure, { state: 'refused', refused_at: now })
      await reported()
      await changeMeasure(tx, measure, { refused_at: now })
      return releaseEverything(room, tx, measure, request)
    default:
      return changeMeasure(tx, measure, urgent ? {} : { state: 'returned' })
  }
}
