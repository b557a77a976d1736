/** An answer from the door with its instants as the slices say them: epoch milliseconds. */
import { parseInstant } from '../src/platform/clock.ts'

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

export const inEpoch = <T>(body: T): T =>
  JSON.parse(JSON.stringify(body), (name, value: unknown) =>
    typeof value === 'string' && /(^at|At)$/.test(name) && iso.test(value) ? parseInstant(value) : value,
  ) as T
