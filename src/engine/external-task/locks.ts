/**
 * Who holds which external task, and until when. The engines know jobs and their deadlines but not workers, so the door keeps the locks itself:
 * a task is answered only by the worker that locked it last, as in Camunda 7. The locks live in this process: after a restart, tasks that were handed
 * out before are left to the engine's judgement.
 */
import type { Clock } from '../../platform/clock.ts'
import type { ActivatedJob, Key } from '../port.ts'
import { BadRequest } from './replies.ts'

interface Lock {
  /** Job type of the task. */
  topic: string
  /** Undefined when the worker gave the task back: nobody may answer until it is fetched again. */
  workerId: string | undefined
  /** Epoch milliseconds. */
  until: number
}

export interface Locks {
  take(job: Pick<ActivatedJob, 'key' | 'deadline' | 'type'>, workerId: string): void
  /** Undefined for a task that this process has not handed out. */
  topicOf(jobKey: Key): string | undefined
  /** @throws BadRequest when another worker holds the task, or nobody does any more. */
  check(jobKey: Key, workerId: unknown): void
  /** Before a worker locks a task by its id. @throws BadRequest when another worker's lock has not lapsed. */
  checkFree(jobKey: Key, workerId: unknown): void
  /** The task is given back. */
  release(jobKey: Key): void
  /** The task is done. */
  forget(jobKey: Key): void
}

export function createLocks(clock: Clock): Locks {
  const held = new Map<Key, Lock>()
  let sweepAt = 1_000
  const named = (workerId: unknown): string => {
    if (typeof workerId !== 'string' || workerId === '') throw new BadRequest('workerId is required')
    return workerId
  }
  const holder = ({ workerId }: Lock) =>
    workerId === undefined ? 'It is not locked.' : `It is locked by worker '${workerId}'.`
  return {
    topicOf: (jobKey) => held.get(jobKey)?.topic,
    take({ key, deadline, type }, workerId) {
      held.set(key, { topic: type, workerId, until: deadline })
      if (held.size < sweepAt) return
      const now = clock.now()
      for (const [jobKey, { until }] of held) if (until < now) held.delete(jobKey)
      sweepAt = held.size * 2 + 1_000
    },
    check(jobKey, workerId) {
      const worker = named(workerId)
      const lock = held.get(jobKey)
      if (lock && lock.workerId !== worker) {
        throw new BadRequest(
          `External Task ${jobKey} cannot be answered by worker '${worker}'. ${holder(lock)}`,
        )
      }
    },
    checkFree(jobKey, workerId) {
      const worker = named(workerId)
      const lock = held.get(jobKey)
      if (lock?.workerId !== undefined && lock.workerId !== worker && lock.until > clock.now()) {
        throw new BadRequest(
          `External Task ${jobKey} cannot be locked by worker '${worker}'. ${holder(lock)}`,
        )
      }
    },
    release(jobKey) {
      const lock = held.get(jobKey)
      if (lock) lock.workerId = undefined
    },
    forget: (jobKey) => void held.delete(jobKey),
  }
}
