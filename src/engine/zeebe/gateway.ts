/**
 * The gateway over gRPC, in the contract of 8.5. The 8.3 contract inside zeebe-node lacks migration and job time-outs, and its activateJobs never
 * settles when there is no job, so the adapter speaks to the gateway directly; zeebe-node stays the peer that it is measured against.
 */
import { join } from 'node:path'
import {
  type CallOptions,
  type Client,
  credentials,
  loadPackageDefinition,
  type ServiceError,
  status,
} from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import { systemClock } from '../../platform/clock.ts'
import { projectRoot } from '../../platform/project-root.ts'
import { Refusal, type RefusalCode, Unavailable } from '../port.ts'
import { elementIdsIn } from './deployment-fault.ts'
import type { InFlight } from './in-flight.ts'

export interface Gateway {
  /** @throws Refusal, Unavailable. `idempotent` calls are sent again after a broken connection, which may have hidden their success. */
  call<Answer>(
    method: string,
    request: object,
    options?: { idempotent?: boolean; timeout?: number; retry?: boolean },
  ): Promise<Answer>
  /** A streaming call, gathered until it ends; ends early, with what has come, when `signal` aborts. */
  gather<Answer>(method: string, request: object, timeout: number, signal?: AbortSignal): Promise<Answer[]>
  close(): void
}

const usualTimeout = 15_000
/** Milliseconds that a poll waits before it tells its caller that a busy broker had nothing. */
const busyPause = 250

type Unary = (
  request: object,
  options: CallOptions,
  done: (error: ServiceError | null, answer: unknown) => void,
) => void
type Streaming = (request: object, options: CallOptions) => NodeJS.ReadableStream & { cancel(): void }

export function connectGateway(address: string, inFlight: InFlight): Gateway {
  const definition = loadSync(join(projectRoot(), 'src', 'engine', 'zeebe', 'gateway.proto'), {
    keepCase: true,
    longs: String, // keys are 64-bit
    enums: String,
    defaults: true,
    oneofs: true,
  })
  const contract = loadPackageDefinition(definition).gateway_protocol as unknown as {
    Gateway: new (
      address: string,
      credentials: unknown,
      options: object,
    ) => Client & { [method: string]: unknown }
  }
  const client = new contract.Gateway(address, credentials.createInsecure(), {
    'grpc.keepalive_time_ms': 30_000,
    // A gateway that was away for long is found again within seconds, not within two minutes.
    'grpc.max_reconnect_backoff_ms': 5_000,
    'grpc.max_receive_message_length': 64 * 1024 * 1024,
  })

  // A deadline of gRPC is an instant of the machine's clock, whatever clock the cases live by.
  const machine = systemClock()
  const deadlineIn = (milliseconds: number) => machine.now() + milliseconds

  const once = <Answer>(method: string, request: object, timeout: number) =>
    new Promise<Answer>((resolve, reject) => {
      const send = (client[method] as Unary).bind(client)
      send(request, { deadline: deadlineIn(timeout) }, (error, answer) =>
        error ? reject(error) : resolve(answer as Answer),
      )
    })

  return {
    call: async (method, request, { idempotent = false, timeout = usualTimeout, retry = true } = {}) => {
      try {
        return await inFlight.run(
          () => once(method, request, timeout),
          (failure) => retry && worthAnotherTry(failure as ServiceError, idempotent),
        )
      } catch (failure) {
        throw translated(failure as ServiceError)
      }
    },
    gather: <Answer>(method: string, request: object, timeout: number, signal?: AbortSignal) =>
      new Promise<Answer[]>((resolve, reject) => {
        const answers: Answer[] = []
        if (signal?.aborted) return resolve(answers)
        const stream = (client[method] as Streaming).bind(client)(request, { deadline: deadlineIn(timeout) })
        const abort = () => stream.cancel()
        signal?.addEventListener('abort', abort, { once: true })
        const end = () => {
          signal?.removeEventListener('abort', abort)
          resolve(answers)
        }
        stream.on('data', (answer: Answer) => answers.push(answer))
        stream.on('end', end)
        stream.on('error', (error) => {
          const failure = error as ServiceError
          // Long polls end by their deadline or by our own cancel; a busy broker is asked again by the caller.
          if (
            answers.length > 0 ||
            failure.code === status.DEADLINE_EXCEEDED ||
            failure.code === status.CANCELLED
          )
            return end()
          if (failure.code === status.RESOURCE_EXHAUSTED) return void setTimeout(end, busyPause)
          signal?.removeEventListener('abort', abort)
          reject(translated(failure))
        })
      }),
    close: () => client.close(),
  }
}

/** RESOURCE_EXHAUSTED was turned away at the door; a lost connection may have hidden a success. */
function worthAnotherTry({ code, details }: ServiceError, idempotent: boolean): boolean {
  if (code === status.RESOURCE_EXHAUSTED) return true
  if (code === status.UNAVAILABLE)
    return (
      idempotent || /ECONNREFUSED|No connection established|not available|not yet aware/i.test(details ?? '')
    )
  return code === status.DEADLINE_EXCEEDED && idempotent
}

const refusalCodes = new Map<number, RefusalCode>([
  [status.NOT_FOUND, 'NOT_FOUND'],
  [status.FAILED_PRECONDITION, 'INVALID_STATE'],
  [status.INVALID_ARGUMENT, 'INVALID_ARGUMENT'],
  [status.ALREADY_EXISTS, 'ALREADY_EXISTS'],
])

function translated(error: ServiceError): Error {
  const code = refusalCodes.get(error.code)
  if (code) return new Refusal(code, error.details, elementIdsIn(error.details))
  return new Unavailable(`Zeebe gateway: ${error.details || error.message}`, { cause: error })
}
