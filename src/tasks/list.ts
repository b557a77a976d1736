/**
 * Whose tasks a list shows, due ones first. Each way in which a task can be on it (assigned, candidate, a group, a department) is read in the order of its
 * index and no further than a page: a list of a million open tasks costs what one of ten thousand does.
 */
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import type { Sql, SqlValue } from '../platform/database/sql.ts'
import { whoseReach } from '../identity/whose.ts'
import { problem } from '../platform/problem.ts'
import { type Memberships, personId } from './candidates.ts'
import type { TaskRow } from './model.ts'

/**
 * `mine`: assigned to one, or free and one may take it; `assigned`: the first only; `asked`: one is named for it oneself, by no role; `squad`: of the
 * departments within one's reach, or of one's own where that is the whole bureau; `bureau`: all.
 */
export const taskWhose = ['mine', 'assigned', 'asked', 'squad', 'bureau'] as const

export interface TaskQuery {
  whose?: (typeof taskWhose)[number]
  caseId?: string
  cursor?: string
  limit?: number
}

export interface ListRoom {
  sql: Sql
  policy: Policy
  memberships: Memberships
}

type Place = readonly [dueOrder: number, userTaskKey: string]

const casePrefix = 'case-officers:'

/** @throws Problem `forbidden` where the list reaches farther than the person, `input-invalid` for a cursor that is none. */
export async function listTasks(
  room: ListRoom,
  actor: Actor,
  { whose = 'mine', caseId, cursor, limit = 50 }: TaskQuery,
): Promise<{ rows: TaskRow[]; next: string | null }> {
  const { sql } = room
  const size = Math.min(limit, 200)
  const ways = await waysOf(room, actor, whose)
  const keys = ways.length === 0 ? [] : await firstOf(sql, ways, placeOf(cursor), size + 1, caseId)
  const page = keys.slice(0, size)
  const last = page.at(-1)
  return {
    rows: await rowsOf(sql, page),
    next: keys.length > size && last ? Buffer.from(JSON.stringify(last)).toString('base64url') : null,
  }
}

async function waysOf(
  { sql, policy, memberships }: ListRoom,
  actor: Actor,
  whose: NonNullable<TaskQuery['whose']>,
): Promise<Way[]> {
  if (whose === 'squad' || whose === 'bureau') {
    const reach = await whoseReach(
      { sql, policy },
      actor,
      { whose },
      { action: 'case.read', thing: '案件的任务' },
    )
    if ('departmentIds' in reach)
      return reach.departmentIds.map((id) => ({
        from: 'tasks t',
        where: "t.department_id = ? AND t.state = 'open'",
        values: [id],
      }))
    return [{ from: 'tasks t', where: "t.state = 'open'", values: [] }]
  }
  const named = memberships.users.map((user) => candidate('user', [user]))
  if (whose === 'asked') return [assignedTo(personId(actor)), ...named]
  const ways: Way[] = [assignedTo(personId(actor))]
  if (whose === 'assigned') return ways
  const wide = await spread(sql, memberships)
  ways.push(
    ...named,
    ...wide.filter((group) => !group.startsWith(casePrefix)).map((group) => candidate('group', [group])),
  )
  // One's own cases are many small groups: together they are read in one go.
  const cases = wide.filter((group) => group.startsWith(casePrefix))
  if (cases.length > 0) ways.push(candidate('group', cases))
  return ways
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
