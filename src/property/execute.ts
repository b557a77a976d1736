/** The decision's number, the measure carried out with its site record 现场笔录 and its list 清单 (行政强制法 第十八条、第二十四条). */
import { type Actor, systemActor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { listItem, type NewItem } from './list-item.ts'
import type { Delivery, Execution, MeasureRow } from './model.ts'
import {
  changeMeasure,
  limitKey,
  lockMeasure,
  type PropertyRoom,
  requireInvestigated,
  requireOnCase,
} from './room.ts'

export interface NewExecution extends Execution {
  items: NewItem[]
}

/** What is handed over with it, where it is handed over on the spot. */
export interface NewDelivery {
  receivedBy?: string
  refusal?: string
}

/** The decision 决定书 has been issued (job property.issue): its number. Of an urgent measure it follows the approval that was supplemented. */
export async function decided(
  room: PropertyRoom,
  tx: WriteTransaction,
  measureId: string,
  number: string,
): Promise<void> {
  const measure = await lockMeasure(room, tx, measureId)
  if (measure.approved_at === null) throw problem('conflict', '措施尚未批准，不能作出决定')
  if (measure.decision_number !== null) throw problem('conflict', '该措施已经作出决定')
  await changeMeasure(tx, measure, {
    decision_number: number,
    decided_at: room.clock.now(),
    ...(measure.state === 'approved' && { state: 'decided' }),
  })
  await room.audit.append(tx, {
    actor: systemActor('property.issue'),
    action: 'measure.decided',
    object: { type: 'measure', id: measureId },
    caseId: measure.case_id,
    after: { number },
    authority: measure.basis,
  })
}

/** 清点: what the decision and the list will name; of an approved measure, before its decision is made. */
export async function listGoods(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measureId: string,
  { storage, keeper, items }: { storage: string; keeper?: string; items: NewItem[] },
): Promise<{ measure: MeasureRow; itemIds: string[] }> {
  const measure = await lockMeasure(room, tx, measureId)
  await requireOnCase(room, tx, actor, 'property.apply', measure.case_id)
  if (measure.state !== 'approved' || measure.listed_at !== null)
    throw problem('conflict', '措施尚未批准，或者已经列出清单')
  await requireInvestigated(room, tx, measure.case_id)
  // The decision names the party (行政强制法 第二十四条第二款第一项).
  const { party_id: partyId } = await room.cases.row(tx, measure.case_id)
  if (partyId === null) throw problem('conflict', '案件尚未录入当事人，不能作出决定（行政强制法 第二十四条）')
  const itemIds: string[] = []
  for (const [index, item] of items.entries())
    itemIds.push(await listItem(room, tx, actor, measure, item, index))
  await changeMeasure(tx, measure, {
    listed_at: room.clock.now(),
    storage,
    keeper: keeper ?? null,
    party_id: partyId,
  })
  await room.audit.append(tx, {
    actor,
    action: 'measure.goods-listed',
    object: { type: 'measure', id: measureId },
    caseId: measure.case_id,
    after: { items: itemIds },
    authority: room.rules.measures[measure.kind].law,
  })
  return { measure, itemIds }
}

export async function executeMeasure(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measureId: string,
  execution: NewExecution,
  delivery: NewDelivery = {},
): Promise<{ measure: MeasureRow; itemIds: string[] }> {
  const measure = await lockMeasure(room, tx, measureId)
  await requireOnCase(room, tx, actor, 'property.apply', measure.case_id)
  if (measure.state !== 'decided')
    throw problem('conflict', '措施经批准并作出决定之后才能实施（行政强制法 第十八条）')
  await requireInvestigated(room, tx, measure.case_id)
  if (execution.at < measure.approved_at!)
    throw problem('input-invalid', '实施时间有误', [{ path: 'at', message: '实施不能早于批准' }])
  if (legalDay(execution.at) < legalDay(measure.decided_at!))
    throw problem('input-invalid', '实施时间有误', [
      { path: 'at', message: '实施不能早于作出决定的日期（行政强制法 第十八条）' },
    ])
  const listed = await tx.sql.all('SELECT 1 FROM property_items WHERE measure_id = ? LIMIT 1', [measureId])
  if (listed.length === 0 && execution.items.length === 0)
    throw problem('input-invalid', '没有清单', [
      { path: 'items', message: '清单至少一件（行政强制法 第二十四条）' },
    ])
  const itemIds = await record(room, tx, actor, measure, execution)
  await changeMeasure(tx, measure, { delivery: JSON.stringify({ at: execution.at, ...delivery }) })
  return { measure, itemIds }
}

/** Decision and list of a measure on the spot reach the party once its approval was supplemented. */
export async function deliverDecision(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measureId: string,
  delivery: Delivery,
): Promise<MeasureRow> {
  const measure = await lockMeasure(room, tx, measureId)
  await requireOnCase(room, tx, actor, 'property.apply', measure.case_id)
  if (measure.state !== 'executed' || measure.decision_number === null || measure.delivery !== null)
    throw problem('conflict', '决定书尚未作出，或者已经送达')
  if (delivery.at < measure.decided_at! || delivery.at > room.clock.now())
    throw problem('input-invalid', '送达时间有误', [
      { path: 'at', message: '送达不能早于决定，也不能晚于现在' },
    ])
  if (!delivery.receivedBy && !delivery.refusal)
    throw problem('input-invalid', '送达情况不明', [
      { path: 'receivedBy', message: '请填写签收人，或者拒绝签收的情形' },
    ])
  await changeMeasure(tx, measure, { delivery: JSON.stringify(delivery) })
  await room.audit.append(tx, {
    actor,
    action: 'measure.decision-delivered',
    object: { type: 'measure', id: measureId },
    caseId: measure.case_id,
    after: { at: delivery.at, refused: delivery.refusal !== undefined },
    authority: '行政强制法 第二十四条',
  })
  return measure
}

/** Writes the site record and the list; the measure's limit runs from the instant at which it was taken. */
export async function record(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measure: MeasureRow,
  { items, ...site }: NewExecution,
): Promise<string[]> {
  if (site.at > room.clock.now())
    throw problem('input-invalid', '实施时间有误', [{ path: 'at', message: '实施时间不能晚于现在' }])
  if (!site.partyPresent && site.witness === undefined)
    throw problem('input-invalid', '没有见证人', [
      { path: 'witness', message: '当事人不到场的，须有见证人（行政强制法 第十八条）' },
    ])
  // At least two officers with valid certificates.
  await room.officers.assertNameable(site.officerIds, legalDay(site.at), 2, tx.sql)
  const itemIds: string[] = []
  for (const [index, item] of items.entries())
    itemIds.push(await listItem(room, tx, actor, measure, item, index))
  await changeMeasure(tx, measure, {
    state: 'executed',
    executed_at: site.at,
    execution: JSON.stringify(site),
  })
  await room.deadlines.start(tx, actor, { ...limitKey(room, measure), at: site.at })
  await room.audit.append(tx, {
    actor,
    action: 'measure.executed',
    object: { type: 'measure', id: measure.id },
    caseId: measure.case_id,
    after: { at: site.at, officers: site.officerIds, items: itemIds },
    authority: room.rules.measures[measure.kind].law,
  })
  return itemIds
}
