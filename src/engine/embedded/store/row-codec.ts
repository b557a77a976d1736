/** Rows as the table `engine_row` holds them: key, root and what they are found by as columns, the rest as JSON. */
import type { Json } from '../../port.ts'
import type { SqlValue } from '../../../platform/database/sql.ts'
import { lookupOf } from '../flow/lookup.ts'
import type { Row, RowKind } from '../state/rows.ts'

export const rowColumns = ['row_key', 'kind', 'root_key', 'lookup', 'due_at', 'body']

export interface StoredRow {
  row_key: number | string
  kind: RowKind
  root_key: number | string
  body: string
}

export function encodeRow(row: Row): SqlValue[] {
  return [row.key, row.kind, row.root, storedLookup(row), dueAt(row), body(row)]
}

export function decodeRow({ row_key, kind, root_key, body }: StoredRow): Row {
  const row = { kind, key: String(row_key), root: String(root_key), ...(JSON.parse(body) as object) } as Row
  if (row.kind === 'variable') row.value = JSON.parse(row.text) as Json
  return row
}

function body(row: Row): string {
  if (row.kind === 'variable')
    return JSON.stringify({ scopeKey: row.scopeKey, name: row.name, text: row.text })
  const { kind: _kind, key: _key, root: _root, ...rest } = row
  return JSON.stringify(rest)
}

/** Of a job that can be activated: its type. Start subscriptions are always loaded and need none. */
function storedLookup(row: Row): string | null {
  if (row.kind === 'job') return row.state === 'ACTIVATABLE' ? row.value.type.slice(0, 255) : null
  return row.kind === 'messageStart' ? null : (lookupOf(row) ?? null)
}

/** When time changes it; null for never. */
export function dueAt(row: Row): number | null {
  switch (row.kind) {
    case 'timer':
      return row.value.dueDate
    case 'message':
      return row.deadline
    case 'job':
      if (row.state === 'ACTIVATED') return row.value.deadline
      return row.state === 'FAILED' && row.recurringTime >= 0 ? row.recurringTime : null
    default:
      return null
  }
}
