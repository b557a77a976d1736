/**
 * One job, once: the handler's facts, its recorded answer and the command to the engine are one transaction. A job that is delivered again gets the
 * recorded answer; a job that fails leaves no facts.
 */
import type { z } from 'zod'
import type { Outbox } from '../engine/outbox/index.ts'
import type { ActivatedJob, Command, Variables } from '../engine/port.ts'
import { systemActor } from '../identity/actor.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow } from '../platform/database/rows.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { faultBelow } from '../platform/faults.ts'
import type { Log } from '../platform/log.ts'
import { Problem } from '../platform/problem.ts'
import { type JobAnswer, recordedAnswer } from './job-answers.ts'
import type { WorkerServices } from './services.ts'
import { BusinessRefusal, TryLater, type WorkerCall, type WorkerModule } from './worker.ts'

export interface JobRoom {
  database: Database
  clock: Clock
  log: Log
  outbox: Outbox
  services: WorkerServices
}

/** What became of the job, for transports that answer through a door of their own. */
export type JobOutcome = JobAnswer | { kind: 'fail'; retries: number; backOff: number; message: string }

/**
 * @param viaOutbox whether the answer is written as an outbox row; otherwise the caller delivers what is returned.
 * @throws StorageFull, DatabaseGone where not even its failure could be written: run it again.
 */
export async function runJob(
  room: JobRoom,
  worker: WorkerModule,
  job: ActivatedJob,
  signal: AbortSignal,
  viaOutbox = true,
): Promise<JobOutcome> {
  const before = await recordedAnswer(room.database.sql, job.key)
  if (before) return deliverAgain(room, job, before.answer, before.ticket, viaOutbox)
  try {
    return await attempt(room, worker, job, signal, viaOutbox)
  } catch (error) {
    // Another delivery of the same job was quicker: its answer counts.
    const other = await recordedAnswer(room.database.sql, job.key)
    if (other) return other.answer
    if (error instanceof BusinessRefusal) {
      const answer: JobAnswer = { kind: 'error', code: error.code, message: error.message }
      await room.database.write((tx) => record(room, tx, job, answer, viaOutbox))
      return answer
    }
    return fail(room, job, error, signal, viaOutbox)
  }
}

async function attempt(
  room: JobRoom,
  worker: WorkerModule,
  job: ActivatedJob,
  signal: AbortSignal,
  viaOutbox: boolean,
): Promise<JobAnswer> {
  const parsed = worker.input.safeParse(job.variables)
  if (!parsed.success) throw new BadInput(faultsOf(parsed.error.issues))
  await actsSettled(room, streamOf(job))
  const call = { job, input: parsed.data, services: room.services, actor: systemActor(worker.type), signal }
  for (let again = 0; ; again++) {
    try {
      return await once(room, worker, job, call, viaOutbox)
    } catch (error) {
      // What was prepared is no longer true (a number was taken): nothing is wrong with the job, so its retries stay.
      if (again >= mostPreparations || (error as { prepareAgain?: boolean }).prepareAgain !== true)
        throw error
    }
  }
}

const mostPreparations = 100

async function once(
  room: JobRoom,
  worker: WorkerModule,
  job: ActivatedJob,
  call: WorkerCall<z.ZodType>,
  viaOutbox: boolean,
): Promise<JobAnswer> {
  const prepared = await worker.prepare?.(call)
  return room.database.write(async (tx) => {
    const output = await worker.handle({ ...call, tx, prepared })
    const checked = worker.output.safeParse(output)
    if (!checked.success) throw new BadInput(`answer of ${worker.type}: ${faultsOf(checked.error.issues)}`)
    const answer: JobAnswer = { kind: 'complete', variables: checked.data as Variables }
    await record(room, tx, job, answer, viaOutbox)
    return answer
  })
}

/** Milliseconds. */
const patienceWithActs = 5_000
const pauseBetweenLooks = 20

/**
 * A cluster may hand out the next job before its answer to the act that led here is written down. What the worker reads must count that act, so it waits
 * until no act of the case is undecided; the embedded engine settles acts in the batch that makes the job, so there is never anything to wait for.
 */
async function actsSettled({ database }: JobRoom, stream: string): Promise<void> {
  for (let waited = 0; waited <= patienceWithActs; waited += pauseBetweenLooks) {
    const open = await database.sql.all(
      "SELECT 1 FROM engine_outbox WHERE state = 'submitted' AND stream = ? AND act_kind IS NOT NULL LIMIT 1",
      [stream],
    )
    if (open.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, pauseBetweenLooks))
  }
  throw new TryLater('an act of the case is still undecided', 1_000)
}

/** The model gave the worker something else than it takes: nothing to retry, the path of each bad field says what to mend. */
class BadInput extends Error {}

function faultsOf(issues: { path: PropertyKey[]; message: string }[]): string {
  return issues
    .map(({ path, message }) => `${path.map(String).join('.') || '(variables)'}: ${message}`)
    .join('; ')
}

function streamOf(job: ActivatedJob): string {
  const { caseId } = job.variables
  return typeof caseId === 'string' ? caseId : job.processInstanceKey
}

async function record(
  { clock, outbox }: JobRoom,
  tx: WriteTransaction,
  job: ActivatedJob,
  answer: JobAnswer,
  viaOutbox: boolean,
): Promise<void> {
  const ticket = viaOutbox
    ? await outbox.add(tx, { stream: streamOf(job), command: commandOf(job.key, answer) })
    : null
  const { caseId } = job.variables
  await insertRow(tx.sql, 'job_answers', {
    job_key: job.key,
    type: job.type,
    case_id: typeof caseId === 'string' ? caseId : null,
    answer: JSON.stringify(answer),
    ticket,
    at: clock.now(),
  })
}

export function commandOf(jobKey: string, answer: JobAnswer): Command {
  return answer.kind === 'complete'
    ? { verb: 'completeJob', jobKey, variables: answer.variables }
    : { verb: 'throwError', jobKey, code: answer.code, message: answer.message }
}

async function deliverAgain(
  room: JobRoom,
  job: ActivatedJob,
  answer: JobAnswer,
  ticket: string | null,
  viaOutbox: boolean,
): Promise<JobAnswer> {
  // A row that still waits will arrive by itself; one that was settled while the job lives on is written once more.
  if (viaOutbox && (ticket === null || (await room.outbox.status(ticket)) !== 'submitted')) {
    await room.database.write(async (tx) => {
      const again = await room.outbox.add(tx, { stream: streamOf(job), command: commandOf(job.key, answer) })
      await tx.sql.run('UPDATE job_answers SET ticket = ? WHERE job_key = ?', [again, job.key])
    })
  }
  return answer
}

const firstBackOff = 1_000
/** Of what lacks room or the database: it is nobody's fault, and is tried until it works. */
const faultBackOff = 10_000
const longestBackOff = 5 * 60_000

async function fail(
  room: JobRoom,
  job: ActivatedJob,
  error: unknown,
  signal: AbortSignal,
  viaOutbox: boolean,
): Promise<JobOutcome> {
  const message = messageOf(error)
  // What the facts or the model say will not change by waiting; a stop of this process says nothing about the job.
  const hopeless = error instanceof BadInput || error instanceof Problem
  if (!hopeless || error.message === '')
    room.log.warn({ err: error, job: job.key, type: job.type }, 'job failed')
  else room.log.warn({ job: job.key, type: job.type, message }, 'job cannot be done')
  if (signal.aborted) return { kind: 'fail', retries: job.retries, backOff: 0, message }
  const fault = faultBelow(error) !== undefined
  const retries = hopeless ? 0 : fault ? job.retries : Math.max(0, job.retries - 1)
  const backOff = fault
    ? faultBackOff
    : error instanceof TryLater
      ? error.backOff
      : Math.min(longestBackOff, firstBackOff * 4 ** Math.max(0, 3 - job.retries))
  if (viaOutbox) {
    await room.database.write((tx) =>
      room.outbox.add(tx, {
        stream: streamOf(job),
        command: { verb: 'failJob', jobKey: job.key, retries, backOff: retries > 0 ? backOff : 0, message },
      }),
    )
  }
  return { kind: 'fail', retries, backOff, message }
}

function messageOf(error: unknown): string {
  if (error instanceof Problem) {
    return [error.message, ...error.fields.map(({ path, message }) => `${path}: ${message}`)].join('; ')
  }
  return error instanceof Error ? error.message : String(error)
}
