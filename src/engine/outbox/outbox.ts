/**
 * Outbox rows and what becomes of them. An act (a decision, a completed task, a worker's answer) is `submitted` when its row is written, `effective`
 * when the engine has done what the row asks, `void` when the engine refused; nothing that was clicked is ever lost.
 */
import { ulid } from 'ulid'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { Command, Refusal, RefusalCode } from '../port.ts'

export type Ticket = string

/** What the row belongs to: `kind` names the settlement that is called, `id` is the slice's own id of the act. */
export interface Act {
  kind: string
  id: string
}

export interface Entry {
  /** Rows of one stream (a case) reach the engine in the order they were written. */
  stream: string
  command: Command
  act?: Act
}

export type Settlement =
  { outcome: 'effective'; answer: unknown } | { outcome: 'void'; code: RefusalCode; reason: string }

/** A slice's reaction to the engine's verdict, in the transaction that records it. */
export type ActSettlement = (transaction: WriteTransaction, act: Act, settlement: Settlement) => Promise<void>

export interface WaitingRow {
  ticket: Ticket
  stream: string
  command: Command
}

export interface Outbox {
  add(transaction: WriteTransaction, entry: Entry): Promise<Ticket>
  /** Registers what is done with acts of `kind` when they are settled. Once, while the application is built. */
  onSettled(kind: string, settle: ActSettlement): void
  /** @returns the verdict, or undefined when there is none within `timeout` milliseconds (the caller then answers 202). */
  settled(ticket: Ticket, timeout: number): Promise<Settlement | undefined>
  status(ticket: Ticket): Promise<Settlement | 'submitted' | undefined>

  /** For the links: rows that wait, oldest first. */
  waiting(): Promise<WaitingRow[]>
  /** For the links: records a verdict and settles its act, in the given transaction. */
  settle(transaction: WriteTransaction, ticket: Ticket, settlement: Settlement): Promise<void>
  /** For the links: called after each commit that added rows. */
  onAdded(listener: () => void): void
}

interface Row {
  ticket: string
  stream: string
  command: string
  act_kind: string | null
  act_id: string | null
  state: 'submitted' | 'effective' | 'void'
  settlement: string | null
}

export function createOutbox(database: Database, clock: Clock): Outbox {
  const settlements = new Map<string, ActSettlement>()
  const waiters = new Map<Ticket, Set<(settlement: Settlement) => void>>()
  let added = () => {}

  const find = async (ticket: Ticket) =>
    (await database.sql.all<Row>('SELECT * FROM engine_outbox WHERE ticket = ?', [ticket]))[0]

  const outbox: Outbox = {
    async add(transaction, { stream, command, act }) {
      const ticket = ulid(clock.now())
      await transaction.sql.run(
        `INSERT INTO engine_outbox (ticket, stream, command, act_kind, act_id, state, created_at) VALUES (?, ?, ?, ?, ?, 'submitted', ?)`,
        [ticket, stream, JSON.stringify(command), act?.kind ?? null, act?.id ?? null, clock.now()],
      )
      transaction.afterCommit(() => added())
      return ticket
    },
    onSettled(kind, settle) {
      if (settlements.has(kind)) throw new Error(`acts of kind ${kind} are settled twice`)
      settlements.set(kind, settle)
    },
    async status(ticket) {
      const row = await find(ticket)
      if (!row) return undefined
      return row.settlement === null ? 'submitted' : (JSON.parse(row.settlement) as Settlement)
    },
    async settled(ticket, timeout) {
      let hear: (settlement: Settlement) => void = () => {}
      const heard = new Promise<Settlement>((resolve) => (hear = resolve))
      const hearers = waiters.get(ticket) ?? new Set()
      waiters.set(ticket, hearers.add(hear))
      let timer: NodeJS.Timeout | undefined
      try {
        // The act stands, whether or not its row can be read just now: whoever asks again later hears the verdict.
        const now = await outbox.status(ticket).catch(() => undefined)
        if (now !== undefined && now !== 'submitted') return now
        // A person waits for this answer in real time, whatever the case's clock says.
        const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, timeout, undefined)))
        return await Promise.race([heard, late])
      } finally {
        clearTimeout(timer)
        hearers.delete(hear)
        if (hearers.size === 0) waiters.delete(ticket)
      }
    },
    async waiting() {
      const rows = await database.sql.all<Row>(
        `SELECT ticket, stream, command FROM engine_outbox WHERE state = 'submitted' ORDER BY id`,
      )
      return rows.map(({ ticket, stream, command }) => ({
        ticket,
        stream,
        command: JSON.parse(command) as Command,
      }))
    },
    async settle(transaction, ticket, settlement) {
      const [row] = await transaction.sql.all<Row>('SELECT * FROM engine_outbox WHERE ticket = ?', [ticket])
      if (!row || row.state !== 'submitted') return
      await transaction.sql.run(
        'UPDATE engine_outbox SET state = ?, settlement = ?, settled_at = ? WHERE ticket = ?',
        [settlement.outcome, JSON.stringify(settlement), clock.now(), ticket],
      )
      if (row.act_kind !== null && row.act_id !== null) {
        await settlements.get(row.act_kind)?.(transaction, { kind: row.act_kind, id: row.act_id }, settlement)
      }
      transaction.afterCommit(() => waiters.get(ticket)?.forEach((hear) => hear(settlement)))
    },
    onAdded(listener) {
      added = listener
    },
  }
  return outbox
}

export function voidBecause(refusal: Refusal): Settlement {
  return { outcome: 'void', code: refusal.code, reason: refusal.message }
}
