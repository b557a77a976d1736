/** Every hour: who handles what has turned blue or red, or is over, is told. Begins at once, for what was missed while nothing ran. */
import type { Deadlines } from './deadlines/service.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import type { Notifications } from './tasks/index.ts'

const hour = 3_600_000

export interface DueWatch {
  /** Resolves when what is under way is done. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export function watchDue(parts: {
  clock: Clock
  log: Log
  deadlines: Pick<Deadlines, 'remind'>
  notifications: Notifications
}): DueWatch {
  const { clock, log, deadlines, notifications } = parts
  let cancel: () => void
  let work: Promise<unknown> = Promise.resolve()
  const look = () => {
    work = work
      .then(() => deadlines.remind(notifications))
      .catch((error: unknown) => log.error({ err: error }, 'reminders of what is due failed'))
    cancel = clock.wakeAt((Math.floor(clock.now() / hour) + 1) * hour, look)
  }
  look()
  return {
    idle: async () => void (await work),
    async stop() {
      cancel()
      await work
    },
  }
}
