/**
 * The engine's state as far as it is loaded. Rows change only through `put` and `remove`, which note what a refused command must take back and
 * what a batch must write; both are called by `apply/` alone.
 */
import type { Key } from '../../port.ts'
import { lookupOf } from '../flow/lookup.ts'
import type { Definitions } from './definitions.ts'
import { ownerOf, type ElementRow, type Row, type RowKind, type VariableRow } from './rows.ts'

type RowOf<K extends RowKind> = Extract<Row, { kind: K }>

interface Undo {
  key: Key
  before: Row | undefined
  wasChanged: boolean
  changedBefore: Row | undefined
}

export class State {
  readonly definitions: Definitions
  /** Rows changed since the batch began, by key; undefined for a removed one. */
  readonly changed = new Map<Key, Row | undefined>()
  /** Of those, the ones that are in the database. */
  readonly stored = new Set<Key>()
  #rows = new Map<Key, Row>()
  /** Keys of the rows that hang on an element instance, by kind. */
  #owned = new Map<Key, Map<RowKind, Set<Key>>>()
  #variables = new Map<Key, Map<string, Key>>()
  #found = new Map<string, Set<Key>>()
  #messageStarts = new Set<Key>()
  #byRoot = new Map<Key, Set<Key>>()
  #removedMessages = new Set<Key>()
  #journal: Undo[] = []

  constructor(definitions: Definitions) {
    this.definitions = definitions
  }

  /** How many more messages are buffered since the batch began. */
  get messagesAdded(): number {
    let added = 0
    for (const [key, row] of this.changed) {
      if (row?.kind === 'message' && !this.stored.has(key)) added++
      else if (!row && this.#removedMessages.has(key) && this.stored.has(key)) added--
    }
    return added
  }

  get size(): number {
    return this.#rows.size
  }

  all(): IterableIterator<Row> {
    return this.#rows.values()
  }

  get<K extends RowKind>(kind: K, key: Key): RowOf<K> | undefined {
    const row = this.#rows.get(key)
    return row?.kind === kind ? (row as RowOf<K>) : undefined
  }

  rootOf(key: Key): Key | undefined {
    return this.#rows.get(key)?.root
  }

  element(key: Key): ElementRow | undefined {
    return this.get('element', key)
  }

  /** @throws when it is not there: for what the caller knows to exist. */
  require<K extends RowKind>(kind: K, key: Key): RowOf<K> {
    const row = this.get(kind, key)
    if (!row) throw new Error(`no ${kind} with key ${key}`)
    return row
  }

  /** Rows of a kind that hang on an element instance, oldest first. */
  owned<K extends RowKind>(kind: K, owner: Key): RowOf<K>[] {
    const keys = this.#owned.get(owner)?.get(kind)
    if (!keys || keys.size === 0) return []
    return [...keys].sort().flatMap((key) => this.get(kind, key) ?? [])
  }

  localVariable(scopeKey: Key, name: string): VariableRow | undefined {
    const key = this.#variables.get(scopeKey)?.get(name)
    return key === undefined ? undefined : this.get('variable', key)
  }

  localVariables(scopeKey: Key): VariableRow[] {
    return [...(this.#variables.get(scopeKey)?.values() ?? [])].flatMap(
      (key) => this.get('variable', key) ?? [],
    )
  }

  /** Rows that are found by name, oldest first; complete only when the look-up was loaded. */
  found<K extends RowKind>(kind: K, lookup: string): RowOf<K>[] {
    return [...(this.#found.get(lookup) ?? [])].sort().flatMap((key) => this.get(kind, key) ?? [])
  }

  /** Start events that wait for messages: few, and always loaded. */
  messageStarts(): RowOf<'messageStart'>[] {
    return [...this.#messageStarts].flatMap((key) => this.get('messageStart', key) ?? [])
  }

  put(row: Row): void {
    this.#note(row.key)
    this.#set(row)
    this.changed.set(row.key, row)
  }

  remove(key: Key): void {
    if (!this.#rows.has(key)) return
    this.#note(key)
    if (this.#rows.get(key)?.kind === 'message') this.#removedMessages.add(key)
    this.#unset(key)
    this.changed.set(key, undefined)
  }

  /** Takes in a row as the database holds it; what is here already, or was removed in this batch, is newer. */
  load(row: Row): boolean {
    if (this.#rows.has(row.key) || this.changed.has(row.key)) return false
    this.#set(row)
    return true
  }

  /** Forgets a row without removing it from the database. */
  unload(key: Key): void {
    this.#unset(key)
  }

  keysOf(root: Key): Key[] {
    return [...(this.#byRoot.get(root) ?? [])]
  }

  /** What happens after this can be taken back to here. */
  mark(): number {
    return this.#journal.length
  }

  rollBack(mark: number): void {
    while (this.#journal.length > mark) {
      const { key, before, changedBefore, wasChanged } = this.#journal.pop() as Undo
      if (before) this.#set(before)
      else this.#unset(key)
      if (wasChanged) this.changed.set(key, changedBefore)
      else {
        this.changed.delete(key)
        this.stored.delete(key)
      }
    }
  }

  /** The batch is durable. */
  settle(): void {
    this.#journal = []
    this.changed.clear()
    this.stored.clear()
    this.#removedMessages.clear()
  }

  #note(key: Key): void {
    const before = this.#rows.get(key)
    const wasChanged = this.changed.has(key)
    this.#journal.push({ key, before, wasChanged, changedBefore: this.changed.get(key) })
    if (!wasChanged && before) this.stored.add(key)
  }

  #set(row: Row): void {
    const known = this.#rows.get(row.key)
    this.#rows.set(row.key, row)
    if (known?.root !== row.root) {
      if (known) this.#leaveRoot(known)
      const keys = this.#byRoot.get(row.root)
      if (keys) keys.add(row.key)
      else this.#byRoot.set(row.root, new Set([row.key]))
    }
    if (known) return
    if (row.kind === 'messageStart') this.#messageStarts.add(row.key)
    const lookup = lookupOf(row)
    if (lookup !== undefined) {
      const keys = this.#found.get(lookup)
      if (keys) keys.add(row.key)
      else this.#found.set(lookup, new Set([row.key]))
    }
    const owner = ownerOf(row)
    if (owner === undefined) return
    let kinds = this.#owned.get(owner)
    if (!kinds) this.#owned.set(owner, (kinds = new Map()))
    let keys = kinds.get(row.kind)
    if (!keys) kinds.set(row.kind, (keys = new Set()))
    keys.add(row.key)
    if (row.kind !== 'variable') return
    let names = this.#variables.get(row.scopeKey)
    if (!names) this.#variables.set(row.scopeKey, (names = new Map()))
    names.set(row.name, row.key)
  }

  #leaveRoot(row: Row): void {
    const keys = this.#byRoot.get(row.root)
    keys?.delete(row.key)
    if (keys?.size === 0) this.#byRoot.delete(row.root)
  }

  #unset(key: Key): void {
    const row = this.#rows.get(key)
    if (!row) return
    this.#rows.delete(key)
    this.#leaveRoot(row)
    this.#messageStarts.delete(key)
    const lookup = lookupOf(row)
    if (lookup !== undefined) {
      const found = this.#found.get(lookup)
      found?.delete(key)
      if (found?.size === 0) this.#found.delete(lookup)
    }
    const owner = ownerOf(row)
    if (owner === undefined) return
    const kinds = this.#owned.get(owner)
    const keys = kinds?.get(row.kind)
    keys?.delete(key)
    if (keys?.size === 0) kinds?.delete(row.kind)
    if (kinds?.size === 0) this.#owned.delete(owner)
    if (row.kind !== 'variable') return
    const names = this.#variables.get(row.scopeKey)
    names?.delete(row.name)
    if (names?.size === 0) this.#variables.delete(row.scopeKey)
  }
}
