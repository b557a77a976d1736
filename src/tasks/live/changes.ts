/**
 * What has just changed, written where it changes: user tasks by a projection of the feed, notifications where they are sent. A row says whom it concerns,
 * so that a reader asks nothing else. Rows are hints to look again; they are kept for minutes and prove nothing.
 */
import type { FeedRecord } from '../../engine/feed-record.ts'
import type { Projection } from '../../engine/outbox/index.ts'
import { insertRow } from '../../platform/database/rows.ts'
import type { Sql } from '../../platform/database/sql.ts'

/** Milliseconds that a change is kept: a reader that was away for longer loads its list anew. */
export const keptFor = 600_000

export interface LiveChange {
  kind: 'task' | 'notification'
  /** Key of the user task, id of the notification. */
  subject: string
  state: 'open' | 'completed' | 'canceled' | 'unread'
  audience: Audience
}

/** Officer or account ids, and candidate groups as the tasklist knows them. */
export interface Audience {
  users: string[]
  groups: string[]
}

export interface LiveChangeRow {
  seq: number
  kind: LiveChange['kind']
  subject: string
  state: LiveChange['state']
  /** JSON of `Audience`. */
  audience: string
  at: number
}

export async function writeChange(sql: Sql, at: number, change: LiveChange): Promise<void> {
  await insertRow<Omit<LiveChangeRow, 'seq'>>(sql, 'live_changes', {
    ...change,
    audience: JSON.stringify(change.audience),
    at,
  })
}

/** Changes between two clearings. */
const clearedEvery = 200

/** Reads who may take a task before the tasklist's own projection drops them: stands before it. */
export function liveProjection(): Projection {
  let written = 0
  return {
    name: 'live',
    async project({ sql }, records) {
      for (const record of records) {
        const changed = await changeIn(sql, record)
        if (!changed) continue
        await writeChange(sql, record.timestamp, changed)
        if (++written % clearedEvery === 0)
          await sql.run('DELETE FROM live_changes WHERE at < ?', [record.timestamp - keptFor])
      }
    },
  }
}

async function changeIn(sql: Sql, record: FeedRecord): Promise<LiveChange | undefined> {
  if (record.valueType === 'USER_TASK') {
    const state = stateAfter[record.intent]
    if (state === undefined) return undefined
    const { candidateGroupsList, candidateUsersList, assignee } = record.value
    const before = await audienceOf(sql, record.key)
    return change(record.key, state, {
      users: [...before.users, ...candidateUsersList, ...(assignee ? [assignee] : [])],
      groups: [...before.groups, ...candidateGroupsList],
    })
  }
  // A task that a modification ends has no record of its own on Zeebe 8.5.
  if (
    record.valueType === 'PROCESS_INSTANCE' &&
    record.value.bpmnElementType === 'USER_TASK' &&
    record.intent === 'ELEMENT_TERMINATED'
  ) {
    const [open] = await sql.all<{ user_task_key: string }>(
      "SELECT user_task_key FROM tasks WHERE element_instance_key = ? AND state = 'open'",
      [record.key],
    )
    return open && change(open.user_task_key, 'canceled', await audienceOf(sql, open.user_task_key))
  }
  return undefined
}

const stateAfter: { [intent: string]: LiveChange['state'] } = {
  CREATED: 'open',
  ASSIGNED: 'open',
  UPDATED: 'open',
  COMPLETED: 'completed',
  CANCELED: 'canceled',
}

const change = (subject: string, state: LiveChange['state'], { users, groups }: Audience): LiveChange => ({
  kind: 'task',
  subject,
  state,
  audience: { users: [...new Set(users)], groups: [...new Set(groups)] },
})

async function audienceOf(sql: Sql, userTaskKey: string): Promise<Audience> {
  const candidates = await sql.all<{ kind: 'user' | 'group'; candidate: string }>(
    'SELECT kind, candidate FROM task_candidates WHERE user_task_key = ?',
    [userTaskKey],
  )
  const of = (kind: 'user' | 'group') =>
    candidates.filter((one) => one.kind === kind).map(({ candidate }) => candidate)
  const [task] = await sql.all<{ assignee: string | null }>(
    'SELECT assignee FROM tasks WHERE user_task_key = ?',
    [userTaskKey],
  )
  return { users: [...of('user'), ...(task?.assignee ? [task.assignee] : [])], groups: of('group') }
}
