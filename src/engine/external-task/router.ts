/**
 * The external-task REST door: the protocol that camunda-external-task-client-js speaks, on either engine. A worker in any language can join.
 * What third-party workers answer goes to the engine directly: these answers have no facts of ours.
 */
import express, { type Request, type RequestHandler, type Router } from 'express'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { type ActivatedJob, type Command, type Engine, Refusal } from '../port.ts'
import { externalTask, fetchAndLock, readFetchAndLock } from './fetch-and-lock.ts'
import { createLocks } from './locks.ts'
import { asRestException, BadRequest, json } from './replies.ts'
import { fromTyped, type TypedValues } from './typed-values.ts'

export interface DoorParts {
  engine: Engine
  /** Whether this request may work on external tasks (basic or bearer authentication). */
  authenticate(request: Request): Promise<boolean>
  /** Judges what answers a task, before it is carried out; all are taken where it is left out. */
  judge?: Judge
  clock: Clock
  log: Log
}

type Body = { [field: string]: unknown }
/** What is carried out in place of a worker's answer. @throws BadRequest where that worker may not give it. */
export type Judge = (topic: string, command: Command) => Promise<Command>

/** What a worker's answer asks of the engine. */
type CommandOf = (jobKey: string, body: Body) => Command

export function externalTaskRouter({ engine, authenticate, judge, clock, log }: DoorParts): Router {
  const locks = createLocks(clock)
  const router = express.Router()
  router.use(async (request, response, next) => {
    if (await authenticate(request)) return next()
    response.setHeader('www-authenticate', 'Basic realm="zhiheng"')
    json(response, 401, {
      type: 'NotAuthenticated',
      message: 'external tasks need an account that may work on them',
      code: null,
    })
  })
  router.use(express.json({ limit: '4mb' }))

  router.post('/external-task/fetchAndLock', async (request, response) => {
    const asked = readFetchAndLock(request.body)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const jobs = await fetchAndLock(engine, asked, gone.signal)
    if (response.destroyed) return giveBack(engine, jobs, log)
    for (const job of jobs) locks.take(job, asked.workerId)
    json(response, 200, jobs.map(externalTask))
  })

  const judged = async (jobKey: string, command: Command): Promise<Command> => {
    if (!judge || command.verb === 'extendJob') return command
    const topic = locks.topicOf(jobKey)
    if (topic === undefined)
      throw new BadRequest(`External Task ${jobKey} has to be fetched before it is answered`)
    return judge(topic, command)
  }

  /** A worker's answer: checked against the locks, commanded, and then `settle`d in the locks. */
  const answer =
    (
      commandOf: CommandOf,
      settle: (jobKey: string, body: Body) => void,
      check = locks.check,
    ): RequestHandler =>
    async (request, response) => {
      const jobKey = idOf(request)
      const body = (request.body ?? {}) as Body
      check(jobKey, body.workerId)
      await engine.execute(await judged(jobKey, commandOf(jobKey, body)))
      settle(jobKey, body)
      response.status(204).end()
    }
  const locked = (key: string, body: Body) =>
    locks.take(
      { key, deadline: clock.now() + duration(body), type: locks.topicOf(key) ?? '' },
      String(body.workerId),
    )
  router.post('/external-task/:id/complete', answer(completion, locks.forget))
  router.post('/external-task/:id/failure', answer(failure, locks.release))
  router.post('/external-task/:id/bpmnError', answer(bpmnError, locks.forget))
  router.post('/external-task/:id/extendLock', answer(extension, locked))
  router.post('/external-task/:id/lock', answer(extension, locked, locks.checkFree))
  // Clients name no worker here, and the protocol asks for none.
  router.post('/external-task/:id/unlock', async (request, response) => {
    const jobKey = idOf(request)
    await unlock(engine, jobKey)
    locks.release(jobKey)
    response.status(204).end()
  })
  router.use(asRestException(log))
  return router
}

/** Neither engine takes a job back at once: its lock is shortened to nothing, and the job returns when that lapses. */
async function unlock(engine: Engine, jobKey: string): Promise<void> {
  try {
    await engine.execute({ verb: 'extendJob', jobKey, timeout: 1 })
  } catch (error) {
    // Not locked any more: that is what was asked for.
    if (!(error instanceof Refusal && error.code === 'INVALID_STATE')) throw error
  }
}

/** The worker hung up while its tasks were being locked: others need not wait until its locks lapse. */
async function giveBack(engine: Engine, jobs: ActivatedJob[], log: Log): Promise<void> {
  for (const { key } of jobs) {
    await unlock(engine, key).catch((error: unknown) =>
      log.warn({ err: error, task: key }, 'a task of a worker that has gone returns when its lock lapses'),
    )
  }
}

/** @throws BadRequest when the id cannot be a task's. */
function idOf(request: Request): string {
  const id = String(request.params.id)
  if (!/^\d{1,19}$/.test(id)) throw new BadRequest(`${id.slice(0, 40)} is no external task id`)
  return id
}

const completion: CommandOf = (jobKey, { variables, localVariables }) => {
  if (Object.keys(localVariables ?? {}).length > 0) {
    throw new BadRequest(
      'localVariables are not supported: give them as variables, and keep them local with an output mapping of the task',
    )
  }
  return { verb: 'completeJob', jobKey, variables: fromTyped(variables as TypedValues | undefined) }
}

const failure: CommandOf = (jobKey, { errorMessage, errorDetails, retries, retryTimeout, variables }) => {
  if (retries !== undefined && retries !== null && !(Number.isInteger(retries) && (retries as number) >= 0)) {
    throw new BadRequest('retries must be an integer that is not negative')
  }
  return {
    verb: 'failJob',
    jobKey,
    // Camunda 7 makes an incident of a failure that says nothing of retries only when they were 0: a silent failure here is final.
    retries: (retries as number | null | undefined) ?? 0,
    backOff: Number(retryTimeout ?? 0),
    message: [errorMessage, errorDetails].filter(Boolean).join('\n'),
    ...(variables !== undefined && { variables: fromTyped(variables as TypedValues) }),
  }
}

const bpmnError: CommandOf = (jobKey, { errorCode, errorMessage, variables }) => {
  if (typeof errorCode !== 'string' || errorCode === '') throw new BadRequest('errorCode is required')
  return {
    verb: 'throwError',
    jobKey,
    code: errorCode,
    ...(typeof errorMessage === 'string' && { message: errorMessage }),
    variables: fromTyped(variables as TypedValues | undefined),
  }
}

const extension: CommandOf = (jobKey, body) => ({ verb: 'extendJob', jobKey, timeout: duration(body) })

function duration({ newDuration, lockDuration }: Body): number {
  const milliseconds = Number(newDuration ?? lockDuration)
  if (!(milliseconds > 0)) throw new BadRequest('the new duration must be positive')
  return milliseconds
}
