/**
 * What happens when a day begins: posts, certificates and leaves recorded ahead take effect, who should renew a certificate is told, as is who enters the
 * calendar while the coming year is missing, and uploads that were never finished
 * are thrown away.
 */
import type { Deadlines } from './deadlines/service.ts'
import type { Officers } from './officers/service.ts'
import { type Clock, legalDay } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import { addDays, startOfDay } from './platform/legal-day.ts'
import type { Log } from './platform/log.ts'
import type { Notifications } from './tasks/index.ts'

export interface DayWatch {
  /** Resolves when what is under way is done. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Milliseconds after which the work of a day is tried again where something was in its way: not tomorrow. */
const nextTry = 60_000

/** Begins with today, for what was missed while nothing ran. */
export function watchDays(parts: {
  database: Database
  clock: Clock
  log: Log
  officers: Officers
  deadlines: Pick<Deadlines, 'warnOfMissingYear'>
  notifications: Notifications
  evidence: { expireUploads(): Promise<void> }
}): DayWatch {
  const { database, clock, log, officers, deadlines, notifications, evidence } = parts
  let cancel = () => {}
  let stopped = false
  let work = Promise.resolve()
  const beginDay = () => {
    work = work
      .then(() =>
        database.write(async (tx) => {
          await officers.bringUpToDate(tx)
          await officers.warnOfExpiry(tx, notifications)
          await deadlines.warnOfMissingYear(tx, notifications)
        }),
      )
      .then(() => evidence.expireUploads())
      .catch((error: unknown) => {
        log.error({ err: error }, 'the work of a new day failed; it is tried again')
        if (stopped) return
        cancel()
        cancel = clock.wakeAt(clock.now() + nextTry, beginDay)
      })
    cancel = clock.wakeAt(startOfDay(addDays(legalDay(clock.now()), 1)), beginDay)
  }
  beginDay()
  return {
    idle: () => work,
    stop() {
      stopped = true
      cancel()
      return work
    },
  }
}
