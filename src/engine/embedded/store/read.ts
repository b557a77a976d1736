/** What the engine reads: everything by key, root, name or due time; the log by position. */
import type { Sql } from '../../../platform/database/sql.ts'
import type { Key } from '../../port.ts'
import type { Definition, DefinitionKind } from '../state/definitions.ts'
import type { LogRecord } from '../state/log-record.ts'
import { noRoot, type Row } from '../state/rows.ts'
import { decodeRecords } from './log-codec.ts'
import { decodeRow, type StoredRow } from './row-codec.ts'

const columns = 'row_key, kind, root_key, body'
const perStatement = 500
const foundByName = "'message', 'messageSubscription', 'messageLock', 'signalSubscription'"

async function inChunks<T>(
  keys: string[],
  read: (keys: string[], marks: string) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = []
  for (let from = 0; from < keys.length; from += perStatement) {
    const chunk = keys.slice(from, from + perStatement)
    found.push(...(await read(chunk, chunk.map(() => '?').join(','))))
  }
  return found
}

export async function readRoots(sql: Sql, keys: Key[]): Promise<Key[]> {
  const rows = await inChunks(keys, (chunk, marks) =>
    sql.all<{ root_key: number | string }>(
      `SELECT DISTINCT root_key FROM engine_row WHERE row_key IN (${marks})`,
      chunk,
    ),
  )
  return [...new Set(rows.map((row) => String(row.root_key)))].filter((root) => root !== noRoot)
}

export async function readTrees(sql: Sql, roots: Key[]): Promise<Row[]> {
  const rows = await inChunks(roots, (chunk, marks) =>
    sql.all<StoredRow>(`SELECT ${columns} FROM engine_row WHERE root_key IN (${marks})`, chunk),
  )
  return rows.map(decodeRow)
}

export async function readKeys(sql: Sql, keys: Key[]): Promise<Row[]> {
  const rows = await inChunks(keys, (chunk, marks) =>
    sql.all<StoredRow>(`SELECT ${columns} FROM engine_row WHERE row_key IN (${marks})`, chunk),
  )
  return rows.map(decodeRow)
}

export async function readLookups(sql: Sql, lookups: string[]): Promise<Row[]> {
  const rows = await inChunks(lookups, (chunk, marks) =>
    sql.all<StoredRow>(
      `SELECT ${columns} FROM engine_row WHERE kind IN (${foundByName}) AND lookup IN (${marks})`,
      chunk,
    ),
  )
  return rows.map(decodeRow)
}

/** Start subscriptions and start timers: what belongs to no instance and is always needed. */
export async function readGlobals(sql: Sql): Promise<Row[]> {
  const kinds = "('messageStart', 'signalSubscription', 'timer')"
  const rows = await sql.all<StoredRow>(
    `SELECT ${columns} FROM engine_row WHERE root_key = 0 AND kind IN ${kinds}`,
  )
  return rows.map(decodeRow)
}

export async function countMessages(sql: Sql): Promise<number> {
  const [row] = await sql.all<{ count: number | string }>(
    "SELECT COUNT(*) AS count FROM engine_row WHERE kind = 'message'",
  )
  return Number(row?.count ?? 0)
}

export async function readActivatable(sql: Sql): Promise<{ key: number; type: string }[]> {
  const rows = await sql.all<{ row_key: number | string; lookup: string }>(
    "SELECT row_key, lookup FROM engine_row WHERE kind = 'job' AND lookup IS NOT NULL ORDER BY row_key",
  )
  return rows.map(({ row_key, lookup }) => ({ key: Number(row_key), type: lookup }))
}

export interface Due {
  key: Key
  root: Key
}

/** What is due by now, earliest first. */
export async function readDue(sql: Sql, now: number, most: number): Promise<Due[]> {
  const rows = await sql.all<{ row_key: number | string; root_key: number | string }>(
    'SELECT row_key, root_key FROM engine_row WHERE due_at <= ? ORDER BY due_at, row_key LIMIT ?',
    [now, most],
  )
  return rows.map(({ row_key, root_key }) => ({ key: String(row_key), root: String(root_key) }))
}

/** @returns Infinity when nothing will be due. */
export async function readNextDue(sql: Sql, except: Key[] = []): Promise<number> {
  const others = except.length === 0 ? '' : ` WHERE row_key NOT IN (${except.map(() => '?').join(',')})`
  const [row] = await sql.all<{ next: number | string | null }>(
    `SELECT MIN(due_at) AS next FROM engine_row${others}`,
    except,
  )
  return row?.next === null || row?.next === undefined ? Infinity : Number(row.next)
}

export async function readDefinitions(sql: Sql): Promise<Definition[]> {
  const rows = await sql.all<{ [column: string]: string | number | null }>(
    'SELECT * FROM engine_definition ORDER BY definition_key',
  )
  return rows.map((row) => ({
    key: String(row.definition_key),
    kind: String(row.kind) as DefinitionKind,
    id: String(row.definition_id),
    name: String(row.name),
    version: Number(row.version),
    resourceName: String(row.resource_name),
    checksum: String(row.checksum),
    fileKey: row.file_key === null ? '' : String(row.file_key),
    content: String(row.content),
  }))
}

/** The position and key given out last. */
export async function readCounters(sql: Sql): Promise<{ position: number; key: number } | undefined> {
  const [row] = await sql.all<{ last_position: number; last_key: number }>(
    'SELECT last_position, last_key FROM engine_log ORDER BY first_position DESC LIMIT 1',
  )
  return row && { position: Number(row.last_position), key: Number(row.last_key) }
}

/** Chunks of the log that hold records after a position. Ordered by what is asked for: by another column the database would read the log from its beginning. */
export async function readLog(sql: Sql, after: number, mostChunks: number): Promise<LogRecord[]> {
  const rows = await sql.all<{ records: string }>(
    'SELECT records FROM engine_log WHERE last_position > ? ORDER BY last_position LIMIT ?',
    [after, mostChunks],
  )
  return rows.flatMap((row) => decodeRecords(row.records)).filter((record) => Number(record.position) > after)
}

export interface RowCounts {
  /** Root process instances that are not ended. */
  instances: number
  incidents: number
  userTasks: number
  bufferedMessages: number
}

export async function readCounts(sql: Sql): Promise<RowCounts> {
  const rows = await sql.all<{ kind: string; count: number | string }>(
    `SELECT kind, COUNT(*) AS count FROM engine_row WHERE kind IN ('incident', 'userTask', 'message') OR (kind = 'element' AND row_key = root_key)
    GROUP BY kind`,
  )
  const count = (kind: string) => Number(rows.find((row) => row.kind === kind)?.count ?? 0)
  return {
    instances: count('element'),
    incidents: count('incident'),
    userTasks: count('userTask'),
    bufferedMessages: count('message'),
  }
}
