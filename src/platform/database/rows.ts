/** Plain rows in and out: column names come from code, values are always bound. */
import type { Dialect } from './dialect.ts'
import type { Sql, SqlValue } from './sql.ts'

export type Row = { [column: string]: SqlValue }

/** INSERT of one row; `verb` may be a dialect's `insertIgnore`. @returns whether a row was written. */
export async function insertRow<R extends object>(
  sql: Sql,
  table: string,
  given: R,
  verb = 'INSERT',
): Promise<boolean> {
  const row = sql.storedRow?.(table, given) ?? given
  const columns = Object.keys(row)
  const places = columns.map(() => '?').join(', ')
  const { changes } = await sql.run(
    `${verb} INTO ${table} (${columns.join(', ')}) VALUES (${places})`,
    columns.map((column) => (row as Row)[column] ?? null),
  )
  return changes > 0
}

/** INSERT of many rows of the same columns, in as few statements as the database's number of bound values allows. */
export async function insertRows<R extends object>(
  sql: Sql,
  table: string,
  rows: R[],
  { maxParameters }: Dialect,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const places = `(${columns.map(() => '?').join(', ')})`
  const atOnce = Math.floor(maxParameters / Math.max(1, columns.length))
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce).map((row) => sql.storedRow?.(table, row) ?? row)
    await sql.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => places).join(', ')}`,
      some.flatMap((row) => columns.map((column) => (row as Row)[column] ?? null)),
    )
  }
}

/** UPDATE of the rows whose columns equal `where`. @returns how many were changed. */
export async function updateRows<R extends object>(
  sql: Sql,
  table: string,
  where: Partial<R>,
  changes: Partial<R>,
): Promise<number> {
  const stored = sql.storedRow?.(table, changes) ?? changes
  const set = Object.keys(stored)
  const keys = Object.keys(where)
  const outcome = await sql.run(
    `UPDATE ${table} SET ${set.map((column) => `${column} = ?`).join(', ')} WHERE ${keys.map((column) => `${column} = ?`).join(' AND ')}`,
    [
      ...set.map((column) => (stored as Row)[column] ?? null),
      ...keys.map((column) => (where as Row)[column] ?? null),
    ],
  )
  return outcome.changes
}

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name

/** A row under the names that the API gives its columns: `received_at` is `receivedAt`. */
export type Shown<R extends object> = { [Column in keyof R & string as CamelCase<Column>]: R[Column] }

export function shown<R extends object>(row: R): Shown<R> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
      value,
    ]),
  ) as Shown<R>
}
