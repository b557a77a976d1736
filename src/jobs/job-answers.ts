/** What each job was answered with, by its key. */
import type { Variables } from '../engine/port.ts'
import type { Sql } from '../platform/database/sql.ts'

export type JobAnswer =
  { kind: 'complete'; variables: Variables } | { kind: 'error'; code: string; message: string }

export interface RecordedAnswer {
  answer: JobAnswer
  /** The outbox row that carries it; null where the answer goes through the external-task door. */
  ticket: string | null
}

export async function recordedAnswer(sql: Sql, jobKey: string): Promise<RecordedAnswer | undefined> {
  const [row] = await sql.all<{ answer: string; ticket: string | null }>(
    'SELECT answer, ticket FROM job_answers WHERE job_key = ?',
    [jobKey],
  )
  return row && { answer: JSON.parse(row.answer) as JobAnswer, ticket: row.ticket }
}
