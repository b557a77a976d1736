/**
 * Changes as they happen, to each who is looking. One look at the table serves all streams of the process, and what another process wrote is seen as well.
 *
 * On MariaDB a lower number may become visible after a higher one: each look goes back a little, and what a stream has had it does not get again.
 */
import type { Actor } from '../../identity/actor.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log.ts'
import type { Memberships } from '../candidates.ts'
import type { Audience, LiveChangeRow } from './changes.ts'

export interface LiveEvent {
  id: number
  /** `reset`: changes were missed, load everything anew. */
  kind: LiveChangeRow['kind'] | 'reset'
  subject: string
  state: LiveChangeRow['state'] | ''
}

export interface LiveStreams {
  /**
   * What changes from now on for the actor, or after the event `after`; a beat of undefined while nothing happens. Ends when `signal` aborts, and by
   * itself after `longest`, so that whoever comes back is asked anew who they are.
   */
  follow(actor: Actor, after: number | undefined, signal: AbortSignal): AsyncGenerator<LiveEvent | undefined>
}

/** Milliseconds of the machine. */
const pauseBetweenLooks = 400
const beat = 20_000
const longest = 300_000
/** Numbers that a look goes back. */
const overlap = 200

type Look = LiveChangeRow[]

export function createLiveStreams(parts: {
  database: Database
  log: Log
  membershipsOf(actor: Actor): Promise<Memberships>
}): LiveStreams {
  const { database, log, membershipsOf } = parts
  const listeners = new Set<(look: Look) => void>()
  let looking = false

  const newest = async () =>
    Number(
      (await database.sql.all<{ seq: number | null }>('SELECT MAX(seq) AS seq FROM live_changes'))[0]?.seq ??
        0,
    )
  const rowsAfter = (seq: number) =>
    database.sql.all<LiveChangeRow>('SELECT * FROM live_changes WHERE seq > ? ORDER BY seq', [seq])

  async function keepLooking(): Promise<void> {
    if (looking) return
    looking = true
    let last = await newest()
    while (listeners.size > 0) {
      try {
        const rows = await rowsAfter(last - overlap)
        last = Math.max(last, ...rows.map(({ seq }) => Number(seq)))
        for (const hear of listeners) hear(rows)
      } catch (error) {
        log.warn({ reason: (error as Error).message }, 'live changes could not be read')
      }
      await new Promise((resolve) => setTimeout(resolve, pauseBetweenLooks))
    }
    looking = false
  }

  return {
    async *follow(actor, after, signal) {
      const begin = after ?? (await newest())
      const had = new Set<number>()
      const waiting: LiveChangeRow[] = []
      let wake = () => {}
      const hear = (rows: Look) => {
        for (const row of rows) {
          const seq = Number(row.seq)
          if (seq <= begin || had.has(seq)) continue
          had.add(seq)
          waiting.push(row)
        }
        if (waiting.length > 0) wake()
      }
      const ended = performance.now() + longest
      const stop = () => wake()
      signal.addEventListener('abort', stop)
      listeners.add(hear)
      try {
        if (after !== undefined) {
          const missed = await rowsAfter(after)
          // The row itself is still there, or nothing was written since: then none was missed.
          if (after > 0 && !(await isKept(database, after)) && after !== (await newest()))
            yield { id: after, kind: 'reset', subject: '', state: '' }
          hear(missed)
        }
        void keepLooking()
        let memberships = await membershipsOf(actor)
        yield undefined
        while (!signal.aborted && performance.now() < ended) {
          if (waiting.length === 0) {
            let timer: NodeJS.Timeout | undefined
            await new Promise<void>((resolve) => {
              wake = resolve
              timer = setTimeout(resolve, beat)
            })
            clearTimeout(timer)
            if (waiting.length === 0) yield undefined
            continue
          }
          const rows = waiting.splice(0)
          // Cases come and go: who handles one that was opened just now is asked for anew.
          if (rows.some(({ audience }) => audience.includes('case-officers:')))
            memberships = await membershipsOf(actor)
          for (const { seq, kind, subject, state, audience } of rows) {
            if (concerns(JSON.parse(audience) as Audience, memberships))
              yield { id: Number(seq), kind, subject, state }
          }
        }
      } finally {
        listeners.delete(hear)
        signal.removeEventListener('abort', stop)
      }
    },
  }
}

async function isKept({ sql }: Database, seq: number): Promise<boolean> {
  return (await sql.all('SELECT 1 FROM live_changes WHERE seq = ?', [seq])).length > 0
}

function concerns({ users, groups }: Audience, mine: Memberships): boolean {
  return (
    users.some((user) => mine.users.includes(user)) ||
    groups.some(
      (group) => mine.groups.includes(group) || mine.prefixes.some((prefix) => group.startsWith(prefix)),
    )
  )
}
