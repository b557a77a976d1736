/**
 * Columns that are sealed at rest: whatever is written to them through `insertRow`, `insertRows` and `updateRows` is sealed on its way, and opened as it is
 * read. Who may see it is asked by whoever reads, as of everything. What is stored says its place before its seal, so that it is opened only where it belongs;
 * what stands there in clear, of before a column was sealed, is read as it is until it is sealed.
 */
import type { Database } from './database.ts'
import type { Row } from './rows.ts'
import type { Sql, SqlValue } from './sql.ts'

/** Table → columns. */
export interface SealedColumnNames {
  readonly [table: string]: readonly string[] | undefined
}

/** What seals and opens, by a place that the text is bound to. */
export interface ColumnSeal {
  seal(text: string, place: string): string
  /** @throws Error when the text was altered, moved, or sealed with a key that is not there. */
  open(sealed: string, place: string): string
}

export const placeOf = (table: string, column: string): string => `${table}.${column}`

/** What every sealed text of a column begins with. */
export const sealedHead = (place: string): string => `sealed:${place}:`

export function sealText(seal: ColumnSeal, text: string, place: string): string {
  return sealedHead(place) + seal.seal(text, place)
}

/** What is stored, in clear. */
export function openText(seal: ColumnSeal, stored: string, place: string): string {
  const head = sealedHead(place)
  return stored.startsWith(head) ? seal.open(stored.slice(head.length), place) : stored
}

/** The same rows with what is sealed in them as it is to be stored. */
export function sealedRow<R extends object>(
  seal: ColumnSeal,
  names: SealedColumnNames,
  table: string,
  row: R,
): R {
  const columns = names[table]
  if (!columns) return row
  const stored: Row = { ...(row as Row) }
  for (const column of columns) {
    const text = stored[column]
    if (typeof text === 'string') stored[column] = sealText(seal, text, placeOf(table, column))
  }
  return stored as R
}

/** The database as the slices see it. Backups, moves and the change of keys see what is stored. */
export function withSealedColumns(stored: Database, seal: ColumnSeal, names: SealedColumnNames): Database {
  const tables = Object.keys(names)
  const concerned = new RegExp(`\\b(${tables.join('|')})\\b`)
  const sealedOf = (text: string) =>
    concerned.test(text)
      ? tables
          .filter((table) => text.includes(table))
          .flatMap((table) => names[table]!.map((column) => ({ column, place: placeOf(table, column) })))
      : []

  const opening = (sql: Sql): Sql => ({
    async all<R>(text: string, values?: SqlValue[]): Promise<R[]> {
      const rows = await sql.all<R>(text, values)
      const sealed = sealedOf(text)
      return sealed.length === 0 ? rows : rows.map((row) => opened(row as Row, sealed) as R)
    },
    run: (text, values) => sql.run(text, values),
    storedRow: (table, row) => sealedRow(seal, names, table, row),
  })

  function opened(row: Row, sealed: { column: string; place: string }[]): Row {
    const clear = { ...row }
    for (const { column, place } of sealed) {
      const text = row[column]
      if (typeof text === 'string' && text.startsWith(sealedHead(place)))
        clear[column] = openText(seal, text, place)
    }
    return clear
  }

  return {
    ...stored,
    sql: opening(stored.sql),
    write: (work) => stored.write((tx) => work({ ...tx, sql: opening(tx.sql) })),
    snapshot: (work) => stored.snapshot((sql) => work(opening(sql))),
  }
}
