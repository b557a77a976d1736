/** Undoes every write at its end, as if the answer had come and the database had then forgotten: the same thousand questions find the same bureau. */
import type { Database } from '../../src/platform/database/database.ts'
import type { WriteTransaction } from '../../src/platform/database/sql.ts'

/** From now on, until it is stopped. @returns how many writes got through so far, and how to stop. */
export function undoWrites(database: Database) {
  const { write } = database
  const counted = { writes: 0 }
  class Undone extends Error {
    constructor(readonly answer: unknown) {
      super('undone')
    }
  }
  database.write = async <T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T> => {
    try {
      await write.call(database, async (tx: WriteTransaction) => {
        throw new Undone(await work(tx))
      })
      throw new Error('a transaction that should have been undone was not')
    } catch (error) {
      if (!(error instanceof Undone)) throw error
      counted.writes++
      return error.answer as T
    }
  }
  return {
    counted,
    stop: () => {
      database.write = write
    },
  }
}
