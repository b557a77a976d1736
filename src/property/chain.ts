/**
 * Does each item's chain close? Measure → list → entry → release → exit, one to one; quantities are conserved, an item is in one place. Read from the tables alone
 * (行政强制法 第二十六条、第二十七条).
 */
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { type ItemFault, itemFaults, measureFaults, releaseFaults } from './chain-faults.ts'
import type {
  ExitRow,
  ItemRow,
  MeasureRow,
  MovementRow,
  ReleaseItemRow,
  ReleaseRow,
  RequestRow,
} from './model.ts'
import { wayWords } from './model.ts'
import { toText } from './quantity.ts'

export interface ItemChain {
  itemId: string
  number: string
  name: string
  caseId: string
  measureId: string
  quantity: string
  unit: string
  onShelf: string
  state: ItemRow['state']
  listedAt: number
  enteredAt: number | null
  exits: { at: number; way: string; quantity: string; releaseId: string; by: string }[]
  /** Everything went out against an approved release, and the measure has ended. */
  closed: boolean
}

export interface PropertyChains {
  items: ItemChain[]
  faults: ItemFault[]
}

/** All that one look needs. */
export interface PropertyRecord {
  measures: Map<string, MeasureRow>
  requests: Map<string, RequestRow>
  items: ItemRow[]
  releases: Map<string, ReleaseRow>
  released: ReleaseItemRow[]
  exits: ExitRow[]
  movements: MovementRow[]
}

/** @param caseId of one case; all when left out. */
export async function propertyChains(sql: Sql, caseId?: string): Promise<PropertyChains> {
  const record = await readRecord(sql, caseId)
  const over = new Set(
    (
      await sql.all<{ id: string }>(
        `SELECT id FROM cases WHERE state IN ('closed', 'archived') ${caseId === undefined ? '' : 'AND id = ?'}`,
        caseId === undefined ? [] : [caseId],
      )
    ).map(({ id }) => id),
  )
  return {
    items: record.items.map((item) => chainOf(item, record)),
    faults: [
      ...(caseId === undefined ? await seriesFaults(sql) : []),
      ...record.items.flatMap((item) => itemFaults(item, record)),
      ...releaseFaults(record),
      ...measureFaults(record, over),
    ],
  }
}

async function readRecord(sql: Sql, caseId: string | undefined): Promise<PropertyRecord> {
  const of = (column: string, within: string) =>
    caseId === undefined ? '' : `WHERE ${column} IN (${within})`
  const values: SqlValue[] = caseId === undefined ? [] : [caseId]
  const measures = 'SELECT id FROM measures WHERE case_id = ?'
  const all = <Row>(table: string, where: string, order: string) =>
    sql.all<Row>(`SELECT * FROM ${table} ${where} ORDER BY ${order}`, values)
  const items = `SELECT id FROM property_items WHERE measure_id IN (${measures})`
  const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map((one) => [one.id, one]))
  return {
    measures: byId(await all<MeasureRow>('measures', of('id', measures), 'id')),
    requests: byId(await all<RequestRow>('measure_requests', of('measure_id', measures), 'id')),
    items: await all<ItemRow>('property_items', of('measure_id', measures), 'series_year, serial'),
    releases: byId(await all<ReleaseRow>('property_releases', of('measure_id', measures), 'id')),
    released: await all<ReleaseItemRow>(
      'property_release_items',
      of('measure_id', measures),
      'release_id, item_id',
    ),
    exits: await all<ExitRow>('property_exits', of('item_id', items), 'at, id'),
    movements: await all<MovementRow>('property_movements', of('item_id', items), 'item_id, sequence'),
  }
}

function chainOf(item: ItemRow, { measures, exits }: PropertyRecord): ItemChain {
  const text = (steps: number) => toText(Number(steps), Number(item.decimals))
  return {
    itemId: item.id,
    number: item.number,
    name: item.name,
    caseId: item.case_id,
    measureId: item.measure_id,
    quantity: text(item.quantity),
    unit: item.unit,
    onShelf: text(item.on_shelf),
    state: item.state,
    listedAt: Number(item.listed_at),
    enteredAt: item.entered_at === null ? null : Number(item.entered_at),
    exits: exits
      .filter(({ item_id }) => item_id === item.id)
      .map(({ at, way, quantity, release_id: releaseId, given_out_by: by }) => ({
        at: Number(at),
        way: wayWords[way],
        quantity: text(quantity),
        releaseId,
        by,
      })),
    closed: item.state === 'out' && measures.get(item.measure_id)?.state === 'ended',
  }
}

/** Numbers of items 物品编号: per year from 1 to the last that was taken. */
async function seriesFaults(sql: Sql): Promise<ItemFault[]> {
  const series = await sql.all<{ series_year: number; next_number: number }>(
    'SELECT series_year, next_number FROM property_numbers ORDER BY series_year',
  )
  const rows = await sql.all<{ series_year: number; serial: number }>(
    'SELECT series_year, serial FROM property_items',
  )
  return series.flatMap(({ series_year: year, next_number: next }) => {
    const taken = new Set(
      rows.filter(({ series_year }) => series_year === year).map(({ serial }) => Number(serial)),
    )
    const missing = Array.from({ length: Number(next) - 1 }, (_one, index) => index + 1).filter(
      (serial) => !taken.has(serial),
    )
    return missing.map((serial) => ({
      id: `${year}-${serial}`,
      caseId: null,
      text: `${year}年第${serial}号涉案财物编号没有对应的物品`,
    }))
  })
}
