/** Items 涉案财物 as people see them, within their reach. The list is item-list.ts, one item with its whole chain item-page.ts. */
import type { Actor } from '../identity/actor.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { ItemRow, ItemState, MeasureKind, MeasureState } from './model.ts'
import { toText } from './quantity.ts'
import type { PropertyRoom } from './room.ts'

/** The eleven attributes 十一项 of domain.md §6, and what a list needs beside them. */
export interface ItemView {
  id: string
  number: string
  name: string
  kind: string
  specification: string
  quantity: string
  onShelf: string
  unit: string
  ownerId: string | null
  ownerName: string | null
  caseId: string
  caseNumber: string | null
  warehouse: string | null
  warehouseName: string | null
  shelf: string | null
  state: ItemState
  enteredAt: number | null
  /** 状况, as seen when it was taken. */
  condition: string | null
  measureId: string
  measureKind: MeasureKind
}

export type ListedRow = ItemRow & {
  owner_name: string | null
  case_number: string | null
  warehouse_name: string | null
  measure_kind: MeasureKind
  measure_state: MeasureState
}

export const columns = `SELECT i.*, p.name AS owner_name, c.number AS case_number, w.name AS warehouse_name, m.kind AS measure_kind, m.state AS measure_state
  FROM property_items i JOIN measures m ON m.id = i.measure_id JOIN cases c ON c.id = i.case_id
  LEFT JOIN parties p ON p.id = i.owner_id LEFT JOIN warehouses w ON w.code = i.warehouse`
/** What lies within the actor's reach, by the case `c` of a row. @throws Problem `forbidden` where nothing does. */
export function caseConditions(
  room: PropertyRoom,
  actor: Actor,
): { conditions: string[]; values: SqlValue[] } {
  const reach = room.policy.reach(actor, 'property.read')
  if (!reach) throw problem('forbidden', '您的角色不能查看涉案财物')
  if (reach.all) return { conditions: [], values: [] }
  const departments =
    reach.departmentIds.length > 0
      ? `c.department_id IN (${reach.departmentIds.map(() => '?').join(', ')}) OR `
      : ''
  return {
    conditions: [
      `(${departments}EXISTS (SELECT 1 FROM case_officers o WHERE o.case_id = c.id AND o.officer_id = ? AND o.to_at IS NULL))`,
    ],
    values: [...reach.departmentIds, reach.ownOfficerId ?? ''],
  }
}

/** Rows of the items asked for, in the order of their numbers. */
export async function itemsWithin(room: PropertyRoom, actor: Actor, itemIds: string[]): Promise<ItemView[]> {
  const within = caseConditions(room, actor)
  const rows = await room.database.sql.all<ListedRow>(
    `${columns} WHERE ${[`i.id IN (${itemIds.map(() => '?').join(', ')})`, ...within.conditions].join(' AND ')}
     ORDER BY i.series_year, i.serial`,
    [...itemIds, ...within.values],
  )
  return rows.map(viewItem)
}

export async function itemsOfMeasure(room: PropertyRoom, measureId: string): Promise<ItemView[]> {
  const rows = await room.database.sql.all<ListedRow>(
    `${columns} WHERE i.measure_id = ? ORDER BY i.series_year, i.serial`,
    [measureId],
  )
  return rows.map(viewItem)
}

export function viewItem(row: ListedRow): ItemView {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    kind: row.kind,
    specification: row.specification,
    quantity: toText(row.quantity, row.decimals),
    onShelf: toText(row.on_shelf, row.decimals),
    unit: row.unit,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    caseId: row.case_id,
    caseNumber: row.case_number,
    warehouse: row.warehouse,
    warehouseName: row.warehouse_name,
    shelf: row.shelf,
    state: row.state,
    enteredAt: row.entered_at,
    condition: row.item_condition,
    measureId: row.measure_id,
    measureKind: row.measure_kind,
  }
}
