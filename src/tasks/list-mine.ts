/**
 * Whose tasks a list shows, due ones first. Each way in which a task can be one's own (assigned, candidate, a group) is read in the order of its index and
 * no further than a page: a list of a million open tasks costs what one of ten thousand does.
 */
import type { Actor } from '../identity/actor.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type Memberships, personId } from './candidates.ts'
import type { TaskRow } from './model.ts'
import type { TaskQuery } from './service.ts'

type Place = readonly [dueOrder: number, userTaskKey: string]

const casePrefix = 'case-officers:'

export async function listMine(
  sql: Sql,
  actor: Actor,
  memberships: Memberships,
  { assigned = false, caseId, cursor, limit = 50 }: TaskQuery,
): Promise<{ rows: TaskRow[]; next: string | null }> {
  const size = Math.min(limit, 200)
  const after = placeOf(cursor)
  const ways: Way[] = [assignedTo(personId(actor))]
  if (!assigned) {
    const wide = await spread(sql, memberships)
    ways.push(
      ...memberships.users.map((user) => candidate('user', [user])),
      ...wide.filter((group) => !group.startsWith(casePrefix)).map((group) => candidate('group', [group])),
    )
    // One's own cases are many small groups: together they are read in one go.
    const cases = wide.filter((group) => group.startsWith(casePrefix))
    if (cases.length > 0) ways.push(candidate('group', cases))
  }
  const keys = await firstOf(sql, ways, after, size + 1, caseId)
  const page = keys.slice(0, size)
  const last = page.at(-1)
  return {
    rows: await rowsOf(sql, page),
    next: keys.length > size && last ? Buffer.from(JSON.stringify(last)).toString('base64url') : null,
  }
}

/** A way in which tasks are one's own. */
interface Way {
  from: string
  where: string
  values: SqlValue[]
}

function assignedTo(person: string): Way {
  return { from: 'tasks t', where: "t.assignee = ? AND t.state = 'open'", values: [person] }
}

/** Tasks that somebody has taken have no place in the order of their candidates. */
function candidate(kind: 'user' | 'group', candidates: string[]): Way {
  const which = candidates.length === 1 ? '= ?' : `IN (${candidates.map(() => '?').join(', ')})`
  return {
    from: 'task_candidates t',
    where: `t.candidate ${which} AND t.kind = ? AND t.due_order IS NOT NULL`,
    values: [...candidates, kind],
  }
}

async function firstOf(
  sql: Sql,
  ways: Way[],
  [due, key]: Place,
  size: number,
  caseId: string | undefined,
): Promise<Place[]> {
  const onlyCase =
    caseId === undefined ? '' : 'AND t.user_task_key IN (SELECT user_task_key FROM tasks WHERE case_id = ?)'
  const parts = ways.map(
    ({ from, where }, index) =>
      `SELECT * FROM (SELECT t.user_task_key, t.due_order FROM ${from} WHERE ${where} ${onlyCase} AND t.due_order >= ? AND (t.due_order > ? OR t.user_task_key > ?) ORDER BY t.due_order, t.user_task_key LIMIT ?) w${index}`,
  )
  const rows = await sql.all<{ user_task_key: string; due_order: number }>(
    parts.join(' UNION ALL '),
    ways.flatMap(({ values }) => [...values, ...(caseId === undefined ? [] : [caseId]), due, due, key, size]),
  )
  const found = new Map(rows.map(({ user_task_key, due_order }) => [user_task_key, Number(due_order)]))
  return [...found]
    .map(([task, order]): Place => [order, task])
    .sort(([oneDue, one], [otherDue, other]) => oneDue - otherDue || (one < other ? -1 : 1))
    .slice(0, size)
}

async function rowsOf(sql: Sql, places: Place[]): Promise<TaskRow[]> {
  if (places.length === 0) return []
  const rows = await sql.all<TaskRow>(
    `SELECT * FROM tasks WHERE user_task_key IN (${places.map(() => '?').join(', ')})`,
    places.map(([, key]) => key),
  )
  const byKey = new Map(rows.map((row) => [row.user_task_key, row]))
  return places.flatMap(([, key]) => byKey.get(key) ?? [])
}

/** The groups by name: `role:legal-section:` stands for that role of every department that has a task; the index is asked for one after the other. */
async function spread(sql: Sql, { groups, prefixes }: Memberships): Promise<string[]> {
  const found = new Set(groups)
  for (const prefix of prefixes) {
    const end = `${prefix.slice(0, -1)};`
    for (let at = prefix; ;) {
      const [next] = await sql.all<{ candidate: string | null }>(
        'SELECT MIN(candidate) AS candidate FROM task_candidates WHERE candidate > ? AND candidate < ?',
        [at, end],
      )
      if (!next?.candidate) break
      found.add((at = next.candidate))
    }
  }
  return [...found]
}

/** @throws Problem `input-invalid`. */
function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return [-1, '']
  try {
    const [due, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof due === 'number' && typeof key === 'string') return [due, key]
  } catch {
    // Said below.
  }
  throw problem('input-invalid', '翻页标记不对', [{ path: 'cursor', message: '请从第一页重新开始' }])
}
