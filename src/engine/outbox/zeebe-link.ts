/**
 * Zeebe's link: rows are sent after commit, at least once and in order per stream; the feed, read from Redis, is projected together with its
 * position. Where an answer was lost, the feed's own record decides whether the act took effect.
 */
import type { WriteTransaction } from '../../platform/database/sql.ts'
import type { FeedRecord } from '../feed-record.ts'
import { type Command, type Engine, Refusal, Unavailable } from '../port.ts'
import type { EngineLink, LinkParts } from './link.ts'
import { type Settlement, type Ticket, voidBecause, type WaitingRow } from './outbox.ts'
import { growingPause } from './pause.ts'

const effective = (answer: unknown): Settlement => ({ outcome: 'effective', answer: answer ?? null })
const retryAfter = 500

export function connectZeebe(parts: Omit<LinkParts, 'clock'> & { engine: Engine }): EngineLink {
  const { database, log, outbox, projections, engine } = parts
  const streams = new Map<string, Promise<void>>()
  const handedOver = new Set<Ticket>()
  /** Completions whose answer was lost or refused as unknown: the feed decides. */
  const undecided = new Map<string, Ticket>()
  const stopped = new AbortController()
  const pause = growingPause()
  let running = false
  let reading: Promise<void> = Promise.resolve()
  let lastProjection = 0

  const settle = (ticket: Ticket, settlement: Settlement) =>
    database.write((transaction) => outbox.settle(transaction, ticket, settlement))

  async function send(row: WaitingRow): Promise<void> {
    const verdict = await untilDone(row, () =>
      engine
        .execute(row.command)
        .then(effective, (error: unknown) => (error instanceof Refusal ? error : Promise.reject(error))),
    )
    // What the engine has answered is not asked again, however long it cannot be written down.
    if (verdict) await untilDone(row, () => writeDown(row, verdict))
  }

  /** @returns undefined where the link is closed before. */
  async function untilDone<T>(row: WaitingRow, work: () => Promise<T>): Promise<T | undefined> {
    for (let attempt = 1; running; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (error instanceof Unavailable)
          log.warn({ ticket: row.ticket, reason: error.message, attempt }, 'outbox row is sent again')
        else log.error({ err: error, ticket: row.ticket }, 'outbox row failed')
        await new Promise((resolve) => setTimeout(resolve, Math.min(retryAfter * attempt, 5_000)))
      }
    }
    return undefined
  }

  async function writeDown(row: WaitingRow, verdict: Settlement | Refusal): Promise<void> {
    return verdict instanceof Refusal ? refused(row, verdict) : settle(row.ticket, verdict)
  }

  async function refused(row: WaitingRow, refusal: Refusal): Promise<void> {
    // The same message id a second time: the first one arrived, its answer did not.
    if (row.command.verb === 'publishMessage' && refusal.code === 'ALREADY_EXISTS')
      return settle(row.ticket, effective(null))
    const subject = subjectOf(row.command)
    if (subject === undefined || refusal.code !== 'NOT_FOUND') return settle(row.ticket, voidBecause(refusal))
    // Known as undecided before the look: a verdict projected in between finds it.
    undecided.set(subject, row.ticket)
    const verdict = await verdictOf(subject)
    if (!verdict) return
    await settle(row.ticket, verdict)
    undecided.delete(subject)
  }

  /** What the projected feed already says about a task or job that the broker no longer knows. */
  async function verdictOf(subject: string): Promise<Settlement | undefined> {
    const [row] = await database.sql.all<{ outcome: string }>(
      'SELECT outcome FROM engine_verdict WHERE subject = ?',
      [subject],
    )
    return row && settlementOf(row.outcome)
  }

  async function project(
    transaction: WriteTransaction,
    records: FeedRecord[],
    position: string,
  ): Promise<void> {
    for (const projection of projections) await projection.project(transaction, records)
    for (const record of records) {
      const verdict = verdictIn(record)
      if (!verdict) continue
      await transaction.sql.run(
        `${database.dialect.insertIgnore} INTO engine_verdict (subject, outcome, at) VALUES (?, ?, ?)`,
        [verdict.subject, verdict.outcome, record.timestamp],
      )
      const ticket = undecided.get(verdict.subject)
      if (ticket !== undefined) {
        await outbox.settle(transaction, ticket, settlementOf(verdict.outcome))
        transaction.afterCommit(() => undecided.delete(verdict.subject))
      }
    }
    await transaction.sql.run(
      `INSERT INTO engine_feed_position (reader, position) VALUES ('projections', ?) ${database.dialect.onConflictReplace(['reader'], ['position'])}`,
      [position],
    )
  }

  async function read(): Promise<void> {
    while (running) {
      try {
        const [row] = await database.sql.all<{ position: string }>(
          `SELECT position FROM engine_feed_position WHERE reader = 'projections'`,
        )
        for await (const { records, position } of engine.feed(row?.position ?? '', stopped.signal)) {
          await database.write((transaction) => project(transaction, records, position))
          lastProjection = performance.now()
        }
      } catch (error) {
        if (!running) return
        log.error({ err: error }, 'feed is read again from its position')
        await new Promise((resolve) => setTimeout(resolve, retryAfter))
      }
    }
  }

  async function take(): Promise<void> {
    if (!running) return
    const rows = await outbox.waiting().catch((error: unknown) => {
      log.error({ err: error }, 'outbox could not be read')
      pause.begin(() => void take())
    })
    if (!rows) return
    pause.reset()
    for (const row of rows) {
      if (handedOver.has(row.ticket)) continue
      handedOver.add(row.ticket)
      const sent = (streams.get(row.stream) ?? Promise.resolve())
        .then(() => send(row))
        .finally(() => {
          if (![...undecided.values()].includes(row.ticket)) handedOver.delete(row.ticket)
          if (streams.get(row.stream) === sent) streams.delete(row.stream)
        })
      streams.set(row.stream, sent)
    }
  }

  return {
    engine,
    async start() {
      running = true
      outbox.onAdded(() => void take())
      reading = read()
      await take()
    },
    async quiet() {
      // The exporter lags behind the broker by about 90 ms: quiet is when rows are settled and the feed has been silent for a while.
      for (;;) {
        await Promise.all(streams.values())
        const silent = performance.now() - lastProjection
        if (!running || (streams.size === 0 && undecided.size === 0 && silent > 400)) return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async close() {
      running = false
      pause.stop()
      stopped.abort()
      await Promise.allSettled([...streams.values(), reading])
      await engine.close()
    },
  }
}

/** What a completion is about, in the form that `verdictIn` reads from the feed. */
function subjectOf(command: Command): string | undefined {
  if (command.verb === 'completeUserTask') return `user-task:${command.userTaskKey}`
  if (command.verb === 'completeJob' || command.verb === 'throwError') return `job:${command.jobKey}`
  return undefined
}

function verdictIn(record: FeedRecord): { subject: string; outcome: string } | undefined {
  if (record.valueType === 'USER_TASK') {
    if (record.intent === 'COMPLETED') return { subject: `user-task:${record.key}`, outcome: 'effective' }
    if (record.intent === 'CANCELED') return { subject: `user-task:${record.key}`, outcome: 'canceled' }
  }
  if (record.valueType === 'JOB') {
    if (record.intent === 'COMPLETED' || record.intent === 'ERROR_THROWN')
      return { subject: `job:${record.key}`, outcome: 'effective' }
    if (record.intent === 'CANCELED') return { subject: `job:${record.key}`, outcome: 'canceled' }
  }
  return undefined
}

function settlementOf(outcome: string): Settlement {
  return outcome === 'effective'
    ? effective(null)
    : { outcome: 'void', code: 'NOT_FOUND', reason: 'the engine had ended it before the answer arrived' }
}
