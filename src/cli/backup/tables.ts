/** Tables as they are in a database: which there are, their columns, and their rows in the order of the primary key, page by page. */
import type { Database } from '../../platform/database/database.ts'
import type { Dialect } from '../../platform/database/dialect.ts'
import type { Sql, SqlValue } from '../../platform/database/sql.ts'

/** Leases belong to the process that holds them; the ledger of migrations is made anew; a move is a matter of this database alone. */
const leftOut = new Set(['engine_lease', 'upload_locks', 'schema_migrations', 'moves', 'move_keys'])

export async function tablesOf(sql: Sql, { name }: Dialect): Promise<string[]> {
  const rows = await sql.all<{ name: string }>(
    name === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name',
  )
  return rows.map((row) => row.name).filter((table) => !leftOut.has(table))
}

async function primaryKey(sql: Sql, { name }: Dialect, table: string): Promise<string[]> {
  const rows = await sql.all<{ name: string }>(
    name === 'sqlite'
      ? 'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk'
      : "SELECT column_name AS name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index",
    [table],
  )
  if (rows.length === 0) throw new Error(`table ${table} has no primary key`)
  return rows.map((row) => row.name)
}

type Row = { [column: string]: SqlValue }

const pageSize = 2_000

export async function* rowsOf(sql: Sql, dialect: Dialect, table: string): AsyncGenerator<Row[]> {
  const key = await primaryKey(sql, dialect, table)
  const order = key.join(', ')
  let last: Row | undefined
  for (;;) {
    const after = last === undefined ? undefined : following(key, last)
    const page: Row[] = await sql.all<Row>(
      `SELECT * FROM ${table} ${after ? `WHERE ${after.condition}` : ''} ORDER BY ${order} LIMIT ${pageSize}`,
      after?.values,
    )
    if (page.length > 0) yield page
    if (page.length < pageSize) return
    last = page.at(-1)
  }
}

/** (a > ?) OR (a = ? AND b > ?) …: both databases find it by the index. */
function following(key: string[], last: Row): { condition: string; values: SqlValue[] } {
  const ways = key.map((column, index) => {
    const equal = key.slice(0, index)
    return {
      text: [...equal.map((name) => `${name} = ?`), `${column} > ?`].join(' AND '),
      values: [...equal, column].map((name) => last[name]!),
    }
  })
  return {
    condition: ways.map(({ text }) => `(${text})`).join(' OR '),
    values: ways.flatMap(({ values }) => values),
  }
}

/** Whether anything is there that a restore would mix with. */
export async function firstFilledTable({ sql, dialect }: Database): Promise<string | undefined> {
  for (const table of await tablesOf(sql, dialect)) {
    const rows = await sql.all(
      `SELECT 1 FROM ${table} ${table === 'audit_head' ? 'WHERE seq > 0' : ''} LIMIT 1`,
    )
    if (rows.length > 0) return table
  }
  return undefined
}

/** Tables come in the order of their names; what they refer to is complete when the transaction ends. */
export async function withoutForeignKeys(
  sql: Sql,
  { dialect }: Database,
  work: () => Promise<void>,
): Promise<void> {
  if (dialect.name === 'sqlite') {
    await sql.run('PRAGMA defer_foreign_keys = ON')
    return work()
  }
  await sql.run('SET FOREIGN_KEY_CHECKS = 0')
  try {
    await work()
  } finally {
    await sql.run('SET FOREIGN_KEY_CHECKS = 1')
  }
}
