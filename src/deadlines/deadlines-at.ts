/** Limits as they were known at a past instant: without the extensions, pauses and ends that came later. */
import { decodeTime } from 'ulid'
import type { DeadlineFacts } from './rows.ts'

/** @param resumedAt instants at which the limit was resumed, in order. @returns undefined where it had not begun. */
export function factsAt(
  { row, extensions, pauses }: DeadlineFacts,
  resumedAt: number[],
  at: number,
): DeadlineFacts | undefined {
  // Ids are given when a row is written, which may be later than the event that the limit counts from.
  if (decodeTime(row.id) > at) return undefined
  const ended = row.ended_at !== null && Number(row.ended_at) <= at
  const known = pauses.filter(({ id }) => decodeTime(id) <= at)
  const pausesThen = known.map((pause, index) => {
    const endedAt = resumedAt[index] ?? (row.ended_at === null ? Infinity : Number(row.ended_at))
    return endedAt <= at ? pause : { ...pause, to_on: null }
  })
  const suspended = pausesThen.some(({ to_on }) => to_on === null)
  return {
    row: {
      ...row,
      ended_at: ended ? row.ended_at : null,
      state: ended ? row.state : suspended ? 'suspended' : 'running',
    },
    extensions: extensions.filter((extension) => Number(extension.at) <= at),
    pauses: pausesThen,
  }
}
