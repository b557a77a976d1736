/**
 * What is due for me, my squad, the bureau: open limits, soonest first, with how many of them are green, blue and red. Read in the order of an index whatever
 * the whole holds; colours are instants beside the limit (colour-marks.ts).
 */
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { type Whose, whoseReach } from '../identity/whose.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { addDays, startOfDay } from '../platform/legal-day.ts'
import { problem } from '../platform/problem.ts'
import type { DueObject, DueOwners } from './owners.ts'
import type { DeadlineRow } from './rows.ts'
import type { Deadline, DeadlineColour } from './service.ts'

export interface DueQuery extends Whose {
  colour?: DeadlineColour
  /** Code of the limit. */
  limit?: string
  /** First and last legal day on which it falls due. */
  from?: string
  to?: string
  cursor?: string
  size?: number
}

export interface DueItem extends Deadline {
  /** What it runs on; null where no slice knows it. */
  object: DueObject | null
}

export interface DuePage {
  items: DueItem[]
  next: string | null
  /** Of all that is due within the question, whatever the page and the colour asked for. */
  counts: Record<DeadlineColour, number>
}

export interface DueRoom {
  sql: Sql
  policy: Policy
  owners: DueOwners
  now: number
  view(rows: DeadlineRow[]): Promise<Deadline[]>
}

export async function listDue(room: DueRoom, actor: Actor, query: DueQuery): Promise<DuePage> {
  const { sql, owners, now, view } = room
  const size = Math.min(query.size ?? 50, 200)
  const [due, after] = placeOf(query.cursor)
  const sources = sourcesOf(await reachOfDue(room, actor, query))
  const limit = query.limit === undefined ? '' : 'AND limit_code = ?'
  const limitValue = query.limit === undefined ? [] : [query.limit]
  const colour = colourCondition(query.colour, now)
  const span = spanCondition(query)

  const rows = (
    await Promise.all(
      sources.map(({ where, values }) =>
        sql.all<DeadlineRow>(
          `SELECT * FROM deadlines WHERE ${where} AND ended_at IS NULL AND due_at >= ? AND (due_at > ? OR id > ?) ${limit} ${colour.where} ${span.where} ORDER BY due_at, id LIMIT ?`,
          [...values, due, due, after, ...limitValue, ...colour.values, ...span.values, size + 1],
        ),
      ),
    )
  )
    .flat()
    .sort((a, b) => Number(a.due_at) - Number(b.due_at) || (a.id < b.id ? -1 : 1))
  const page = rows.slice(0, size)
  const last = page.at(-1)
  const objects = await owners.find(sql, [...new Set(page.map(({ case_id }) => case_id))])
  const items = await view(page)
  return {
    items: items.map((item) => ({ ...item, object: objects.get(item.caseId) ?? null })),
    next:
      rows.length > size && last
        ? Buffer.from(JSON.stringify([Number(last.due_at), last.id])).toString('base64url')
        : null,
    counts: await count(
      sql,
      sources,
      { where: `${limit} ${span.where}`, values: [...limitValue, ...span.values] },
      now,
    ),
  }
}

interface Source {
  where: string
  values: SqlValue[]
}

/** Whose limits a question is about, within one's rights: of these cases and clues, of these departments, of all. */
export type DueReach = { all: true } | { ids: string[] } | { departmentIds: string[] }

/** @throws Problem `forbidden` where the question reaches farther than the person. */
export async function reachOfDue(
  { sql, policy, owners }: Pick<DueRoom, 'sql' | 'policy' | 'owners'>,
  actor: Actor,
  query: Whose,
): Promise<DueReach> {
  const reach = await whoseReach({ sql, policy }, actor, query, { action: 'deadline.read', thing: '期限' })
  if (!('mine' in reach)) return reach
  return { ids: actor.officerId === null ? [] : await owners.ofOfficer(sql, actor.officerId) }
}

/** One source for each index that is read in order. */
export function sourcesOf(reach: DueReach): Source[] {
  if ('all' in reach) return [{ where: '1 = 1', values: [] }]
  if ('departmentIds' in reach)
    return reach.departmentIds.map((id) => ({ where: 'department_id = ?', values: [id] }))
  const { ids } = reach
  return ids.length === 0 ? [] : [{ where: `case_id IN (${ids.map(() => '?').join(', ')})`, values: ids }]
}

function spanCondition({ from, to }: Pick<DueQuery, 'from' | 'to'>): Source {
  const parts = [
    ...(from === undefined ? [] : [{ where: 'AND due_at >= ?', value: startOfDay(from) }]),
    ...(to === undefined ? [] : [{ where: 'AND due_at < ?', value: startOfDay(addDays(to, 1)) }]),
  ]
  return { where: parts.map(({ where }) => where).join(' '), values: parts.map(({ value }) => value) }
}

function colourCondition(colour: DeadlineColour | undefined, now: number): Source {
  switch (colour) {
    case undefined:
      return { where: '', values: [] }
    case 'red':
      return { where: 'AND red_at <= ?', values: [now] }
    case 'blue':
      return { where: 'AND blue_at <= ? AND red_at > ?', values: [now, now] }
    case 'green':
      return { where: 'AND blue_at > ?', values: [now] }
  }
}

async function count(sql: Sql, sources: Source[], within: Source, now: number): Promise<DuePage['counts']> {
  const counts = { green: 0, blue: 0, red: 0 }
  for (const { where, values } of sources) {
    const [row] = await sql.all<{ total: number; warned: number | null; red: number | null }>(
      `SELECT COUNT(*) AS total, SUM(CASE WHEN blue_at <= ? THEN 1 ELSE 0 END) AS warned, SUM(CASE WHEN red_at <= ? THEN 1 ELSE 0 END) AS red
       FROM deadlines WHERE ${where} AND ended_at IS NULL ${within.where}`,
      [now, now, ...values, ...within.values],
    )
    const [total, warned, red] = [row!.total, row!.warned, row!.red].map(Number) as [number, number, number]
    counts.green += total - warned
    counts.blue += warned - red
    counts.red += red
  }
  return counts
}

/** @throws Problem `input-invalid`. */
function placeOf(cursor: string | undefined): [number, string] {
  if (cursor === undefined) return [-1, '']
  try {
    const [due, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof due === 'number' && typeof id === 'string') return [due, id]
  } catch {
    // Said below.
  }
  throw problem('input-invalid', '翻页标记不对', [{ path: 'cursor', message: '请从第一页重新开始' }])
}
