/** Into the warehouse and from shelf to shelf 入库、移库: by the warehouse keeper, who checks what arrives against the list. */
import type { Actor } from '../identity/actor.ts'
import { updateRows } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type Place, placeOf, writeMovement } from './ledger.ts'
import type { ItemRow, MeasureRow } from './model.ts'
import { tellFlow } from './flow.ts'
import { toSteps, toText } from './quantity.ts'
import { lockItem, lockWarehouse, officerOf, type PropertyRoom, requireShelf } from './room.ts'

export async function takeIn(
  room: PropertyRoom,
  actor: Actor,
  itemId: string,
  { quantity, note, ...to }: Place & { quantity: string; note?: string },
): Promise<void> {
  await room.database.write(async (tx) => {
    const measure = await takeInWithin(room, tx, actor, itemId, { quantity, note, ...to })
    if (await allStored(tx, measure.id)) await tellFlow(room, tx, measure, 'goods-stored', measure.id)
  })
}

export async function allStored({ sql }: WriteTransaction, measureId: string): Promise<boolean> {
  const listed = await sql.all(
    "SELECT 1 FROM property_items WHERE measure_id = ? AND state = 'listed' LIMIT 1",
    [measureId],
  )
  return listed.length === 0
}

export async function takeInWithin(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  itemId: string,
  { quantity, note, ...to }: Place & { quantity: string; note?: string },
): Promise<MeasureRow> {
  room.policy.require(actor, 'property.edit')
  officerOf(actor)
  const { item, measure } = await lockItem(room, tx, itemId)
  if (measure.state !== 'executed' || item.state !== 'listed')
    throw problem('conflict', '该物品已经入库，或者措施已经办结')
  if (toSteps(quantity, item.decimals, 'quantity') !== item.quantity)
    throw problem('input-invalid', '实物与清单不符', [
      {
        path: 'quantity',
        message: `清单为 ${toText(item.quantity, item.decimals)} ${item.unit}，不符的不能入库，请与办案人员核对`,
      },
    ])
  await lockWarehouse(room, tx, to.warehouse)
  await requireShelf(tx.sql, to.warehouse, to.shelf)
  const at = room.clock.now()
  await updateRows<ItemRow>(
    tx.sql,
    'property_items',
    { id: itemId },
    { state: 'stored', on_shelf: item.quantity, ...to, entered_at: at },
  )
  await writeMovement(room, tx, actor, item, { kind: 'entry', change: item.quantity, to, note })
  await room.audit.append(tx, {
    actor,
    action: 'property.taken-in',
    object: { type: 'property', id: itemId },
    caseId: item.case_id,
    after: { ...to },
  })
  return measure
}

export async function moveItem(
  room: PropertyRoom,
  actor: Actor,
  itemId: string,
  { note, ...to }: Place & { note: string },
): Promise<void> {
  room.policy.require(actor, 'property.edit')
  officerOf(actor)
  await room.database.write(async (tx) => {
    const { item } = await lockItem(room, tx, itemId)
    const from = placeOf(item)
    if (!from) throw problem('conflict', '该物品不在库')
    if (from.warehouse === to.warehouse && from.shelf === to.shelf)
      throw problem('conflict', '该物品已经在这个货位')
    for (const code of [...new Set([from.warehouse, to.warehouse])].sort())
      await lockWarehouse(room, tx, code)
    await requireShelf(tx.sql, to.warehouse, to.shelf)
    await updateRows<ItemRow>(tx.sql, 'property_items', { id: itemId }, { ...to })
    await writeMovement(room, tx, actor, item, { kind: 'move', change: 0, from, to, note })
    await room.audit.append(tx, {
      actor,
      action: 'property.moved',
      object: { type: 'property', id: itemId },
      caseId: item.case_id,
      before: { ...from },
      after: { ...to },
    })
  })
}
