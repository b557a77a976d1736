/** A stock-taking as its counters see it: what is counted, what differs so far, and once it is closed what was explained. */
import type { Actor } from '../identity/actor.ts'
import { shown, type Shown } from '../platform/database/rows.ts'
import { problem } from '../platform/problem.ts'
import type { CountRow, DifferenceRow, ItemRow, StockTakeRow } from './model.ts'
import { toText } from './quantity.ts'
import type { PropertyRoom } from './room.ts'
import { differencesOf } from './stock-take.ts'

interface DifferenceView {
  itemId: string
  number: string
  name: string
  unit: string
  expected: string
  expectedShelf: string | null
  counted: string
  countedShelf: string | null
  explanation: string | null
}

export interface StockTakeView {
  stockTake: Omit<Shown<StockTakeRow>, 'openMark'>
  counted: number
  differences: DifferenceView[]
}

export async function stockTakeView(
  room: PropertyRoom,
  actor: Actor,
  stockTakeId: string,
): Promise<StockTakeView> {
  room.policy.require(actor, 'property.edit')
  const { sql } = room.database
  const [row] = await sql.all<StockTakeRow>('SELECT * FROM stock_takes WHERE id = ?', [stockTakeId])
  if (!row) throw problem('not-found', '没有这次盘点')
  const counts = await sql.all<CountRow>('SELECT * FROM stock_take_counts WHERE stock_take_id = ?', [
    stockTakeId,
  ])
  const { openMark: _mark, ...stockTake } = shown(row)
  const view = (
    item: ItemRow,
    found: Pick<DifferenceView, 'expectedShelf' | 'countedShelf' | 'explanation'> & {
      expected: number
      counted: number
    },
  ): DifferenceView => ({
    itemId: item.id,
    number: item.number,
    name: item.name,
    unit: item.unit,
    ...found,
    expected: toText(found.expected, item.decimals),
    counted: toText(found.counted, item.decimals),
  })
  const differences =
    row.state === 'open'
      ? (await differencesOf(sql, row)).map(({ item, ...found }) =>
          view(item, { ...found, explanation: null }),
        )
      : (
          await sql.all<ItemRow & DifferenceRow>(
            'SELECT i.*, d.* FROM stock_take_differences d JOIN property_items i ON i.id = d.item_id WHERE d.stock_take_id = ? ORDER BY i.id',
            [stockTakeId],
          )
        ).map((one) =>
          view(one, {
            expected: one.expected,
            expectedShelf: one.expected_shelf,
            counted: one.counted,
            countedShelf: one.counted_shelf,
            explanation: one.explanation,
          }),
        )
  return { stockTake, counted: new Set(counts.map(({ item_id }) => item_id)).size, differences }
}
