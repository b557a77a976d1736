/**
 * The single writer. It takes all that waits, carries it out in memory, writes what changed in one transaction and answers then (group commit). Should
 * the transaction fail, nothing of the batch has happened: memory is read again and every caller hears `Unavailable`, also those that waited behind it,
 * since what they ask may build on what has not happened.
 */
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { Log } from '../../platform/log.ts'
import type { FeedRecord } from '../feed-record.ts'
import {
  type ActivatedJob,
  type ActivateJobs,
  type Command,
  type Deployment,
  type Key,
  Refusal,
  Unavailable,
} from '../port.ts'
import type { ParsedResource } from './commands/deploy.ts'
import { runDue } from './commands/due.ts'
import type { Needs } from './flow/needs.ts'
import { Memory } from './memory.ts'
import { type LogRecord, toFeed } from './state/log-record.ts'
import type { Lease } from './store/lease.ts'
import { dueAt } from './store/row-codec.ts'
import * as read from './store/read.ts'
import { writeBatch } from './store/write-batch.ts'
import { carryOut, needsOfWork, startWork, type Work } from './work.ts'

export interface Outcome {
  /** Names an outbox row. */
  ticket: string
  answer?: unknown
  refusal?: Refusal
}

/** Runs in the batch's own transaction, after the engine's rows are written: projections and outbox marks commit with them. */
export type BatchObserver = (
  transaction: WriteTransaction,
  batch: { records: FeedRecord[]; outcomes: Outcome[] },
) => Promise<void>

interface Item {
  work: Work
  resolve(answer: unknown): void
  reject(error: Error): void
}

const mostItems = 500
const mostDue = 500
const longestPause = 5_000

export class Writer {
  readonly #database: Database
  readonly #clock: Clock
  readonly #log: Log
  readonly #lease: Lease
  readonly #onBatch: BatchObserver | undefined
  readonly #onCommit: (activatable: Set<string>) => void
  #memory: Memory
  #waiting: Item[] = []
  #running: Promise<void> | undefined
  #closed = false
  #nextDue: number
  #cancelWake: (() => void) | undefined
  /** Due rows that failed for a reason of ours: left alone until the next start, so that they do not stop the rest. */
  #broken = new Set<Key>()
  #pause = 0
  #idle: (() => void)[] = []

  private constructor(
    parts: {
      database: Database
      clock: Clock
      log: Log
      lease: Lease
      onBatch?: BatchObserver
      onCommit: (activatable: Set<string>) => void
    },
    memory: Memory,
    nextDue: number,
  ) {
    this.#database = parts.database
    this.#clock = parts.clock
    this.#log = parts.log
    this.#lease = parts.lease
    this.#onBatch = parts.onBatch
    this.#onCommit = parts.onCommit
    this.#memory = memory
    this.#nextDue = nextDue
  }

  static async open(parts: {
    database: Database
    clock: Clock
    log: Log
    lease: Lease
    onBatch?: BatchObserver
    onCommit: (activatable: Set<string>) => void
  }): Promise<Writer> {
    const writer = new Writer(
      parts,
      await Memory.open(parts.database),
      await read.readNextDue(parts.database.sql),
    )
    writer.#wakeWhenDue()
    return writer
  }

  get memory(): Memory {
    return this.#memory
  }

  command(command: Command, ticket?: string): Promise<unknown> {
    return this.#enqueue({ kind: 'command', command, ...(ticket !== undefined && { ticket }) })
  }

  deploy(resources: ParsedResource[]): Promise<Deployment> {
    return this.#enqueue({ kind: 'deploy', resources }) as Promise<Deployment>
  }

  activate(request: ActivateJobs): Promise<ActivatedJob[]> {
    return this.#enqueue({ kind: 'activate', request, keys: [] }) as Promise<ActivatedJob[]>
  }

  /** Resolves when nothing waits and nothing is due. */
  async idle(): Promise<void> {
    this.#pump()
    if (this.#isIdle()) return
    await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  /** What waits is still done. */
  async close(): Promise<void> {
    this.#closed = true
    this.#cancelWake?.()
    while (this.#running) await this.#running
    this.#idle.splice(0).forEach((resolve) => resolve())
  }

  #enqueue(work: Work): Promise<unknown> {
    if (this.#closed) return Promise.reject(new Unavailable('the engine is closed'))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject })
      this.#pump()
    })
  }

  #isDue(): boolean {
    return !this.#closed && this.#nextDue <= this.#clock.now()
  }

  #isIdle(): boolean {
    return this.#waiting.length === 0 && !this.#running && !this.#isDue()
  }

  #pump(): void {
    if (this.#running || (this.#waiting.length === 0 && !this.#isDue())) return
    this.#running = this.#run().finally(() => {
      this.#running = undefined
      if (this.#isIdle()) this.#idle.splice(0).forEach((resolve) => resolve())
      else this.#pump()
    })
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0 || this.#isDue()) {
      // A turn of the event loop lets what has arrived meanwhile join the batch: SQLite commits without yielding, and one commit costs what many do.
      await new Promise((resolve) => setImmediate(resolve))
      const items = this.#waiting.splice(0, mostItems)
      try {
        await this.#batch(items)
        this.#pause = 0
      } catch (error) {
        this.#log.error({ err: error }, 'a batch of the engine was not written')
        const unavailable =
          error instanceof Unavailable
            ? error
            : new Unavailable('the engine could not write', { cause: error })
        for (const item of [...items, ...this.#waiting.splice(0)]) item.reject(unavailable)
        await this.#startOver()
      }
    }
    this.#wakeWhenDue()
  }

  async #startOver(): Promise<void> {
    for (;;) {
      this.#pause = Math.min(longestPause, Math.max(20, this.#pause * 2))
      try {
        this.#memory = await Memory.open(this.#database)
        this.#nextDue = await read.readNextDue(this.#database.sql)
        break
      } catch (error) {
        this.#log.error({ err: error }, 'the engine could not read its state again')
        for (const item of this.#waiting.splice(0))
          item.reject(new Unavailable('the engine could not read its state', { cause: error }))
        if (this.#closed) return
      }
      await new Promise((resolve) => setTimeout(resolve, this.#pause))
    }
    // A commit whose answer was lost may stand: what it has made is there for those who wait for it.
    this.#onCommit(new Set(Object.keys(this.#memory.jobs.counts())))
    if (this.#pause > 20) await new Promise((resolve) => setTimeout(resolve, this.#pause))
  }

  async #batch(items: Item[]): Promise<void> {
    const memory = this.#memory
    const now = this.#clock.now()
    const records: LogRecord[] = []
    const answered: (() => void)[] = []
    const outcomes: Outcome[] = []
    // What was due may have been taken away since: the next instant is then read again all the same.
    const isDue = this.#isDue()
    const due = isDue ? await read.readDue(this.#database.sql, now, mostDue) : []
    await this.#prefetch(items, due)
    for (const { key } of due) await this.#runDue(key, now, records)
    for (const item of items) {
      const { work } = item
      const ticket = work.kind === 'command' ? work.ticket : undefined
      try {
        const needs = () => needsOfWork(memory.state, work)
        const answer = await carryOut(memory, now, records, (x) => startWork(x, work), needs)
        answered.push(() => item.resolve(answer))
        if (ticket !== undefined) outcomes.push({ ticket, answer })
      } catch (error) {
        if (error instanceof Refusal) {
          answered.push(() => item.reject(error))
          if (ticket !== undefined) outcomes.push({ ticket, refusal: error })
        } else {
          this.#log.error(
            { err: error, work: work.kind === 'command' ? work.command.verb : work.kind },
            'the engine failed at a command',
          )
          answered.push(() =>
            item.reject(new Unavailable('the engine failed at this command', { cause: error })),
          )
        }
      }
    }
    await this.#write(records, outcomes)
    this.#noteDue(isDue)
    if (isDue) this.#nextDue = await read.readNextDue(this.#database.sql, [...this.#broken])
    const activatable = memory.settle()
    for (const answer of answered) answer()
    this.#onCommit(activatable)
  }

  async #runDue(key: Key, now: number, records: LogRecord[]): Promise<void> {
    if (this.#broken.has(key)) return
    try {
      await carryOut(
        this.#memory,
        now,
        records,
        (x) => runDue(x, key),
        () => ({}),
      )
    } catch (error) {
      this.#broken.add(key)
      this.#log.error({ err: error, key }, 'the engine failed at what is due')
    }
  }

  /** One query for all that the batch is known to need. */
  async #prefetch(items: Item[], due: read.Due[]): Promise<void> {
    const needs: Required<Needs> = {
      keys: [],
      roots: due.map(({ root }) => root).filter((root) => root !== '0'),
      lookups: [],
      buffered: [],
      definitions: [],
    }
    for (const { work } of items) {
      if (work.kind === 'activate')
        work.keys = this.#memory.jobs.take(work.request.type, work.request.maxJobs)
      const own = needsOfWork(this.#memory.state, work)
      for (const name of ['keys', 'roots', 'lookups', 'buffered', 'definitions'] as const)
        needs[name].push(...(own[name] ?? []))
    }
    const missing = this.#memory.missing(needs)
    if (missing) await this.#memory.load(missing)
    const single = due.filter(({ root }) => root === '0').map(({ key }) => key)
    if (single.length > 0) await this.#memory.loadRows(single)
    for (const timer of single.flatMap((key) => this.#memory.state.get('timer', key) ?? [])) {
      await this.#memory.load({ definitions: [timer.value.processDefinitionKey] })
    }
  }

  async #write(records: LogRecord[], outcomes: Outcome[]): Promise<void> {
    const { state, counters } = this.#memory
    if (records.length === 0 && outcomes.length === 0) return
    const definitionKeys = records.flatMap(({ key, valueType }) =>
      ['PROCESS', 'DECISION_REQUIREMENTS', 'DECISION', 'FORM'].includes(valueType) ? [key] : [],
    )
    const definitions =
      definitionKeys.length === 0
        ? []
        : state.definitions.all().filter(({ key }) => definitionKeys.includes(key))
    const feed = this.#onBatch ? records.flatMap((record) => toFeed(record) ?? []) : []
    await this.#database.write(async (transaction) => {
      await this.#lease.hold(transaction)
      await writeBatch(transaction.sql, this.#database.dialect, state, records, definitions, counters.key)
      await this.#onBatch?.(transaction, { records: feed, outcomes })
    })
  }

  #noteDue(readAgain: boolean): void {
    if (readAgain) return
    for (const row of this.#memory.state.changed.values()) {
      const due = row && dueAt(row)
      if (due !== undefined && due !== null && due < this.#nextDue) this.#nextDue = due
    }
  }

  #wakeWhenDue(): void {
    this.#cancelWake?.()
    this.#cancelWake = undefined
    if (this.#closed || this.#nextDue === Infinity) return
    this.#cancelWake = this.#clock.wakeAt(this.#nextDue, () => this.#pump())
  }
}
