/** One item 涉案财物 with its whole chain and ledger, and the sheets that are still to be drawn up. */
import type { Actor } from '../identity/actor.ts'
import { waitsOf } from './item-list.ts'
import { columns, type ItemView, type ListedRow, viewItem } from './item-view.ts'
import { type MeasureView, viewMeasure } from './measure-view.ts'
import type { ItemWait, MovementRow } from './model.ts'
import { toText } from './quantity.ts'
import { findItem, findMeasure, objectOf, type PropertyRoom } from './room.ts'
import { openSheets, type OpenSheets } from './sheets/open-sheets.ts'

export interface MovementView {
  sequence: number
  kind: MovementRow['kind']
  change: string
  balance: string
  from: string | null
  to: string | null
  exitId: string | null
  stockTakeId: string | null
  /** The sheet of the store on which it stands. */
  sheetId: string | null
  note: string
  recordedBy: string
  at: number
}

export interface ItemPage {
  item: ItemView & { waits: ItemWait | null }
  photoIds: string[]
  measure: MeasureView
  ledger: MovementView[]
  /** Names of the officers that the page names, by id. */
  people: Record<string, string>
  /** The officers of the case: they hand over what comes into the store. */
  handlers: { officerId: string; name: string }[]
  openSheets: OpenSheets
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
  const measure = await viewMeasure(room, await findMeasure(sql, item.measure_id))
  const ledger = (
    await sql.all<MovementRow & { sheet_id: string | null }>(
      `SELECT m.*, l.document_id AS sheet_id FROM property_movements m
       LEFT JOIN property_sheet_lines l ON l.movement_id = m.id WHERE m.item_id = ? ORDER BY m.sequence`,
      [itemId],
    )
  ).map((one) => viewMovement(one, item.decimals))
  const handlers = await room.cases.handlers({ sql }, item.case_id)
  const officers = await room.officers.getMany([...new Set([...handlers, ...named(measure, ledger)])])
  const people = Object.fromEntries(officers.map(({ id, name }) => [id, name]))
  return {
    item: { ...viewItem(row!), waits: (await waitsOf(sql, [row!]))(row!) },
    photoIds: photos.map(({ evidence_file_id }) => evidence_file_id),
    measure,
    ledger,
    people,
    handlers: handlers.map((officerId) => ({ officerId, name: people[officerId] ?? '' })),
    openSheets: await openSheets(sql, item.measure_id),
  }
}

/** Who did something on the page. */
const named = ({ measure, requests, releases }: MeasureView, ledger: MovementView[]): string[] => [
  measure.appliedBy,
  ...(measure.execution?.officerIds ?? []),
  ...requests.map(({ requestedBy }) => requestedBy),
  ...releases.flatMap(({ exits }) => exits.map(({ givenOutBy }) => givenOutBy)),
  ...ledger.map(({ recordedBy }) => recordedBy),
]

function viewMovement(row: MovementRow & { sheet_id: string | null }, decimals: number): MovementView {
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
    sheetId: row.sheet_id,
    note: row.note,
    recordedBy: row.recorded_by,
    at: row.at,
  }
}
