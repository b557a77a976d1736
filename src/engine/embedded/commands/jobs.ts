/** What a worker says about a job that it was given, or that it could have been given: complete, fail, throw an error; and timeouts and retries. */
import { type Key, Refusal } from '../../port.ts'
import { noCatchEventFound } from '../apply/job.ts'
import { type Catch, findErrorCatch, throwError as throwTo } from '../flow/catching.ts'
import { canTrigger, noteTrigger } from '../flow/event-trigger.ts'
import type { Execution } from '../flow/execution.ts'
import { Failure } from '../flow/failure.ts'
import { raiseIncident } from '../flow/incidents.ts'
import { loggedJob } from '../flow/jobs.ts'
import { setAllLocal } from '../flow/variables.ts'
import type { ElementRow, JobRow } from '../state/rows.ts'
import type { Handler } from './handler.ts'

const ofJob = (_state: unknown, { jobKey }: { jobKey: Key }) => ({ keys: [jobKey] })

/** Zeebe cuts longer error messages. */
const longestMessage = 10_000

function workable(x: Execution, jobKey: Key, to: string): JobRow {
  const job = x.state.get('job', jobKey)
  if (!job)
    throw new Refusal('NOT_FOUND', `Expected to ${to} job with key '${jobKey}', but no such job was found`)
  if (job.state !== 'ACTIVATABLE' && job.state !== 'ACTIVATED') {
    throw new Refusal(
      'INVALID_STATE',
      `Expected to ${to} job with key '${jobKey}', but it is in state '${job.state}'`,
    )
  }
  return job
}

export const completeJob: Handler<'completeJob'> = {
  needs: ofJob,
  run(x, { jobKey, variables = {} }) {
    const job = workable(x, jobKey, 'complete')
    x.emit('JOB', 'COMPLETED', jobKey, loggedJob(job, { variables }))
    const instance = x.state.element(job.value.elementInstanceKey)
    if (!instance || x.state.element(instance.value.flowScopeKey)?.state !== 'ACTIVATED') return
    noteTrigger(x, instance.value, instance.key, job.value.elementId, variables)
    x.follow({ do: 'complete', key: instance.key })
  },
}

/** With retries left it can be activated again, after the back-off if there is one; without any, it is an incident. */
export const failJob: Handler<'failJob'> = {
  needs: ofJob,
  run(x, { jobKey, retries, backOff = 0, message = '', variables = {} }) {
    const job = workable(x, jobKey, 'fail')
    const errorMessage = message.slice(0, longestMessage)
    const recurs = retries > 0 && backOff > 0
    x.emit(
      'JOB',
      'FAILED',
      jobKey,
      loggedJob(job, { retries, errorMessage, variables, ...(recurs && { recurringTime: x.now + backOff }) }),
    )
    const instance = x.state.require('element', job.value.elementInstanceKey)
    setAllLocal(x, instance, instance.key, variables)
    if (retries <= 0)
      raiseIncident(
        x,
        new Failure('JOB_NO_RETRIES', errorMessage || 'No more retries left.'),
        instance,
        jobKey,
      )
  },
}

/** A BPMN error: caught by the nearest handler, or an incident. */
export const throwError: Handler<'throwError'> = {
  needs: ofJob,
  run(x, { jobKey, code, message = '', variables = {} }) {
    const job = workable(x, jobKey, 'throw an error for')
    const errorMessage = message.slice(0, longestMessage)
    const instance = x.state.element(job.value.elementInstanceKey)
    const found = findCatch(x, code, instance, errorMessage)
    const value = loggedJob(job, { errorCode: code, errorMessage, variables })
    if (found instanceof Failure) {
      x.emit('JOB', 'ERROR_THROWN', jobKey, { ...value, elementId: noCatchEventFound })
      const at = x.state.require('element', job.value.elementInstanceKey)
      raiseIncident(x, found, at, jobKey)
      return
    }
    if (instance?.state !== 'ACTIVATED')
      throw new Refusal('INVALID_STATE', 'Expected to find active service task, but it is not active')
    const { row } = found
    if (!canTrigger(x, row, found.event.id)) {
      throw new Refusal(
        'INVALID_STATE',
        `Expected to find event scope that is accepting events, but '${found.event.id}' is not in one`,
      )
    }
    x.emit('JOB', 'ERROR_THROWN', jobKey, value)
    throwTo(x, { ...found, row: x.state.require('element', found.row.key) }, variables)
  },
}

function findCatch(
  x: Execution,
  code: string,
  from: ElementRow | undefined,
  message: string,
): Catch | Failure {
  try {
    return findErrorCatch(x, code, from, message)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

export const extendJob: Handler<'extendJob'> = {
  needs: ofJob,
  run(x, { jobKey, timeout }) {
    const job = x.state.get('job', jobKey)
    if (!job)
      throw new Refusal(
        'NOT_FOUND',
        `Expected to update job deadline with key '${jobKey}', but no such job was found`,
      )
    if (job.state !== 'ACTIVATED') {
      throw new Refusal(
        'INVALID_STATE',
        `Expected to update the timeout of job with key '${jobKey}', but it is not active`,
      )
    }
    x.emit('JOB', 'TIMEOUT_UPDATED', jobKey, loggedJob(job, { deadline: x.now + timeout }))
  },
}

export const updateJobRetries: Handler<'updateJobRetries'> = {
  needs: ofJob,
  run(x, { jobKey, retries }) {
    if (retries <= 0) {
      const reason = `Expected to update retries for job with key '${jobKey}' with a positive amount of retries, but the amount given was '${retries}'`
      throw new Refusal('INVALID_ARGUMENT', reason)
    }
    const job = x.state.get('job', jobKey)
    if (!job)
      throw new Refusal(
        'NOT_FOUND',
        `Expected to update retries for job with key '${jobKey}', but no such job was found`,
      )
    x.emit('JOB', 'RETRIES_UPDATED', jobKey, loggedJob(job, { retries }))
  },
}
