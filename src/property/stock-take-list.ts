/** Stock-takings 盘点 of the bureau, the newest first; and how one is named on every page. */
import type { Actor } from '../identity/actor.ts'
import { shown, type Shown } from '../platform/database/rows.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import type { StockTakeRow } from './model.ts'
import type { PropertyRoom } from './room.ts'

export interface StockTakeQuery {
  warehouse?: string
  state?: StockTakeRow['state']
  cursor?: string
  limit?: number
}

export type NamedStockTake = Omit<Shown<StockTakeRow>, 'openMark'> & {
  warehouseName: string
  openedByName: string
  closedByName: string | null
}

type ListedRow = StockTakeRow & { warehouse_name: string }
const columns =
  'SELECT s.*, w.name AS warehouse_name FROM stock_takes s JOIN warehouses w ON w.code = s.warehouse'

export async function listStockTakes(
  room: PropertyRoom,
  actor: Actor,
  { warehouse, state, cursor, limit }: StockTakeQuery,
): Promise<{ items: (NamedStockTake & { differences: number })[]; next: string | null }> {
  room.policy.require(actor, 'property.edit')
  const { sql } = room.database
  const size = Math.min(limit ?? 50, 200)
  const conditions = ['s.id < ?']
  const values: SqlValue[] = [cursor ?? '~']
  const and = (condition: string, value: SqlValue) => {
    conditions.push(condition)
    values.push(value)
  }
  if (warehouse) and('s.warehouse = ?', warehouse)
  if (state) and('s.state = ?', state)
  const rows = await sql.all<ListedRow>(
    `${columns} WHERE ${conditions.join(' AND ')} ORDER BY s.id DESC LIMIT ?`,
    [...values, size + 1],
  )
  const page = rows.slice(0, size)
  const ids = page.map(({ id }) => id)
  const counted = ids.length
    ? await sql.all<{ stock_take_id: string; n: number }>(
        `SELECT stock_take_id, COUNT(*) AS n FROM stock_take_differences
         WHERE stock_take_id IN (${ids.map(() => '?').join(', ')}) GROUP BY stock_take_id`,
        ids,
      )
    : []
  const differences = new Map(counted.map(({ stock_take_id, n }) => [stock_take_id, Number(n)]))
  return {
    items: (await withNames(room, page)).map((one) => ({
      ...one,
      differences: differences.get(one.id) ?? 0,
    })),
    next: rows.length > size ? page.at(-1)!.id : null,
  }
}

/** @returns none where there is no such stock-taking. */
export async function findStockTake(room: PropertyRoom, id: string): Promise<NamedStockTake[]> {
  return withNames(room, await room.database.sql.all<ListedRow>(`${columns} WHERE s.id = ?`, [id]))
}

async function withNames({ officers }: PropertyRoom, rows: ListedRow[]): Promise<NamedStockTake[]> {
  const who = new Set(
    rows.flatMap(({ opened_by, closed_by }) => [opened_by, ...(closed_by ? [closed_by] : [])]),
  )
  const names = new Map((await officers.getMany([...who])).map(({ id, name }) => [id, name]))
  return rows.map((row) => {
    const { openMark: _mark, ...one } = shown(row)
    return {
      ...one,
      openedByName: names.get(row.opened_by) ?? '',
      closedByName: row.closed_by === null ? null : (names.get(row.closed_by) ?? ''),
    }
  })
}
