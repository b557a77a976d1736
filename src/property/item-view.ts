/** Items 涉案财物 as people see them: the list within one's reach, and one item with its whole chain and ledger. */
import type { Actor } from '../identity/actor.ts'
import type { SqlValue } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type MeasureView, viewMeasure } from './measure-view.ts'
import type { ItemRow, ItemState, MeasureKind, MovementRow } from './model.ts'
import { toText } from './quantity.ts'
import { findItem, findMeasure, objectOf, type PropertyRoom } from './room.ts'

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

export interface MovementView {
  sequence: number
  kind: MovementRow['kind']
  change: string
  balance: string
  from: string | null
  to: string | null
  exitId: string | null
  stockTakeId: string | null
  note: string
  recordedBy: string
  at: number
}

export interface ItemPage {
  item: ItemView
  photoIds: string[]
  measure: MeasureView
  ledger: MovementView[]
}

export interface ItemQuery {
  warehouse?: string
  state?: ItemState
  caseId?: string
  measureId?: string
  ownerId?: string
  /** Its measure has a limit that has run out. */
  overdue?: boolean
  cursor?: string
  limit?: number
}

type ListedRow = ItemRow & {
  owner_name: string | null
  case_number: string | null
  warehouse_name: string | null
  measure_kind: MeasureKind
}

const columns = `SELECT i.*, p.name AS owner_name, c.number AS case_number, w.name AS warehouse_name, m.kind AS measure_kind
  FROM property_items i JOIN measures m ON m.id = i.measure_id JOIN cases c ON c.id = i.case_id
  LEFT JOIN parties p ON p.id = i.owner_id LEFT JOIN warehouses w ON w.code = i.warehouse`

export async function listItems(
  room: PropertyRoom,
  actor: Actor,
  query: ItemQuery,
): Promise<{ items: ItemView[]; next: string | null }> {
  const size = Math.min(query.limit ?? 50, 200)
  const within = caseConditions(room, actor)
  const conditions = ['i.id < ?', ...within.conditions]
  const values: SqlValue[] = [query.cursor ?? '~', ...within.values]
  const and = (condition: string, ...more: SqlValue[]) => {
    conditions.push(condition)
    values.push(...more)
  }
  if (query.warehouse) and('i.warehouse = ?', query.warehouse)
  if (query.state) and('i.state = ?', query.state)
  if (query.caseId) and('i.case_id = ?', query.caseId)
  if (query.measureId) and('i.measure_id = ?', query.measureId)
  if (query.ownerId) and('i.owner_id = ?', query.ownerId)
  if (query.overdue)
    and(
      `i.state <> 'out' AND EXISTS (SELECT 1 FROM deadlines d WHERE d.case_id = i.case_id AND d.subject = i.measure_id
       AND d.ended_at IS NULL AND d.state <> 'suspended' AND d.due_at < ?)`,
      room.clock.now(),
    )
  const rows = await room.database.sql.all<ListedRow>(
    `${columns} WHERE ${conditions.join(' AND ')} ORDER BY i.id DESC LIMIT ?`,
    [...values, size + 1],
  )
  return {
    items: rows.slice(0, size).map(viewItem),
    next: rows.length > size ? rows[size - 1]!.id : null,
  }
}

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

export async function itemPage(room: PropertyRoom, actor: Actor, itemId: string): Promise<ItemPage> {
  const { sql } = room.database
  const item = await findItem(sql, itemId)
  room.policy.require(actor, 'property.read', await objectOf(room, { sql }, item.case_id))
  const [row] = await sql.all<ListedRow>(`${columns} WHERE i.id = ?`, [itemId])
  const photos = await sql.all<{ evidence_file_id: string }>(
    'SELECT evidence_file_id FROM property_photos WHERE item_id = ? ORDER BY evidence_file_id',
    [itemId],
  )
  return {
    item: viewItem(row!),
    photoIds: photos.map(({ evidence_file_id }) => evidence_file_id),
    measure: await viewMeasure(room, await findMeasure(sql, item.measure_id)),
    ledger: (
      await sql.all<MovementRow>('SELECT * FROM property_movements WHERE item_id = ? ORDER BY sequence', [
        itemId,
      ])
    ).map((one) => viewMovement(one, item.decimals)),
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

function viewItem(row: ListedRow): ItemView {
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

function viewMovement(row: MovementRow, decimals: number): MovementView {
  const place = (warehouse: string | null, shelf: string | null) =>
    warehouse === null ? null : `${warehouse}/${shelf}`
  return {
    sequence: row.sequence,
    kind: row.kind,
    change: toText(row.quantity_change, decimals),
    balance: toText(row.balance, decimals),
    from: place(row.from_warehouse, row.from_shelf),
    to: place(row.to_warehouse, row.to_shelf),
    exitId: row.exit_id,
    stockTakeId: row.stock_take_id,
    note: row.note,
    recordedBy: row.recorded_by,
    at: row.at,
  }
}
