/** The list of items 涉案财物: what each waits for at the store, and what is left of the limit of its measure. */
import type { Deadline } from '../deadlines/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { caseConditions, columns, type ItemView, type ListedRow, viewItem } from './item-view.ts'
import type { ItemState, ItemWait } from './model.ts'
import type { PropertyRoom } from './room.ts'

export interface ListedItem extends ItemView {
  /** The limit of its measure that runs out first; null once the item is out. */
  due: Pick<Deadline, 'name' | 'dueOn' | 'colour' | 'colourWord' | 'left' | 'basis'> | null
  waits: ItemWait | null
}

export interface ItemQuery {
  warehouse?: string
  state?: ItemState
  caseId?: string
  measureId?: string
  ownerId?: string
  /** Part of its number, name or specification, or of the case's number. Never of the owner's name: questions stand in addresses. */
  text?: string
  waits?: ItemWait
  /** Its measure has a limit that has run out. */
  overdue?: boolean
  cursor?: string
  limit?: number
}

/** Items of which an approved release lets something go. */
const leaving = `SELECT x.item_id FROM property_releases r JOIN property_release_items x ON x.release_id = r.id
  WHERE r.state = 'approved' AND x.given_out < x.quantity`

export async function listItems(
  room: PropertyRoom,
  actor: Actor,
  query: ItemQuery,
): Promise<{ items: ListedItem[]; next: string | null }> {
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
  if (query.text) {
    const like = `%${query.text.replace(/[%_]/g, '')}%`
    and(
      '(i.number LIKE ? OR i.name LIKE ? OR i.specification LIKE ? OR c.number LIKE ?)',
      like,
      like,
      like,
      like,
    )
  }
  if (query.waits === 'entry') and("i.state = 'listed' AND m.state = 'executed'")
  if (query.waits === 'exit') and(`i.on_shelf > 0 AND i.id IN (${leaving})`)
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
  const page = rows.slice(0, size)
  const [first, waits] = [await firstLimits(room, page), await waitsOf(room.database.sql, page)]
  return {
    items: page.map((row) => ({
      ...viewItem(row),
      due: (row.state !== 'out' && first.get(row.measure_id)) || null,
      waits: waits(row),
    })),
    next: rows.length > size ? page.at(-1)!.id : null,
  }
}

/** Of each measure the open limit that runs out first. */
async function firstLimits({ deadlines }: PropertyRoom, rows: ListedRow[]): Promise<Map<string, Deadline>> {
  const first = new Map<string, Deadline>()
  for (const one of await deadlines.ofCases([...new Set(rows.map(({ case_id }) => case_id))]))
    if (one.endedOn === null && one.dueAt < (first.get(one.subject)?.dueAt ?? Infinity))
      first.set(one.subject, one)
  return first
}

export async function waitsOf(sql: Sql, rows: ListedRow[]): Promise<(row: ListedRow) => ItemWait | null> {
  const stored = rows.filter(({ on_shelf }) => on_shelf > 0).map(({ id }) => id)
  const released = stored.length
    ? await sql.all<{ item_id: string }>(
        `${leaving} AND x.item_id IN (${stored.map(() => '?').join(', ')})`,
        stored,
      )
    : []
  const leave = new Set(released.map(({ item_id }) => item_id))
  return ({ id, state, measure_state }) =>
    state === 'listed' && measure_state === 'executed' ? 'entry' : leave.has(id) ? 'exit' : null
}
