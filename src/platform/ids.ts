/** ULIDs that rise even within one millisecond, so that what was written later is listed later. One source per application, or per table. */
import { monotonicFactory } from 'ulid'
import type { Clock } from './clock.ts'

export type NewId = () => string

export function risingIds(clock: Clock): NewId {
  const next = monotonicFactory()
  return () => next(clock.now())
}
