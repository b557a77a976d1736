/**
 * Plain SQL beside Sequelize's models, for statements that are hot or that both dialects share word for word. Placeholders are `?`.
 */
import type { Transaction } from 'sequelize'

export type SqlValue = string | number | bigint | boolean | null | Buffer

export interface Sql {
  all<Row>(text: string, values?: SqlValue[]): Promise<Row[]>
  run(text: string, values?: SqlValue[]): Promise<{ changes: number }>
  /** The row, or a part of it, as it is stored: what is sealed at rest in this table is sealed. */
  storedRow?<R extends object>(table: string, row: R): R
}

/** One write transaction: facts, audit line, outbox row and whatever else belongs together. */
export interface WriteTransaction {
  readonly sequelize: Transaction
  readonly sql: Sql
  /** Runs last in the transaction, in the order of asking; what it throws rolls everything back. For a row that everybody writes, so that it is locked briefly. */
  beforeCommit(action: () => Promise<void>): void
  /** Runs once the transaction is durable; never when it rolls back. */
  afterCommit(action: () => void): void
}
