/** One batch in one transaction: changed rows, new definitions, the chunk of the log. Few statements, of few shapes, so that they stay prepared. */
import type { Dialect } from '../../../platform/database/dialect.ts'
import type { Sql, SqlValue } from '../../../platform/database/sql.ts'
import type { Definition } from '../state/definitions.ts'
import type { LogRecord } from '../state/log-record.ts'
import type { State } from '../state/state.ts'
import { encodeRecords } from './log-codec.ts'
import { encodeRow, rowColumns } from './row-codec.ts'

/** How many rows a statement may take: few sizes, so that statements stay prepared. What is short of a size is filled up with its last row. */
const sizes = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256]

export async function writeBatch(
  sql: Sql,
  dialect: Dialect,
  state: State,
  records: LogRecord[],
  definitions: Definition[],
  lastKey: number,
): Promise<void> {
  const upserts: SqlValue[][] = []
  const deletes: SqlValue[] = []
  for (const [key, row] of state.changed) {
    if (row) upserts.push(encodeRow(row))
    else if (state.stored.has(key)) deletes.push(key)
  }
  for (const keys of chunks(deletes))
    await sql.run(`DELETE FROM engine_row WHERE row_key IN (${keys.map(() => '?').join(',')})`, keys)
  const insert = `INSERT INTO engine_row (${rowColumns.join(', ')}) VALUES `
  const replace = dialect.onConflictReplace(['row_key'], rowColumns.slice(1))
  for (const rows of chunks(upserts)) {
    await sql.run(`${insert}${rows.map(() => '(?,?,?,?,?,?)').join(',')} ${replace}`, rows.flat())
  }
  for (const definition of definitions) await writeDefinition(sql, definition)
  const [first] = records
  if (!first) return
  await sql.run(
    'INSERT INTO engine_log (first_position, last_position, last_key, written_at, records) VALUES (?,?,?,?,?)',
    [
      first.position,
      records.at(-1)?.position ?? first.position,
      lastKey,
      first.timestamp,
      encodeRecords(records),
    ],
  )
}

function writeDefinition(sql: Sql, definition: Definition): Promise<unknown> {
  const { key, kind, id, name, version, resourceName, checksum, fileKey, content } = definition
  return sql.run(
    'INSERT INTO engine_definition (definition_key, kind, definition_id, name, version, resource_name, checksum, file_key, content) VALUES (?,?,?,?,?,?,?,?,?)',
    [key, kind, id, name, version, resourceName, checksum, fileKey === '' ? null : fileKey, content],
  )
}

function* chunks<T>(items: T[]): Generator<T[]> {
  const most = sizes.at(-1) as number
  for (let from = 0; from < items.length; from += most) {
    const chunk = items.slice(from, from + most)
    const size = sizes.find((candidate) => candidate >= chunk.length) as number
    while (chunk.length < size) chunk.push(chunk.at(-1) as T)
    yield chunk
  }
}
