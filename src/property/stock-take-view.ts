/** A stock-taking as its counters see it: what is counted, what differs so far, and once it is closed what was explained. */
import type { Actor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import type { CountRow, DifferenceRow, ItemRow } from './model.ts'
import { toText } from './quantity.ts'
import type { PropertyRoom } from './room.ts'
import { type Compared, compare, differs } from './stock-take.ts'
import { findStockTake, type NamedStockTake } from './stock-take-list.ts'

interface ComparedView {
  itemId: string
  number: string
  name: string
  unit: string
  expected: string
  expectedShelf: string | null
  counted: string
  countedShelf: string | null
  isCounted: boolean
  explanation: string | null
}

export interface StockTakeView {
  stockTake: NamedStockTake
  counted: number
  differences: ComparedView[]
  /** Counted, and as the register says. */
  agreed: ComparedView[]
}

type Explained = Compared & { explanation: string | null }

export async function stockTakeView(
  room: PropertyRoom,
  actor: Actor,
  stockTakeId: string,
): Promise<StockTakeView> {
  room.policy.require(actor, 'property.edit')
  const [stockTake] = await findStockTake(room, stockTakeId)
  if (!stockTake) throw problem('not-found', '没有这次盘点')
  const { differences, agreed } = await (stockTake.state === 'open' ? soFar : inTheEnd)(room, stockTake)
  return {
    stockTake,
    counted: agreed.length + differences.filter(({ isCounted }) => isCounted).length,
    differences: differences.map(view),
    agreed: agreed.map(view),
  }
}

type Halves = { differences: Explained[]; agreed: Explained[] }

async function soFar({ database }: PropertyRoom, { id, warehouse }: NamedStockTake): Promise<Halves> {
  const all = (await compare(database.sql, { id, warehouse })).map((one) => ({ ...one, explanation: null }))
  return { differences: all.filter(differs), agreed: all.filter((one) => !differs(one) && one.isCounted) }
}

/** As it was written down when it was closed; the register has gone on since. */
async function inTheEnd({ database: { sql } }: PropertyRoom, { id }: NamedStockTake): Promise<Halves> {
  const counts = new Map(
    (
      await sql.all<CountRow & ItemRow & { count_shelf: string }>(
        `SELECT i.*, c.item_id, c.counted, c.shelf AS count_shelf FROM stock_take_counts c JOIN property_items i ON i.id = c.item_id
         WHERE c.stock_take_id = ? ORDER BY c.id`,
        [id],
      )
    ).map((one) => [one.item_id, one]),
  )
  const written = await sql.all<ItemRow & DifferenceRow>(
    'SELECT i.*, d.* FROM stock_take_differences d JOIN property_items i ON i.id = d.item_id WHERE d.stock_take_id = ? ORDER BY i.series_year, i.serial',
    [id],
  )
  const differing = new Set(written.map(({ item_id }) => item_id))
  return {
    differences: written.map((one) => ({
      item: one,
      expected: one.expected,
      expectedShelf: one.expected_shelf,
      counted: one.counted,
      countedShelf: one.counted_shelf,
      isCounted: counts.has(one.item_id),
      explanation: one.explanation,
    })),
    agreed: [...counts.values()]
      .filter(({ item_id }) => !differing.has(item_id))
      .sort((a, b) => a.series_year - b.series_year || a.serial - b.serial)
      .map((one) => {
        const shelf = one.counted > 0 ? one.count_shelf : null
        return {
          item: one,
          expected: one.counted,
          expectedShelf: shelf,
          counted: one.counted,
          countedShelf: shelf,
          isCounted: true,
          explanation: null,
        }
      }),
  }
}

function view({ item, ...found }: Explained): ComparedView {
  return {
    itemId: item.id,
    number: item.number,
    name: item.name,
    unit: item.unit,
    ...found,
    expected: toText(found.expected, item.decimals),
    counted: toText(found.counted, item.decimals),
  }
}
