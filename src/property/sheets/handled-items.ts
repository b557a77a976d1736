/** Lines of a sheet: so much of an item as passes the counter. */
import type { HandledItemFacts } from '../../documents/warehouse-facts.ts'
import type { Sql } from '../../platform/database/sql.ts'
import type { ItemRow } from '../model.ts'
import { toText } from '../quantity.ts'

export async function itemsById(sql: Sql, measureId: string): Promise<Map<string, ItemRow>> {
  const rows = await sql.all<ItemRow>('SELECT * FROM property_items WHERE measure_id = ?', [measureId])
  return new Map(rows.map((row) => [row.id, row]))
}

/** @param steps as the ledger counts, on the way out negative. */
export function handled(
  { number, name, specification, unit, decimals, item_condition: condition }: ItemRow,
  steps: number,
  shelf: string | null,
): HandledItemFacts {
  return {
    number,
    name,
    ...(specification !== '' && { specification }),
    quantity: Number(toText(Math.abs(steps), decimals)),
    unit,
    ...(shelf !== null && { shelf }),
    state: condition ?? '与清单相符',
  }
}
