/** Limits of a period that were not kept: those due in it, whether they have ended late or run on beyond their last day. */
import type { Sql } from '../platform/database/sql.ts'
import type { DeadlineRow } from './rows.ts'

export interface DuePeriod {
  /** Epoch ms, the first instant. */
  from: number
  /** Epoch ms, the last instant. */
  until: number
}

/** @returns how many were due in the period, and the rows of the late ones, the earliest first. */
export async function lateRows(
  sql: Sql,
  { from, until }: DuePeriod,
  now: number,
): Promise<{ due: number; late: DeadlineRow[] }> {
  const [count] = await sql.all<{ many: number }>(
    'SELECT COUNT(*) AS many FROM deadlines WHERE due_at BETWEEN ? AND ?',
    [from, until],
  )
  const late = await sql.all<DeadlineRow>(
    `SELECT * FROM deadlines WHERE due_at BETWEEN ? AND ?
       AND (ended_at > due_at OR (ended_at IS NULL AND state <> 'suspended' AND due_at < ?)) ORDER BY due_at, id`,
    [from, until, now],
  )
  return { due: Number(count!.many), late }
}
