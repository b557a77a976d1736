/**
 * The measure's process (property-measure.bpmn): begun by a message when a measure is applied for or taken, told by a message of what came through the
 * API, and by the completion of its task of what came through the tasklist. Both do the same in the same transaction.
 */
import type { Ticket } from '../engine/outbox/index.ts'
import type { Variables } from '../engine/port.ts'
import { isoInstant } from '../platform/clock.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { MeasureRow } from './model.ts'
import { unreleased } from './release.ts'
import { limitKey, lockMeasure, type PropertyRoom, urgentLimit } from './room.ts'

/** Milliseconds that a message waits for the process to come to where it is awaited: documents may have to be mended first. */
const patience = 30 * 86_400_000

export type FlowMessage =
  | 'measure-applied-for'
  | 'goods-listed'
  | 'measure-executed'
  | 'decision-delivered'
  | 'measure-request-made'
  | 'goods-stored'
  | 'goods-given-out'

/** Where a measure stands, in the words of the model. */
export interface Standing {
  step: 'approve' | 'report' | 'refused' | 'list' | 'decide' | 'execute' | 'deliver' | 'hold' | 'give-out'
  /** ISO: the end of the 24 hours while they run. */
  reportDueAt: string | null
  /** ISO: the end of the measure's limit while it runs. */
  dueAt: string | null
  /** Something of the list is not in a store yet. */
  unstored: boolean
}

/** @param request what its approval needs to know; without one the process finds out where the measure stands. */
export async function beginFlow(
  room: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  request: Variables & { requestId: string | null } = {
    requestId: null,
    subject: null,
    drafterId: measure.applied_by,
  },
): Promise<Ticket> {
  await updateRows<MeasureRow>(tx.sql, 'measures', { id: measure.id }, { flow_begun_at: room.clock.now() })
  const { case_procedure, party_kind } = await room.cases.row(tx, measure.case_id)
  return room.outbox.add(tx, {
    stream: measure.case_id,
    command: {
      verb: 'publishMessage',
      name: 'measure-begun',
      correlationKey: measure.id,
      timeToLive: patience,
      messageId: `measure-${measure.id}`,
      variables: {
        caseId: measure.case_id,
        measureId: measure.id,
        departmentId: measure.department_id,
        procedure: case_procedure,
        partyKind: party_kind ?? 'citizen',
        ...request,
      },
    },
    ...(request.requestId !== null && { act: { kind: 'measure-request', id: request.requestId } }),
  })
}

/** @param messageId of what has happened, so that it is told once. */
export function tellFlow(
  room: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  name: FlowMessage,
  messageId: string,
  variables: Variables = {},
): Promise<Ticket> {
  return room.outbox.add(tx, {
    stream: measure.case_id,
    command: {
      verb: 'publishMessage',
      name,
      correlationKey: measure.id,
      timeToLive: patience,
      messageId: `${name}-${messageId}`,
      variables,
    },
    ...(typeof variables.requestId === 'string' && {
      act: { kind: 'measure-request', id: variables.requestId },
    }),
  })
}

/** Measures that were on their way before they had a process get one, which finds out where they stand. A request that waits for its approval first comes to its end. */
export async function adoptMeasures(room: PropertyRoom, tx: WriteTransaction): Promise<void> {
  const rows = await tx.sql.all<MeasureRow>(
    `SELECT m.* FROM measures m WHERE m.flow_begun_at IS NULL AND m.state NOT IN ('ended', 'refused')
     AND NOT EXISTS (SELECT 1 FROM measure_requests r WHERE r.open_mark = m.id) ORDER BY m.id`,
  )
  for (const row of rows) await beginFlow(room, tx, row)
}

/** Job property.begin. */
export async function tieToProcess(
  room: PropertyRoom,
  tx: WriteTransaction,
  measureId: string,
  processInstanceKey: string,
  requestId: string | null,
): Promise<Standing> {
  const measure = await lockMeasure(room, tx, measureId)
  await updateRows<MeasureRow>(
    tx.sql,
    'measures',
    { id: measureId },
    { process_instance_key: processInstanceKey },
  )
  return standingOf(room, tx, measure, requestId)
}

export async function standingOf(
  room: PropertyRoom,
  tx: WriteTransaction,
  measure: MeasureRow,
  requestId: string | null = null,
): Promise<Standing> {
  const deadlines = await room.deadlines.ofCase(measure.case_id, tx.sql)
  const dueAt = (limit: string) => {
    const found = deadlines.find((one) => one.subject === measure.id && one.limit === limit)
    return found && found.endedOn === null ? isoInstant(found.dueAt) : null
  }
  const listed = await tx.sql.all(
    "SELECT 1 FROM property_items WHERE measure_id = ? AND state = 'listed' LIMIT 1",
    [measure.id],
  )
  return {
    step: await stepOf(tx, measure, requestId),
    reportDueAt: dueAt(urgentLimit),
    dueAt: dueAt(limitKey(room, measure).limit),
    unstored: listed.length > 0,
  }
}

/** @param requestId with which the process began; one that was made since comes by its message. */
async function stepOf(
  { sql }: WriteTransaction,
  measure: MeasureRow,
  requestId: string | null,
): Promise<Standing['step']> {
  const { state, approved_at: approved, refused_at: refused, decision_number: number } = measure
  const pending = async () =>
    (await sql.all('SELECT 1 FROM measure_requests WHERE open_mark = ? AND id = ?', [measure.id, requestId]))
      .length > 0
  if (state === 'refused') return 'refused'
  if (state === 'ended' || (state === 'executed' && refused !== null)) return 'give-out'
  if (approved === null) return (await pending()) ? 'approve' : 'report'
  if (state === 'approved') return measure.listed_at === null ? 'list' : 'decide'
  if (number === null || state === 'decided') return 'decide'
  // A release that waits for its approval gives nothing out yet.
  const asked = await sql.all("SELECT 1 FROM property_releases WHERE measure_id = ? AND state = 'applied'", [
    measure.id,
  ])
  const left = [...(await unreleased(sql, measure.id)).values()].some((item) => item.left > 0)
  return left || asked.length > 0 ? 'hold' : 'give-out'
}
