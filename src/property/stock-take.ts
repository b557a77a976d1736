/**
 * Stock-taking 盘点: what is on the shelves against what the register says. Closing it asks for an explanation of every difference and writes it into the
 * ledger; the register itself is changed by nothing but entries, moves and exits.
 */
import type { Actor } from '../identity/actor.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { placeOf, writeMovement } from './ledger.ts'
import type { CountRow, DifferenceRow, ItemRow, StockTakeRow } from './model.ts'
import { toSteps, toText } from './quantity.ts'
import { findItem, lockWarehouse, officerOf, type PropertyRoom, requireShelf } from './room.ts'

export interface Compared {
  item: ItemRow
  expected: number
  expectedShelf: string | null
  counted: number
  countedShelf: string | null
  /** Nobody has come to it yet, or it is not there. */
  isCounted: boolean
}

export async function openStockTake(
  room: PropertyRoom,
  actor: Actor,
  warehouse: string,
): Promise<{ stockTakeId: string }> {
  room.policy.require(actor, 'property.edit')
  const openedBy = officerOf(actor)
  return room.database.write(async (tx) => {
    await lockWarehouse(room, tx, warehouse)
    const id = room.newId()
    await insertRow<StockTakeRow>(tx.sql, 'stock_takes', {
      id,
      warehouse,
      state: 'open',
      open_mark: warehouse,
      opened_by: openedBy,
      opened_at: room.clock.now(),
      closed_by: null,
      closed_at: null,
    })
    await room.audit.append(tx, {
      actor,
      action: 'stock-take.opened',
      object: { type: 'stock-take', id },
      after: { warehouse },
    })
    return { stockTakeId: id }
  })
}

/** One item scanned and counted; counted again, the later count counts. */
export async function countItem(
  room: PropertyRoom,
  actor: Actor,
  stockTakeId: string,
  { itemId, quantity, shelf }: { itemId: string; quantity: string; shelf: string },
): Promise<void> {
  room.policy.require(actor, 'property.edit')
  const countedBy = officerOf(actor)
  await room.database.write(async (tx) => {
    const { warehouse } = await lockOpen(room, tx.sql, stockTakeId)
    const item = await findItem(tx.sql, itemId)
    if (item.entered_at === null) throw problem('conflict', '该物品尚未入库，请先办理入库')
    await requireShelf(tx.sql, warehouse, shelf)
    await insertRow<CountRow>(tx.sql, 'stock_take_counts', {
      id: room.newId(),
      stock_take_id: stockTakeId,
      item_id: itemId,
      counted: toSteps(quantity, item.decimals, 'quantity'),
      shelf,
      counted_by: countedBy,
      at: room.clock.now(),
    })
  })
}

export async function closeStockTake(
  room: PropertyRoom,
  actor: Actor,
  stockTakeId: string,
  explanations: { itemId: string; explanation: string }[],
): Promise<void> {
  room.policy.require(actor, 'property.edit')
  const closedBy = officerOf(actor)
  await room.database.write(async (tx) => {
    const take = await lockOpen(room, tx.sql, stockTakeId)
    const explained = new Map(explanations.map(({ itemId, explanation }) => [itemId, explanation]))
    const differences = await differencesOf(tx.sql, take)
    const silent = differences.filter(({ item }) => !explained.has(item.id))
    if (silent.length > 0)
      throw problem(
        'input-invalid',
        '账实不符的须逐件说明原因',
        silent.map(({ item, expected, counted }) => ({
          path: `explanations.${item.id}`,
          message: `${item.number}：账面 ${toText(expected, item.decimals)} ${item.unit}，实盘 ${toText(counted, item.decimals)} ${item.unit}`,
        })),
      )
    for (const { item, expected, expectedShelf, counted, countedShelf } of differences) {
      const explanation = explained.get(item.id)!
      await insertRow<DifferenceRow>(tx.sql, 'stock_take_differences', {
        stock_take_id: stockTakeId,
        item_id: item.id,
        expected,
        expected_shelf: expectedShelf,
        counted,
        counted_shelf: countedShelf,
        explanation,
      })
      await writeMovement(room, tx, actor, item, {
        kind: 'difference',
        change: 0,
        from: placeOf(item),
        stockTakeId,
        note: explanation,
      })
    }
    await updateRows<StockTakeRow>(
      tx.sql,
      'stock_takes',
      { id: stockTakeId },
      { state: 'closed', open_mark: null, closed_by: closedBy, closed_at: room.clock.now() },
    )
    await room.audit.append(tx, {
      actor,
      action: 'stock-take.closed',
      object: { type: 'stock-take', id: stockTakeId },
      after: { differences: differences.map(({ item }) => item.id) },
    })
  })
}

async function lockOpen({ database }: PropertyRoom, sql: Sql, stockTakeId: string): Promise<StockTakeRow> {
  const [row] = await sql.all<StockTakeRow>(
    `SELECT * FROM stock_takes WHERE id = ? ${database.dialect.forUpdate}`,
    [stockTakeId],
  )
  if (!row) throw problem('not-found', '没有这次盘点')
  if (row.state !== 'open') throw problem('conflict', '盘点已经结束')
  return row
}

/** Too much, too little, nothing, another shelf, or here though the register says elsewhere. */
export const differs = ({ expected, expectedShelf, counted, countedShelf }: Omit<Compared, 'item'>) =>
  expected !== counted || expectedShelf !== countedShelf

const differencesOf = async (sql: Sql, take: StockTakeRow) => (await compare(sql, take)).filter(differs)

/** Shelf against register, for all that should lie in the warehouse or was counted there. */
export async function compare(
  sql: Sql,
  { id, warehouse }: Pick<StockTakeRow, 'id' | 'warehouse'>,
): Promise<Compared[]> {
  const counts = new Map(
    (
      await sql.all<CountRow>('SELECT * FROM stock_take_counts WHERE stock_take_id = ? ORDER BY id', [id])
    ).map((one) => [one.item_id, one]),
  )
  const items = await sql.all<ItemRow>(
    `SELECT * FROM property_items WHERE warehouse = ? OR id IN (SELECT item_id FROM stock_take_counts WHERE stock_take_id = ?) ORDER BY series_year, serial`,
    [warehouse, id],
  )
  return items.map((item) => {
    const here = item.warehouse === warehouse
    const count = counts.get(item.id)
    return {
      item,
      expected: here ? item.on_shelf : 0,
      expectedShelf: here ? item.shelf : null,
      counted: count?.counted ?? 0,
      countedShelf: count && count.counted > 0 ? count.shelf : null,
      isCounted: count !== undefined,
    }
  })
}
