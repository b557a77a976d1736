/** The feed: the log from a position on, and on as it grows. A position is that of the last record read. */
import type { Database } from '../../platform/database/database.ts'
import type { FeedBatch, FeedPosition } from '../port.ts'
import { toFeed } from './state/log-record.ts'
import { readLog } from './store/read.ts'

const chunksAtOnce = 50

export class FeedReader {
  readonly #database: Database
  #waiting = new Set<() => void>()
  #closed = false

  constructor(database: Database) {
    this.#database = database
  }

  async *read(from: FeedPosition, signal: AbortSignal): AsyncGenerator<FeedBatch> {
    let position = from === '' ? 0 : Number(from)
    while (!signal.aborted && !this.#closed) {
      const grown = this.#grown(signal)
      const found = await readLog(this.#database.sql, position, chunksAtOnce)
      const last = found.at(-1)
      if (!last) {
        await grown.promise
        continue
      }
      grown.cancel()
      position = Number(last.position)
      const records = found.flatMap((record) => toFeed(record) ?? [])
      // Without records too: the position is what readers keep.
      yield { records, position: last.position }
    }
  }

  wake(): void {
    for (const wake of [...this.#waiting]) wake()
  }

  close(): void {
    this.#closed = true
    this.wake()
  }

  /** Asked for before reading, so that nothing written meanwhile is missed. */
  #grown(signal: AbortSignal): { promise: Promise<void>; cancel(): void } {
    let end = () => {}
    const promise = new Promise<void>((resolve) => {
      end = () => {
        this.#waiting.delete(end)
        signal.removeEventListener('abort', end)
        resolve()
      }
    })
    this.#waiting.add(end)
    signal.addEventListener('abort', end)
    return { promise, cancel: end }
  }
}
