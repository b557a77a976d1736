/**
 * Every few seconds: limits and years that were confirmed, here or in another process, are taken up, and what stopped for want of a year, of a good
 * certificate or of a browser goes on. By the machine's clock, since it waits for people and not for a date.
 */
import type { Cases } from './cases/index.ts'
import type { Deadlines } from './deadlines/service.ts'
import type { Log } from './platform/log.ts'

const every = 5_000

export interface StoppedWatch {
  stop(): Promise<void>
}

export function watchStopped(parts: {
  log: Log
  deadlines: Pick<Deadlines, 'refresh'>
  cases: Pick<Cases, 'retryStopped'>
}): StoppedWatch {
  const { log, deadlines, cases } = parts
  let work = Promise.resolve()
  const look = () => {
    work = work
      .then(() => deadlines.refresh())
      .then(() => cases.retryStopped())
      .catch((error: unknown) => log.error({ err: error }, 'taking up what stopped failed'))
  }
  const timer = setInterval(look, every)
  timer.unref()
  return {
    stop() {
      clearInterval(timer)
      return work
    },
  }
}
