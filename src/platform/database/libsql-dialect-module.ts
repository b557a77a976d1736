/**
 * libsql in the shape of the `sqlite3` package, which is what Sequelize 6 drives. A write transaction of Sequelize opens a connection of its
 * own; ours come from a pool of one file's handles, since opening and configuring one costs more than a small transaction.
 */
import Libsql from 'libsql'
import type { SqlValue } from './sql.ts'

type Callback = (this: { lastID: number; changes: number }, error: Error | null, rows?: unknown[]) => void
type Bound = SqlValue[] | { [name: string]: SqlValue }

const configuration = [
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL', // a commit that was answered survives a power cut
  'PRAGMA foreign_keys = ON',
  'PRAGMA busy_timeout = 0', // there is one writer by construction: a wait would hide a mistake
  'PRAGMA temp_store = MEMORY',
  'PRAGMA cache_size = -32000',
]
const statementsKept = 400

export class Connection {
  readonly filename: string
  readonly handle: Libsql.Database
  uuid?: string
  #statements = new Map<string, Libsql.Statement>()
  #release: (connection: Connection) => void

  constructor(filename: string, release: (connection: Connection) => void) {
    this.filename = filename
    this.handle = new Libsql(filename)
    this.#release = release
    for (const pragma of configuration) this.handle.exec(pragma)
  }

  prepare(text: string): Libsql.Statement {
    let statement = this.#statements.get(text)
    if (!statement) {
      statement = this.handle.prepare(text)
      if (this.#statements.size >= statementsKept) this.#statements.clear()
      this.#statements.set(text, statement)
    }
    return statement
  }

  all(text: string, bound: Bound | Callback, done?: Callback): void {
    this.#answer(typeof bound === 'function' ? bound : done, () =>
      this.#rows(text, typeof bound === 'function' ? [] : bound),
    )
  }

  run(text: string, bound?: Bound | Callback, done?: Callback): void {
    const values = typeof bound === 'function' || bound === undefined ? [] : bound
    let outcome = { lastID: 0, changes: 0 }
    this.#answer(
      typeof bound === 'function' ? bound : done,
      () => {
        // BEGIN, COMMIT and ROLLBACK must not stay prepared: libsql refuses to step them twice.
        if (/^\s*(BEGIN|COMMIT|ROLLBACK|PRAGMA|SAVEPOINT|RELEASE)/i.test(text)) this.handle.exec(text)
        else {
          const info = this.prepare(text).run(plain(values))
          outcome = { lastID: Number(info.lastInsertRowid), changes: info.changes }
        }
        return []
      },
      () => outcome,
    )
  }

  exec(text: string, done?: Callback): void {
    this.#answer(done, () => {
      this.handle.exec(text)
      return []
    })
  }

  /** Sequelize draws up a stack trace for each statement, needed or not, which costs more than to begin and commit. What fails here has its own cause. */
  serialize(work: () => void): void {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    try {
      work()
    } finally {
      Error.stackTraceLimit = stackTraceLimit
    }
  }

  close(done?: Callback): void {
    this.#answer(done, () => {
      if (this.handle.inTransaction) this.handle.exec('ROLLBACK')
      this.#release(this)
      return []
    })
  }

  destroy(): void {
    this.#statements.clear()
    this.handle.close()
  }

  #rows(text: string, values: Bound): unknown[] {
    const statement = this.prepare(text)
    return statement.reader ? statement.all(plain(values)) : (statement.run(plain(values)), [])
  }

  #answer(
    done: Callback | undefined,
    work: () => unknown[],
    outcome = () => ({ lastID: 0, changes: 0 }),
  ): void {
    let rows: unknown[] = []
    let failure: Error | null = null
    try {
      rows = work()
    } catch (error) {
      failure = error as Error
    }
    if (done) done.call(outcome(), failure, rows)
    else if (failure) throw failure
  }
}

/** libsql takes positional values as an array and named ones without their `$`. */
function plain(values: Bound): unknown[] | { [name: string]: unknown } {
  if (Array.isArray(values)) return values.map(toBound)
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name.replace(/^\$/, ''), toBound(value)]),
  )
}

function toBound(value: SqlValue | Date): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  return value ?? null
}

/** A `sqlite3`-shaped module for Sequelize's `dialectModule`, with its own pool, and `closeAll` for the end. */
export function libsqlDialectModule() {
  const free: Connection[] = []
  const all = new Set<Connection>()
  function Database(filename: string, _mode: number, opened: (error: Error | null) => void): Connection {
    const connection =
      free.pop() ?? new Connection(filename, (released) => ((released.uuid = undefined), free.push(released)))
    all.add(connection)
    // Sequelize sets `uuid` on what it is given after this call returns.
    queueMicrotask(() => opened(null))
    return connection
  }
  return {
    Database,
    OPEN_READWRITE: 2,
    OPEN_CREATE: 4,
    closeAll() {
      for (const connection of all) connection.destroy()
      all.clear()
      free.length = 0
    },
  }
}
