/** The decision's number, the measure carried out with its site record 现场笔录 and its list 清单 (行政强制法 第十八条、第二十四条). */
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { listItem, type NewItem } from './list-item.ts'
import type { Execution, MeasureRow } from './model.ts'
import { changeMeasure, limitKey, lockMeasure, type PropertyRoom, requireOnCase } from './room.ts'

export interface NewExecution extends Execution {
  items: NewItem[]
}

/** What the issued decision 决定书 says: its number. Of an urgent measure it follows the approval that was supplemented. */
export async function decideMeasure(
  room: PropertyRoom,
  actor: Actor,
  measureId: string,
  number: string,
): Promise<void> {
  await room.database.write(async (tx) => {
    const measure = await lockMeasure(room, tx, measureId)
    await requireOnCase(room, tx, actor, 'property.apply', measure.case_id)
    if (measure.approved_at === null) throw problem('conflict', '措施尚未批准，不能作出决定')
    if (measure.decision_number !== null) throw problem('conflict', '该措施已经作出决定')
    const taken = await tx.sql.all('SELECT 1 FROM measures WHERE decision_number = ?', [number])
    if (taken.length > 0)
      throw problem('input-invalid', '文号重复', [{ path: 'number', message: '该文号已经用于另一项措施' }])
    await changeMeasure(tx, measure, {
      decision_number: number,
      decided_at: room.clock.now(),
      ...(measure.state === 'approved' && { state: 'decided' }),
    })
    await room.audit.append(tx, {
      actor,
      action: 'measure.decided',
      object: { type: 'measure', id: measureId },
      caseId: measure.case_id,
      after: { number },
      authority: measure.basis,
    })
  })
}

export async function executeMeasure(
  room: PropertyRoom,
  actor: Actor,
  measureId: string,
  execution: NewExecution,
): Promise<{ itemIds: string[] }> {
  return room.database.write(async (tx) => {
    const measure = await lockMeasure(room, tx, measureId)
    await requireOnCase(room, tx, actor, 'property.apply', measure.case_id)
    if (measure.state !== 'decided')
      throw problem('conflict', '措施经批准并作出决定之后才能实施（行政强制法 第十八条）')
    if (execution.at < measure.approved_at!)
      throw problem('input-invalid', '实施时间有误', [{ path: 'at', message: '实施不能早于批准' }])
    return { itemIds: await record(room, tx, actor, measure, execution) }
  })
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
