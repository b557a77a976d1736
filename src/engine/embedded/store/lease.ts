/**
 * The lease: one process writes. A second is refused with the name of the first; a lease that ran out, or whose process is gone from this machine, can
 * be taken.
 */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from '../../../platform/clock.ts'
import { isoInstant } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/database.ts'
import type { Sql, WriteTransaction } from '../../../platform/database/sql.ts'
import type { Log } from '../../../platform/log.ts'
import { Unavailable } from '../../port.ts'

const duration = 30_000
const renewal = 10_000

interface Holder {
  token: string
  process_id: number
  host: string
  since: number
  expires_at: number
}

export class Lease {
  readonly #token: string
  readonly #clock: Clock
  #expiresAt: number

  private constructor(token: string, clock: Clock, expiresAt: number) {
    this.#token = token
    this.#clock = clock
    this.#expiresAt = expiresAt
  }

  /** @throws Unavailable when another process holds it. */
  static take(database: Database, clock: Clock): Promise<Lease> {
    return database.write(async ({ sql }) => {
      const now = clock.now()
      const holder = await livingHolder(sql, now, database.dialect.forUpdate)
      if (holder)
        throw new Unavailable(
          `the engine of this database is run by ${holder}: stop that one first, or use another database`,
        )
      const token = `${processOrigin()} ${randomUUID()}`
      await sql.run('DELETE FROM engine_lease WHERE id = 1')
      await sql.run(
        'INSERT INTO engine_lease (id, token, process_id, host, since, expires_at) VALUES (1,?,?,?,?,?)',
        [token, process.pid, hostname(), now, now + duration],
      )
      return new Lease(token, clock, now + duration)
    })
  }

  /** Called in every write transaction. @throws Unavailable when the lease was lost. */
  async hold({ sql, afterCommit }: Pick<WriteTransaction, 'sql' | 'afterCommit'>): Promise<void> {
    const now = this.#clock.now()
    if (this.#expiresAt - now > duration - renewal) return
    const [holder] = await sql.all<Holder>('SELECT * FROM engine_lease WHERE id = 1')
    if (holder?.token !== this.#token) {
      throw new Unavailable('another process has taken over the engine of this database')
    }
    await sql.run('UPDATE engine_lease SET expires_at = ? WHERE id = 1 AND token = ?', [
      now + duration,
      this.#token,
    ])
    // What is taken back has renewed nothing.
    afterCommit(() => {
      this.#expiresAt = now + duration
    })
  }

  async renew(database: Database): Promise<void> {
    await database.write((transaction) => this.hold(transaction))
  }

  async release(database: Database): Promise<void> {
    await database.write(({ sql }) =>
      sql.run('DELETE FROM engine_lease WHERE id = 1 AND token = ?', [this.#token]),
    )
  }

  get renewAt(): number {
    return this.#expiresAt - duration + renewal
  }
}

/** Takes the lease and keeps it, busy or idle, until it is given back. @throws Unavailable when another process holds it. */
export async function holdLease(
  database: Database,
  clock: Clock,
  log: Log,
): Promise<{ lease: Lease; giveBack(): Promise<void> }> {
  const lease = await Lease.take(database, clock)
  let stopped = false
  let cancel = () => {}
  const arm = () => {
    cancel = clock.wakeAt(Math.max(lease.renewAt, clock.now() + 1000), () => {
      lease
        .renew(database)
        .catch((error: unknown) => log.error({ err: error }, 'the lease of the engine was not renewed'))
        .finally(() => {
          if (!stopped) arm()
        })
    })
  }
  arm()
  return {
    lease,
    async giveBack() {
      stopped = true
      cancel()
      await lease.release(database)
    },
  }
}

/** The process that runs the engine of a database, in words; undefined where none does. */
export async function livingHolder(sql: Sql, now: number, forUpdate = ''): Promise<string | undefined> {
  const [holder] = await sql.all<Holder>(`SELECT * FROM engine_lease WHERE id = 1 ${forUpdate}`)
  if (!holder || Number(holder.expires_at) <= now || isGone(holder)) return undefined
  return `process ${holder.process_id} on ${holder.host} since ${isoInstant(Number(holder.since))}`
}

/** Tells this process from another that had its number before: containers give the same one again. */
function processOrigin(): string {
  return String(Math.round(performance.timeOrigin))
}

function isGone(holder: Holder): boolean {
  if (holder.host !== hostname()) return false
  if (Number(holder.process_id) === process.pid) return !holder.token.startsWith(`${processOrigin()} `)
  try {
    process.kill(Number(holder.process_id), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
