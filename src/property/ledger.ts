/** The movement ledger 出入库台账: only ever added to. What it adds up to is what stands on the shelf. */
import type { Actor } from '../identity/actor.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { ItemRow, MovementRow } from './model.ts'
import { officerOf, type PropertyRoom } from './room.ts'

export interface Movement {
  kind: MovementRow['kind']
  /** Steps; negative on the way out. */
  change: number
  from?: Place
  to?: Place
  exitId?: string
  stockTakeId?: string
  note?: string
}

export interface Place {
  warehouse: string
  shelf: string
}

export async function writeMovement(
  { newId, clock }: PropertyRoom,
  { sql }: WriteTransaction,
  actor: Actor,
  item: ItemRow,
  { kind, change, from, to, exitId, stockTakeId, note }: Movement,
): Promise<void> {
  const [last] = await sql.all<{ sequence: number; balance: number }>(
    'SELECT sequence, balance FROM property_movements WHERE item_id = ? ORDER BY sequence DESC LIMIT 1',
    [item.id],
  )
  await insertRow<MovementRow>(sql, 'property_movements', {
    id: newId(),
    item_id: item.id,
    sequence: (last?.sequence ?? 0) + 1,
    kind,
    quantity_change: change,
    balance: (last?.balance ?? 0) + change,
    from_warehouse: from?.warehouse ?? null,
    from_shelf: from?.shelf ?? null,
    to_warehouse: to?.warehouse ?? null,
    to_shelf: to?.shelf ?? null,
    exit_id: exitId ?? null,
    stock_take_id: stockTakeId ?? null,
    note: note ?? '',
    recorded_by: officerOf(actor),
    at: clock.now(),
  })
}

/** Where the item stands; undefined before its entry and after its last exit. */
export function placeOf({ warehouse, shelf }: ItemRow): Place | undefined {
  return warehouse === null || shelf === null ? undefined : { warehouse, shelf }
}
