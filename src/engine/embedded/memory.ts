/**
 * What of the database is in memory: what is deployed, what belongs to no instance, and the call trees used last. Loads what a command needs, whole
 * trees at a time.
 */
import type { Database } from '../../platform/database/database.ts'
import { ExpressionCache } from '../feel/index.ts'
import type { Key } from '../port.ts'
import type { Counters } from './flow/execution.ts'
import type { Needs } from './flow/needs.ts'
import { JobQueue } from './job-queue.ts'
import { Definitions } from './state/definitions.ts'
import { noRoot, type Row } from './state/rows.ts'
import { State } from './state/state.ts'
import * as read from './store/read.ts'

/** Keys begin where Zeebe's first partition begins: always sixteen digits, so that they sort as text. */
const firstKey = 2_251_799_813_685_248
/** Rows kept of trees that nothing asks for: some tens of megabytes. */
const rowsKept = 20_000

export class Memory {
  readonly state: State
  readonly jobs = new JobQueue()
  readonly counters: Counters
  readonly #database: Database
  /** Trees that are here as a whole, the least recently used first. */
  #trees = new Set<Key>()
  #lookups = new Set<string>()
  /** Rows found by name, whose trees are not here. */
  #strays = new Set<Key>()
  /** How many messages are buffered: while there is none, nobody looks for one. */
  #messages: number

  private constructor(database: Database, counters: Counters, messages: number) {
    this.#database = database
    this.counters = counters
    this.#messages = messages
    this.state = new State(new Definitions(new ExpressionCache()))
  }

  static async open(database: Database): Promise<Memory> {
    const { sql } = database
    const counters = (await read.readCounters(sql)) ?? { key: firstKey, position: 0 }
    const memory = new Memory(database, counters, await read.countMessages(sql))
    for (const definition of await read.readDefinitions(sql)) memory.state.definitions.add(definition)
    for (const row of await read.readGlobals(sql)) memory.state.load(row)
    for (const { key, type } of await read.readActivatable(sql)) memory.jobs.add(type, key)
    return memory
  }

  /** Whether everything is here already: the usual case, which must not wait. */
  missing(needs: Needs): Needs | undefined {
    const { definitions } = this.state
    const keys = needs.keys?.filter((key) => !this.#has(key)) ?? []
    const roots = needs.roots?.filter((root) => !this.#hasTree(root)) ?? []
    const buffered = this.#messages > 0 ? (needs.buffered ?? []) : []
    const lookups = [...(needs.lookups ?? []), ...buffered].filter((lookup) => !this.#lookups.has(lookup))
    const unparsed = needs.definitions?.filter((key) => !definitions.isParsed(key)) ?? []
    if (keys.length + roots.length + lookups.length + unparsed.length === 0) return undefined
    return { keys, roots, lookups, definitions: unparsed }
  }

  async load({ keys = [], roots = [], lookups = [], definitions = [] }: Needs): Promise<void> {
    const { sql } = this.#database
    const known = keys.flatMap((key) => this.#rootOf(key) ?? [])
    const unknown = keys.filter((key) => this.#rootOf(key) === undefined)
    const found = unknown.length > 0 ? await read.readRoots(sql, unknown) : []
    const wanted = [...new Set([...roots, ...known, ...found])].filter((root) => !this.#hasTree(root))
    const rows = wanted.length > 0 ? await read.readTrees(sql, wanted) : []
    for (const row of rows) this.state.load(row)
    for (const root of wanted) {
      this.#trees.add(root)
      for (const key of this.state.keysOf(root)) this.#strays.delete(key)
    }
    if (lookups.length > 0) {
      for (const row of await read.readLookups(sql, lookups)) this.#loadStray(row)
      for (const lookup of lookups) this.#lookups.add(lookup)
    }
    for (const key of new Set([...definitions, ...definitionsOf(rows)]))
      await this.state.definitions.parse(key)
  }

  /** Loads single rows that belong to no tree, such as due messages. */
  async loadRows(keys: Key[]): Promise<void> {
    for (const row of await read.readKeys(this.#database.sql, keys)) this.#loadStray(row)
  }

  /** After a batch is durable: jobs that can be activated are queued, trees that ended and those unused for long are forgotten. */
  settle(): Set<string> {
    const { state } = this
    const activatable = new Set<string>()
    this.#messages += state.messagesAdded
    for (const [key, row] of state.changed) {
      const type = this.jobs.note(key, row)
      if (type !== undefined) activatable.add(type)
      if (row) this.#touch(row)
      else this.#trees.delete(key)
    }
    state.settle()
    for (const key of this.#strays) state.unload(key)
    this.#strays.clear()
    this.#lookups.clear()
    for (const root of this.#trees) {
      if (state.size <= rowsKept) break
      this.#trees.delete(root)
      for (const key of state.keysOf(root)) state.unload(key)
    }
    return activatable
  }

  #touch(row: Row): void {
    if (row.kind === 'message') {
      this.#strays.add(row.key)
      return
    }
    if (row.root === noRoot || !this.#hasTree(row.root)) return
    this.#trees.delete(row.root)
    this.#trees.add(row.root)
  }

  #loadStray(row: Row): void {
    if (!this.state.load(row)) return
    if (row.kind !== 'message' && (row.root === noRoot || this.#hasTree(row.root))) return
    this.#strays.add(row.key)
  }

  #has(key: Key): boolean {
    const root = this.#rootOf(key)
    return root !== undefined && (root === noRoot || this.#hasTree(root))
  }

  #rootOf(key: Key): Key | undefined {
    return this.state.rootOf(key)
  }

  /** Whole, or made in this batch. */
  #hasTree(root: Key): boolean {
    return this.#trees.has(root) || (this.state.changed.has(root) && !this.state.stored.has(root))
  }
}

function definitionsOf(rows: Row[]): Key[] {
  return rows.flatMap((row) => (row.kind === 'element' ? [row.value.processDefinitionKey] : []))
}
