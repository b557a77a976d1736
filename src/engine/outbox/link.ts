/** What ties an engine to the facts: projections of its feed, and the outbox that commands it. */
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { Log } from '../../platform/log.ts'
import type { FeedRecord } from '../feed-record.ts'
import type { Engine } from '../port.ts'
import type { Outbox } from './outbox.ts'

/**
 * Turns records into rows, in the transaction that also moves the feed's position (Zeebe) or that writes the records (embedded): each record is
 * projected exactly once. Must be deterministic, must not wait for anything but the transaction, and must ignore records it does not know.
 */
export interface Projection {
  name: string
  project(transaction: WriteTransaction, records: FeedRecord[]): Promise<void>
}

export interface LinkParts {
  database: Database
  clock: Clock
  log: Log
  outbox: Outbox
  projections: Projection[]
}

export interface EngineLink {
  readonly engine: Engine
  /** Begins to dispatch waiting outbox rows and, on Zeebe, to read the feed. */
  start(): Promise<void>
  /** Resolves when the outbox is empty and everything that has happened in the engine is projected. For tests, the demo and shutdown. */
  quiet(): Promise<void>
  /** Ends dispatching and reading; rows that still wait are dispatched at the next start. Closes the engine. */
  close(): Promise<void>
}
