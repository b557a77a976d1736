/** Open cases within one's reach, oldest first, page by page: what the desks 送达 and 执行 go through. */
import type { Actor } from '../../identity/actor.ts'
import { type Whose, whoseReach } from '../../identity/whose.ts'
import type { SqlValue } from '../../platform/database/sql.ts'
import type { CaseRow } from '../model.ts'
import type { CaseRoom } from '../room.ts'

export interface DeskQuery extends Whose {
  cursor?: string
  limit?: number
}

export interface DeskPage<Item> {
  items: Item[]
  next: string | null
}

/** Rounds of reading in which nothing of a case is left over, before an empty page is answered with its cursor. */
const rounds = 10

/**
 * @param condition on the case `c`.
 * @param view what a desk shows of a case; undefined: it is not waiting after all.
 * @throws Problem `forbidden`.
 */
export async function openCases<Item>(
  room: CaseRoom,
  actor: Actor,
  { cursor = '', limit: size = 25, ...whose }: DeskQuery,
  condition: { where: string; values: SqlValue[] },
  view: (row: CaseRow) => Promise<Item | undefined>,
): Promise<DeskPage<Item>> {
  const { sql } = room.database
  const source = await sourceOf(room, actor, whose)
  const items: Item[] = []
  let after = cursor
  for (let round = 0; round < rounds; round++) {
    const rows = await sql.all<CaseRow>(
      `SELECT c.* FROM ${source.from} AND c.state = 'open' AND c.id > ? AND ${condition.where} ORDER BY c.id LIMIT ?`,
      [...source.values, after, ...condition.values, size + 1],
    )
    for (const row of rows.slice(0, size)) {
      const item = await view(row)
      if (item !== undefined) items.push(item)
      after = row.id
      if (items.length === size) return { items, next: row === rows.at(-1) ? null : after }
    }
    if (rows.length <= size) return { items, next: null }
  }
  return { items, next: after }
}

async function sourceOf(
  { database: { sql }, policy }: CaseRoom,
  actor: Actor,
  whose: Whose,
): Promise<{ from: string; values: SqlValue[] }> {
  const reach = await whoseReach({ sql, policy }, actor, whose, { action: 'case.read', thing: '案件' })
  // The officer’s few cases first: SQLite would begin with all that are open.
  if ('mine' in reach)
    return {
      from: 'case_officers o CROSS JOIN cases c ON c.id = o.case_id WHERE o.officer_id = ? AND o.to_at IS NULL',
      values: [actor.officerId ?? ''],
    }
  if ('all' in reach) return { from: 'cases c WHERE 1 = 1', values: [] }
  const { departmentIds: ids } = reach
  return {
    from: `cases c WHERE ${ids.length === 0 ? '1 = 0' : `c.department_id IN (${ids.map(() => '?').join(', ')})`}`,
    values: ids,
  }
}
