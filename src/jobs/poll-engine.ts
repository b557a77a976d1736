/** Workers in this process: one long poll per job type over the engine port, whichever engine is behind it. */
import { setMaxListeners } from 'node:events'
import { type ActivatedJob, type Engine, Unavailable } from '../engine/port.ts'
import { faultBelow } from '../platform/faults.ts'
import { type JobRoom, runJob } from './run-job.ts'
import type { WorkerRegistry } from './registry.ts'
import type { WorkerModule } from './worker.ts'

export interface RunningWorkers {
  /** Resolves when no job is being worked on (what the engine has handed out is answered). */
  idle(): Promise<void>
  /** Is a job being worked on? */
  busy(): boolean
  /** Takes no more jobs, lets those under way finish, and ends. */
  stop(): Promise<void>
}

export interface PollSettings {
  /** How this process calls itself towards the engine. */
  workerName: string
  /** Only these types; all when left out. */
  types?: string[]
  /** Jobs of one type at a time. */
  concurrency?: number
  /** Milliseconds that a job may take before the engine gives it to another. */
  timeout?: number
  /** Milliseconds of one long poll. */
  pollTimeout?: number
}

export function startWorkers(
  room: JobRoom,
  engine: Engine,
  registry: WorkerRegistry,
  settings: PollSettings,
): RunningWorkers {
  const {
    workerName,
    types = [...registry.keys()],
    concurrency = 4,
    timeout = 60_000,
    pollTimeout = 20_000,
  } = settings
  const stopped = new AbortController()
  // Each poll and each job under way listens to the stop.
  setMaxListeners(0, stopped.signal)
  const underWay = new Set<Promise<unknown>>()

  const loop = async (type: string) => {
    const worker = registry.get(type)
    if (!worker) throw new Error(`no worker for job type ${type}`)
    const mine = new Set<Promise<unknown>>()
    while (!stopped.signal.aborted) {
      try {
        if (mine.size >= concurrency) await Promise.race(mine)
        const jobs = await engine.activateJobs({
          type,
          worker: workerName,
          timeout: worker.timeout ?? timeout,
          maxJobs: concurrency - mine.size,
          requestTimeout: pollTimeout,
          signal: stopped.signal,
        })
        for (const job of jobs) {
          const activation = AbortSignal.timeout(worker.timeout ?? timeout)
          const running = untilWritten(room, worker, job, AbortSignal.any([stopped.signal, activation]))
            .catch((error: unknown) =>
              room.log.error({ err: error, job: job.key, type }, 'job is left to be delivered again'),
            )
            .finally(() => (mine.delete(running), underWay.delete(running)))
          mine.add(running)
          underWay.add(running)
        }
      } catch (error) {
        if (stopped.signal.aborted) return
        if (!(error instanceof Unavailable))
          room.log.error({ err: error, type }, 'jobs could not be activated')
        await pause(1_000, stopped.signal)
      }
    }
  }
  const loops = types.map((type) => loop(type))

  return {
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
    busy: () => underWay.size > 0,
    async stop() {
      stopped.abort()
      await Promise.allSettled([...loops, ...underWay])
    },
  }
}

/** While the job is ours, it waits for the disk or the database that did not let its outcome be written. */
async function untilWritten(
  room: JobRoom,
  worker: WorkerModule,
  job: ActivatedJob,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      await runJob(room, worker, job, signal)
      return
    } catch (error) {
      if (signal.aborted || !faultBelow(error)) throw error
      room.log.warn({ err: error, job: job.key, type: job.type }, 'job waits for what it is written to')
      await pause(1_000, signal)
    }
  }
}

/** Real time: the engine is asked again whatever the case's clock says. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
