/**
 * The database: SQLite (libsql) by default, MariaDB or MySQL in production, behind Sequelize for models and `Sql` for hot statements.
 */
import { Mutex, Semaphore } from 'async-mutex'
import type { Connection as MysqlConnection } from 'mysql2'
import { Sequelize, Transaction, type TransactionOptions } from 'sequelize'
import { type Dialect, mariadb, sqlite } from './dialect.ts'
import { inOurWords } from './gone.ts'
import { type Connection, libsqlDialectModule } from './libsql-dialect-module.ts'
import type { Sql, SqlValue, WriteTransaction } from './sql.ts'

export interface Database {
  readonly dialect: Dialect
  readonly sequelize: Sequelize
  /** Reads what is committed; never sees a transaction that is under way. */
  readonly sql: Sql
  /**
   * Runs `work` in one write transaction (read committed) and answers when it is durable. On a deadlock or lock time-out the whole of `work`
   * runs again, so it must have no effect outside the transaction: use `afterCommit` for that.
   * @throws StorageFull, DatabaseGone, as do reads.
   */
  write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T>
  /** All that `work` reads is of one and the same instant, whatever is written meanwhile; it writes nothing. */
  snapshot<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** `sqlite:/path/to/file.db` or `mariadb://user:password@host:port/database` (also `mysql://`). */
export type DatabaseUrl = string

const attempts = 5
/** Connections of MariaDB, and how many of them may be in write transactions at once: the rest is left to reads from inside those transactions. */
const connections = 16
const writers = 10

export function openDatabase(url: DatabaseUrl): Database {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openMariadb(url)
}

function openSqlite(file: string): Database {
  const module = libsqlDialectModule()
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    storage: file,
    dialectModule: module,
    logging: false,
    retry: { max: 1 },
    define: { timestamps: false, underscored: true },
  })
  // A commit that fails for want of room leaves nothing undetermined in a file of ours: the connection takes back what is open and goes on.
  const { connectionManager } = sequelize
  Object.assign(connectionManager, {
    destroyConnection: async (connection: never) => connectionManager.releaseConnection(connection),
  })
  const writer = new Mutex()
  const sqlOf = async (transaction?: Transaction): Promise<Sql> =>
    libsqlSql(await connectionOf<Connection>(sequelize, transaction))
  let reader: Promise<Sql> | undefined
  const committed = () => (reader ??= sqlOf())
  return {
    dialect: sqlite,
    sequelize,
    sql: {
      all: async (text, values) => (await committed()).all(text, values),
      run: () => Promise.reject(new Error('writes go through write()')),
    },
    write: (work) => writer.runExclusive(() => inTransaction(sequelize, sqlOf, work)),
    snapshot: (work) => inSnapshot(sequelize, sqlOf, work),
    async close() {
      await writer.runExclusive(() => module.closeAll())
    },
  }
}

function openMariadb(url: string): Database {
  const sequelize = new Sequelize(url.replace(/^mariadb:/, 'mysql:'), {
    dialect: 'mysql',
    logging: false,
    pool: { max: connections, min: 1, idle: 30_000 },
    timezone: '+00:00',
    dialectOptions: {
      supportBigNumbers: true,
      bigNumberStrings: false,
      charset: 'utf8mb4',
      connectTimeout: 10_000,
    },
    define: { timestamps: false, underscored: true, charset: 'utf8mb4', collate: 'utf8mb4_bin' },
  })
  const places = new Semaphore(writers)
  const sqlOf = async (transaction?: Transaction): Promise<Sql> =>
    mysqlSql(await connectionOf<MysqlConnection>(sequelize, transaction))
  return {
    dialect: mariadb,
    sequelize,
    sql: {
      async all<Row>(text: string, values?: SqlValue[]) {
        const connection = await connectionOf<MysqlConnection>(sequelize)
        try {
          return await mysqlSql(connection).all<Row>(text, values)
        } catch (error) {
          throw inOurWords(error, false)
        } finally {
          sequelize.connectionManager.releaseConnection(connection as never)
        }
      },
      run: () => Promise.reject(new Error('writes go through write()')),
    },
    async write(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await places.runExclusive(() => inTransaction(sequelize, sqlOf, work))
        } catch (error) {
          if (attempt >= attempts || !isMeeting(error)) throw error
          // Those that met once would meet again in the same step.
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * attempt))
        }
      }
    },
    snapshot: (work) => inSnapshot(sequelize, sqlOf, work),
    close: () => sequelize.close(),
  }
}

async function inTransaction<T>(
  sequelize: Sequelize,
  sqlOf: (transaction: Transaction) => Promise<Sql>,
  work: (transaction: WriteTransaction) => Promise<T>,
): Promise<T> {
  const beforeCommit: (() => Promise<void>)[] = []
  const afterCommit: (() => void)[] = []
  const transaction = await begin(sequelize, {
    type: Transaction.TYPES.IMMEDIATE,
    isolationLevel: isolation(sequelize),
  })
  let answer: T
  try {
    answer = await work({
      sequelize: transaction,
      sql: await sqlOf(transaction),
      beforeCommit: (action) => beforeCommit.push(action),
      afterCommit: (action) => afterCommit.push(action),
    })
    for (const action of beforeCommit) await action()
  } catch (error) {
    // What is full or gone may have taken the transaction back already, or cannot be told: what failed first says why.
    await transaction.rollback().catch(() => undefined)
    throw inOurWords(error, true)
  }
  await transaction.commit().catch((error: unknown) => {
    throw inOurWords(error, false)
  })
  for (const action of afterCommit) action()
  return answer
}

const begin = (sequelize: Sequelize, options: TransactionOptions) =>
  sequelize.transaction(options).catch((error: unknown) => {
    throw inOurWords(error, true)
  })

/** The first read fixes the instant: SQLite reads its log up to there, InnoDB keeps the versions of rows. */
async function inSnapshot<T>(
  sequelize: Sequelize,
  sqlOf: (transaction: Transaction) => Promise<Sql>,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const transaction = await begin(
    sequelize,
    sequelize.getDialect() === 'sqlite'
      ? { type: Transaction.TYPES.DEFERRED }
      : { isolationLevel: Transaction.ISOLATION_LEVELS.REPEATABLE_READ },
  )
  try {
    return await work(await sqlOf(transaction))
  } catch (error) {
    throw inOurWords(error, false)
  } finally {
    await transaction.rollback().catch(() => undefined)
  }
}

function isolation(sequelize: Sequelize) {
  return sequelize.getDialect() === 'sqlite' ? undefined : Transaction.ISOLATION_LEVELS.READ_COMMITTED
}

/** Sequelize keeps the connection of a transaction on it; its types do not say so. */
async function connectionOf<C>(sequelize: Sequelize, transaction?: Transaction): Promise<C> {
  if (transaction) return (transaction as unknown as { connection: C }).connection
  return sequelize.connectionManager.getConnection({ type: 'read' }).catch((error: unknown) => {
    throw inOurWords(error, true)
  }) as Promise<C>
}

function libsqlSql(connection: Connection): Sql {
  return {
    async all<Row>(text: string, values: SqlValue[] = []) {
      return connection.prepare(text).all(values.map(fromBoolean)) as Row[]
    },
    async run(text, values = []) {
      return { changes: connection.prepare(text).run(values.map(fromBoolean)).changes }
    },
  }
}

function fromBoolean(value: SqlValue): SqlValue {
  return typeof value === 'boolean' ? Number(value) : value
}

function mysqlSql(connection: MysqlConnection): Sql {
  const query = <R>(text: string, values: SqlValue[]) =>
    new Promise<R>((resolve, reject) =>
      connection.query(text, values, (error, result) => (error ? reject(error) : resolve(result as R))),
    )
  return {
    all: <Row>(text: string, values: SqlValue[] = []) => query<Row[]>(text, values),
    async run(text, values = []) {
      return { changes: (await query<{ affectedRows: number }>(text, values)).affectedRows }
    },
  }
}

/**
 * Two transactions met: 1213 deadlock, 1205 lock wait time-out, 1020 record changed since last read; 1062 the other wrote a unique value first, which the
 * use case, looking again, says in its own words.
 */
function isMeeting(error: unknown): boolean {
  const cause = (error as { original?: { errno?: number }; errno?: number }) ?? {}
  const number = cause.original?.errno ?? cause.errno
  return number === 1213 || number === 1205 || number === 1020 || number === 1062
}
