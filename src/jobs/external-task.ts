/**
 * Workers on another machine: the same files, fed by the external-task door through the public camunda-external-task-client-js. The facts and the recorded
 * answer are written to the database as always; the answer itself goes through the door, and a door that did not hear it is told again.
 */
import { Client, Variables as ClientVariables } from 'camunda-external-task-client-js'
import type { ActivatedJob, Variables } from '../engine/port.ts'
import type { RunningWorkers } from './poll-engine.ts'
import type { WorkerRegistry } from './registry.ts'
import { type JobOutcome, type JobRoom, runJob } from './run-job.ts'

export interface DoorSettings {
  /** Address of the door, e.g. `http://127.0.0.1:8088/engine-rest`. */
  baseUrl: string
  workerId: string
  /** Sent as `Authorization: Bearer …`. */
  token: string
  types?: string[]
  /** Milliseconds that a job may take. */
  lockDuration?: number
  /** Milliseconds of one long poll. */
  asyncResponseTimeout?: number
}

/** What we use of the client's task and task service (the package ships no types). */
interface ExternalTask {
  id: string
  topicName: string
  processInstanceId: string
  processDefinitionId: string
  processDefinitionKey: string
  activityId: string
  activityInstanceId: string
  workerId: string
  retries: number | null
  variables: { getAll(): Variables }
}
interface TaskService {
  complete(task: ExternalTask, variables?: unknown): Promise<void>
  handleFailure(
    task: ExternalTask,
    failure: { errorMessage: string; retries: number; retryTimeout: number },
  ): Promise<void>
  handleBpmnError(task: ExternalTask, code: string, message: string): Promise<void>
}
interface DoorClient {
  subscribe(
    topic: string,
    options: { lockDuration: number },
    handler: (call: { task: ExternalTask; taskService: TaskService }) => Promise<void>,
  ): void
  stop(): void
}

const firstRetries = 3

export function startExternalWorkers(
  room: JobRoom,
  registry: WorkerRegistry,
  settings: DoorSettings,
): RunningWorkers {
  const {
    baseUrl,
    workerId,
    token,
    types = [...registry.keys()],
    lockDuration = 60_000,
    asyncResponseTimeout = 10_000,
  } = settings
  const stopped = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  const authorise = (request: { headers?: object }) => ({
    ...request,
    headers: { ...request.headers, authorization: `Bearer ${token}` },
  })
  const client = new (Client as new (options: object) => DoorClient)({
    baseUrl,
    workerId,
    asyncResponseTimeout,
    interval: 50,
    interceptors: authorise,
  })

  for (const type of types) {
    const worker = registry.get(type)
    if (!worker) throw new Error(`no worker for job type ${type}`)
    client.subscribe(type, { lockDuration: worker.timeout ?? lockDuration }, ({ task, taskService }) => {
      const running = runJob(room, worker, jobOf(task), stopped.signal, false)
        .then((outcome) => answer(taskService, task, outcome))
        .catch((error: unknown) =>
          room.log.error({ err: error, job: task.id, type }, 'job is left to be delivered again'),
        )
        .finally(() => underWay.delete(running))
      underWay.add(running)
      return running as Promise<void>
    })
  }
  return {
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
    busy: () => underWay.size > 0,
    async stop() {
      stopped.abort()
      client.stop()
      await Promise.allSettled(underWay)
    },
  }
}

function jobOf(task: ExternalTask): ActivatedJob {
  return {
    key: task.id,
    type: task.topicName,
    processInstanceKey: task.processInstanceId,
    processId: task.processDefinitionKey,
    processDefinitionKey: task.processDefinitionId,
    processDefinitionVersion: -1,
    elementId: task.activityId,
    elementInstanceKey: task.activityInstanceId,
    customHeaders: {},
    worker: task.workerId,
    retries: task.retries ?? firstRetries,
    deadline: 0,
    variables: task.variables.getAll(),
  }
}

async function answer(taskService: TaskService, task: ExternalTask, outcome: JobOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'complete': {
      const variables = new (ClientVariables as new () => { setAll(values: Variables): void })()
      variables.setAll(outcome.variables)
      return taskService.complete(task, variables)
    }
    case 'error':
      return taskService.handleBpmnError(task, outcome.code, outcome.message)
    case 'fail':
      return taskService.handleFailure(task, {
        errorMessage: outcome.message,
        retries: outcome.retries,
        retryTimeout: outcome.backOff,
      })
  }
}
