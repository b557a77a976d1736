/**
 * The shape of every file of workers/ (design §3.4). What is slow stands in `prepare`, which runs before the transaction and leaves nothing behind that
 * counts; what writes facts stands in `handle`, inside the one transaction that also records the answer and commands the engine.
 */
import type { z } from 'zod'
import type { ActivatedJob } from '../engine/port.ts'
import type { Actor } from '../identity/actor.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { WorkerServices } from './services.ts'

export interface WorkerCall<Input extends z.ZodType> {
  job: ActivatedJob
  /** The job's variables, checked. */
  input: z.infer<Input>
  services: WorkerServices
  /** `system:<job type>`. */
  actor: Actor
  /** Aborts at shutdown and when the job's activation lapses. */
  signal: AbortSignal
}

export interface HandleCall<Input extends z.ZodType, Prepared = undefined> extends WorkerCall<Input> {
  tx: WriteTransaction
  /** What `prepare` answered. */
  prepared: Prepared
}

/** A worker file, as the registry sees it: `export const type`, `input`, `output`, optionally `prepare`, and `handle`. */
export interface WorkerModule {
  readonly type: string
  readonly input: z.ZodType
  readonly output: z.ZodType
  /** Milliseconds that one activation may take; the default is in the runtime. */
  readonly timeout?: number
  prepare?(call: WorkerCall<z.ZodType>): Promise<unknown>
  handle(call: HandleCall<z.ZodType, unknown>): Promise<unknown>
}

/** A business refusal: the model catches it by its code (docs/glossary.md lists the codes). What the handler wrote is taken back. */
export class BusinessRefusal extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'BusinessRefusal'
    this.code = code
  }
}

/** It may work later (a look-up that does not answer, a browser that hangs): the job waits so long before its next try. */
export class TryLater extends Error {
  /** Milliseconds. */
  readonly backOff: number
  constructor(message: string, backOff = 5_000, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TryLater'
    this.backOff = backOff
  }
}

/** What was prepared outside the transaction is no longer true: nothing is wrong with the job, it is prepared anew at once. */
export class PrepareAgain extends Error {
  readonly prepareAgain = true
}
