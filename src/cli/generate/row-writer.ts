/** Rows on their way to the database: one batch is written by a thread while the next one is made. */
import type { DatabaseUrl } from '../../platform/database/database.ts'
import { startThread } from '../../platform/thread.ts'
import type { Batch, RowAnswer } from './row-thread.ts'

export interface RowWriter {
  /** Resolves when the batch before is durable. @throws what went wrong with it. */
  write(batch: Batch): Promise<void>
  /** All of it is durable. */
  close(): Promise<void>
}

export function rowWriter(url: DatabaseUrl): RowWriter {
  const thread = startThread(import.meta.url, './row-thread', url)
  let before: Promise<void> = Promise.resolve()
  const send = (message: Batch | 'end') => {
    const answered = new Promise<void>((resolve, reject) => {
      thread.once('message', ({ failed }: RowAnswer) => {
        thread.off('error', reject)
        if (failed === undefined) resolve()
        else reject(new Error(failed))
      })
      thread.once('error', reject)
    })
    // Whoever comes next hears of it.
    answered.catch(() => undefined)
    thread.postMessage(message)
    return answered
  }
  return {
    async write(batch) {
      await before
      before = send(batch)
    },
    async close() {
      try {
        await before
        await send('end')
      } finally {
        await thread.terminate()
      }
    },
  }
}
