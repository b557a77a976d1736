/** In a thread of its own: writes the rows that are handed over, each batch in a transaction, while the next one is made. */
import { parentPort, workerData } from 'node:worker_threads'
import { type DatabaseUrl, openDatabase } from '../../platform/database/database.ts'
import type { SqlValue } from '../../platform/database/sql.ts'
import { type TableRows, writeRows } from './bulk-rows.ts'

export interface Batch {
  tables: TableRows[]
  /** Run after them in the same transaction. */
  statements: Statement[]
}

export interface Statement {
  text: string
  values: SqlValue[]
}

/** Of each message, in their order. */
export type RowAnswer = { failed?: string }

const database = openDatabase(workerData as DatabaseUrl)
const answer = (said: RowAnswer) => parentPort!.postMessage(said)

parentPort!.on('message', (batch: Batch | 'end') => {
  const done = batch === 'end' ? database.close() : write(batch)
  done.then(
    () => answer({}),
    (error: Error) => answer({ failed: error.message }),
  )
})

function write({ tables, statements }: Batch): Promise<void> {
  return database.write(async ({ sql }) => {
    await writeRows(sql, database.dialect, tables)
    for (const { text, values } of statements) await sql.run(text, values)
  })
}
