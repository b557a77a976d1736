/** An item comes into the list of its measure: numbered per year without gaps, with all that is known of it. */
import type { Actor } from '../identity/actor.ts'
import { legalDay } from '../platform/clock.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { ItemRow, MeasureRow } from './model.ts'
import { toSteps } from './quantity.ts'
import type { PropertyRoom } from './room.ts'

export interface NewItem {
  name: string
  kind: string
  specification: string
  /** Decimal text. */
  quantity: string
  unit: string
  /** A party; left out while the owner 物主 is unknown. */
  ownerId?: string
  /** Evidence files of the case. */
  photoIds: string[]
  /** 状况: intact, damaged …; left out: as it is 现状. */
  condition?: string
}

/** @param index position in the list, for the paths of what is wrong. */
export async function listItem(
  room: PropertyRoom,
  tx: WriteTransaction,
  actor: Actor,
  measure: MeasureRow,
  item: NewItem,
  index: number,
): Promise<string> {
  const { rules, newId, clock, parties } = room
  const path = (name: string) => `items.${index}.${name}`
  if (!rules.kinds.includes(item.kind))
    throw problem('input-invalid', '物品类型有误', [
      { path: path('kind'), message: `应当是${rules.kinds.join('、')}之一` },
    ])
  const decimals = rules.units[item.unit]
  if (decimals === undefined)
    throw problem('input-invalid', '单位有误', [
      { path: path('unit'), message: `应当是${Object.keys(rules.units).join('、')}之一` },
    ])
  const quantity = toSteps(item.quantity, decimals, path('quantity'))
  if (quantity === 0)
    throw problem('input-invalid', '数量有误', [{ path: path('quantity'), message: '数量应当大于零' }])
  if (item.ownerId !== undefined) await parties.get(actor, item.ownerId)
  const id = newId()
  const numbered = await takeNumber(room, tx)
  await insertRow<ItemRow>(tx.sql, 'property_items', {
    id,
    ...numbered,
    measure_id: measure.id,
    case_id: measure.case_id,
    name: item.name,
    kind: item.kind,
    specification: item.specification,
    unit: item.unit,
    decimals,
    quantity,
    on_shelf: 0,
    owner_id: item.ownerId ?? null,
    warehouse: null,
    shelf: null,
    state: 'listed',
    listed_at: clock.now(),
    entered_at: null,
    item_condition: item.condition ?? null,
  })
  for (const photoId of new Set(item.photoIds)) {
    const found = await tx.sql.all('SELECT 1 FROM evidence_files WHERE id = ? AND case_id = ?', [
      photoId,
      measure.case_id,
    ])
    if (found.length === 0)
      throw problem('input-invalid', '照片有误', [
        { path: path('photoIds'), message: '照片须先作为本案证据上传' },
      ])
    await insertRow(tx.sql, 'property_photos', { item_id: id, evidence_file_id: photoId })
  }
  return id
}

async function takeNumber(
  { rules, clock, database }: PropertyRoom,
  { sql }: WriteTransaction,
): Promise<Pick<ItemRow, 'series_year' | 'serial' | 'number'>> {
  const year = Number(legalDay(clock.now()).slice(0, 4))
  const { insertIgnore, forUpdate } = database.dialect
  await sql.run(`${insertIgnore} INTO property_numbers (series_year, next_number) VALUES (?, 1)`, [year])
  const [series] = await sql.all<{ next_number: number }>(
    `SELECT next_number FROM property_numbers WHERE series_year = ? ${forUpdate}`,
    [year],
  )
  const serial = series!.next_number
  await sql.run('UPDATE property_numbers SET next_number = ? WHERE series_year = ?', [serial + 1, year])
  const { format, digits } = rules.number
  const number = format
    .replace('{year}', String(year))
    .replace('{number}', String(serial).padStart(digits, '0'))
  return { series_year: year, serial, number }
}
