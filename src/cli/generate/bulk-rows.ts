/**
 * Many rows of many tables, written in as few statements as serve: bound to statements that stay prepared on SQLite, written into the statement's text on
 * MariaDB (the dialect says which is faster).
 */
import type { Dialect } from '../../platform/database/dialect.ts'
import type { Sql, SqlValue } from '../../platform/database/sql.ts'

/** Rows of one prepared statement. */
const together = 50
/** Characters of one statement in text; MariaDB takes 16 MiB as it is installed. */
const longest = 1_000_000

export interface TableRows {
  table: string
  columns: string[]
  /** Row after row. */
  values: SqlValue[]
}

export interface BulkRows {
  /** Rows of one table have the same columns in the same order. */
  add<R extends object>(table: string, row: R): void
  /** What has been added since the last time. */
  take(): TableRows[]
  flush(sql: Sql): Promise<void>
}

/** @param storedRow a row as it is stored, where some of it is sealed. */
export function bulkRows(
  dialect: Pick<Dialect, 'bulk'>,
  storedRow: <R extends object>(table: string, row: R) => R = (_table, row) => row,
): BulkRows {
  /** In the order in which they were first needed, which is that of the references between them. */
  const tables = new Map<string, TableRows>()
  const take = () =>
    [...tables.values()].map((waiting) => {
      const taken = { ...waiting }
      waiting.values = []
      return taken
    })
  return {
    take,
    add(table, given) {
      const row = storedRow(table, given)
      let waiting = tables.get(table)
      if (!waiting) tables.set(table, (waiting = { table, columns: Object.keys(row), values: [] }))
      const { columns, values } = waiting
      for (const column of columns) values.push((row as { [column: string]: SqlValue })[column]!)
    },
    flush: (sql) => writeRows(sql, dialect, take()),
  }
}

export async function writeRows(
  sql: Sql,
  { bulk }: Pick<Dialect, 'bulk'>,
  tables: TableRows[],
): Promise<void> {
  for (const { table, columns, values } of tables) {
    const into = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `
    await (bulk === 'text' ? inText : bound)(sql, into, columns.length, values)
  }
}

async function bound(sql: Sql, into: string, width: number, values: SqlValue[]): Promise<void> {
  const place = `(${Array.from({ length: width }, () => '?').join(', ')})`
  const many = into + Array.from({ length: together }, () => place).join(', ')
  let at = 0
  for (; at + together * width <= values.length; at += together * width)
    await sql.run(many, values.slice(at, at + together * width))
  for (; at < values.length; at += width) await sql.run(into + place, values.slice(at, at + width))
}

async function inText(sql: Sql, into: string, width: number, values: SqlValue[]): Promise<void> {
  let text = ''
  for (let at = 0; at < values.length; at += width) {
    text += text === '' ? `${into}(` : ', ('
    for (let column = 0; column < width; column++) {
      if (column > 0) text += ', '
      text += literal(values[at + column]!)
    }
    text += ')'
    if (text.length > longest) {
      await sql.run(text)
      text = ''
    }
  }
  if (text !== '') await sql.run(text)
}

const special = /['\\]/g

function literal(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return `'${value.replace(special, '\\$&')}'`
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`
  return String(value)
}
