/** What the embedded engine holds in a database of instances that have not ended: tree by tree, read only, no engine needed. */
import type { Sql } from '../../platform/database/sql.ts'
import { Definitions } from '../embedded/state/definitions.ts'
import type { ElementRow, Row } from '../embedded/state/rows.ts'
import { State } from '../embedded/state/state.ts'
import { readDefinitions, readTrees } from '../embedded/store/read.ts'
import { decodeRow, type StoredRow } from '../embedded/store/row-codec.ts'
import { ExpressionCache } from '../feel/index.ts'
import type { Key } from '../port.ts'

/** A root process instance with everything that it has called. */
export interface OpenTree {
  root: ElementRow
  /** Of this tree and its neighbours: keys tell them apart. */
  state: State
}

export type MessageRow = Extract<Row, { kind: 'message' }>

const treesAtOnce = 50

export async function readDeployed(sql: Sql): Promise<Definitions> {
  const definitions = new Definitions(new ExpressionCache())
  for (const definition of await readDefinitions(sql)) definitions.add(definition)
  return definitions
}

export async function openRoots(sql: Sql): Promise<Key[]> {
  const rows = await sql.all<{ row_key: number | string }>(
    "SELECT row_key FROM engine_row WHERE kind = 'element' AND row_key = root_key ORDER BY row_key",
  )
  return rows.map(({ row_key }) => String(row_key))
}

/** In the order of `roots`; a few trees are in memory at a time. */
export async function* openTrees(sql: Sql, definitions: Definitions, roots: Key[]): AsyncGenerator<OpenTree> {
  for (let from = 0; from < roots.length; from += treesAtOnce) {
    const keys = roots.slice(from, from + treesAtOnce)
    const state = new State(definitions)
    for (const row of await readTrees(sql, keys)) {
      if (row.kind === 'element') await definitions.parse(row.value.processDefinitionKey)
      state.load(row)
    }
    for (const key of keys) yield { root: state.require('element', key), state }
  }
}

/** Buffered messages whose time is not over, also those that some process has taken. */
export async function openMessages(sql: Sql, now: number): Promise<MessageRow[]> {
  const rows = await sql.all<StoredRow>(
    "SELECT row_key, kind, root_key, body FROM engine_row WHERE kind = 'message' ORDER BY row_key",
  )
  return rows.map((row) => decodeRow(row) as MessageRow).filter(({ deadline }) => deadline > now)
}

export async function countMessageLocks(sql: Sql): Promise<number> {
  const [row] = await sql.all<{ many: number | string }>(
    "SELECT COUNT(*) AS many FROM engine_row WHERE kind = 'messageLock'",
  )
  return Number(row!.many)
}

/** The process instances of a tree: the root, then what it called, the callers first. */
export function processesOf({ root, state }: OpenTree): ElementRow[] {
  const found = [root]
  for (const process of found)
    for (const row of elementsIn(state, process.key)) {
      const called = row.calledInstance === '-1' ? undefined : state.element(row.calledInstance)
      if (called) found.push(called)
    }
  return found
}

/** Every element instance inside one, whatever its depth, without what is called. */
export function elementsIn(state: State, scopeKey: Key): ElementRow[] {
  return state.owned('element', scopeKey).flatMap((row) => [row, ...elementsIn(state, row.key)])
}
