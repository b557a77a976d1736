/** fetchAndLock: jobs of several topics in one request, with long polling. */
import { isoInstant } from '../../platform/clock.ts'
import type { ActivatedJob, Engine } from '../port.ts'
import { BadRequest } from './replies.ts'
import { toTyped } from './typed-values.ts'

interface Topic {
  topicName: string
  lockDuration: number
  variables?: string[] | null
}

export interface FetchAndLock {
  workerId: string
  maxTasks: number
  asyncResponseTimeout: number
  topics: Topic[]
}

/** Filters of the protocol that neither engine can keep: refused rather than ignored, since an ignored filter hands out the wrong tasks. */
const unsupported = [
  ...[
    'businessKey',
    'processDefinitionId',
    'processDefinitionIdIn',
    'processDefinitionKey',
    'processDefinitionKeyIn',
  ],
  ...['processDefinitionVersionTag', 'processVariables', 'tenantIdIn'],
]
/** Longest wait; clients ask again. */
const longestWait = 60_000

/** @throws BadRequest naming the field. */
export function readFetchAndLock(body: unknown): FetchAndLock {
  const {
    workerId,
    maxTasks = 10,
    asyncResponseTimeout,
    topics,
  } = (body ?? {}) as { [field: string]: unknown }
  if (typeof workerId !== 'string' || workerId === '') throw new BadRequest('workerId is required')
  if (!Number.isInteger(maxTasks) || (maxTasks as number) < 1)
    throw new BadRequest('maxTasks must be a positive integer')
  if (!Array.isArray(topics) || topics.length === 0)
    throw new BadRequest('topics must name at least one topic')
  for (const topic of topics as { [field: string]: unknown }[]) {
    if (typeof topic?.topicName !== 'string') throw new BadRequest('topics: topicName is required')
    if (!(Number(topic.lockDuration) > 0))
      throw new BadRequest(`topics: ${topic.topicName}: lockDuration must be positive`)
    const refused = unsupported.find((field) => topic[field] !== undefined && topic[field] !== null)
    if (refused) throw new BadRequest(`topics: ${topic.topicName}: filtering by ${refused} is not supported`)
  }
  const wait =
    asyncResponseTimeout === undefined || asyncResponseTimeout === null ? 0 : Number(asyncResponseTimeout)
  return {
    workerId,
    maxTasks: maxTasks as number,
    asyncResponseTimeout: Math.min(Math.max(wait, 0), longestWait),
    topics: topics as Topic[],
  }
}

export async function fetchAndLock(
  engine: Engine,
  request: FetchAndLock,
  signal: AbortSignal,
): Promise<ActivatedJob[]> {
  const { maxTasks, asyncResponseTimeout, topics } = request
  const found: ActivatedJob[] = []
  for (const topic of topics) {
    if (found.length >= maxTasks) break
    found.push(...(await activate(engine, request, topic, maxTasks - found.length, 0, signal)))
  }
  if (found.length > 0 || asyncResponseTimeout === 0 || signal.aborted) return found
  // Nothing yet: all topics wait at once, and the first job that comes ends the waiting of the others.
  const enough = new AbortController()
  const share = Math.max(1, Math.floor(maxTasks / topics.length))
  const waits = topics.map(async (topic) => {
    const jobs = await activate(
      engine,
      request,
      topic,
      share,
      asyncResponseTimeout,
      AbortSignal.any([signal, enough.signal]),
    )
    if (jobs.length > 0) enough.abort()
    return jobs
  })
  return (await Promise.all(waits)).flat()
}

function activate(
  engine: Engine,
  { workerId }: FetchAndLock,
  { topicName, lockDuration, variables }: Topic,
  maxJobs: number,
  requestTimeout: number,
  signal: AbortSignal,
): Promise<ActivatedJob[]> {
  return engine.activateJobs({
    type: topicName,
    worker: workerId,
    timeout: Number(lockDuration),
    maxJobs,
    requestTimeout,
    signal,
    ...(variables && { fetchVariables: variables }),
  })
}

/** A job in the words of the protocol. */
export function externalTask(job: ActivatedJob): object {
  return {
    id: job.key,
    topicName: job.type,
    workerId: job.worker,
    lockExpirationTime: isoInstant(job.deadline).replace('Z', '+0000'),
    activityId: job.elementId,
    activityInstanceId: job.elementInstanceKey,
    executionId: job.elementInstanceKey,
    processInstanceId: job.processInstanceKey,
    processDefinitionId: job.processDefinitionKey,
    processDefinitionKey: job.processId,
    processDefinitionVersionTag: null,
    retries: job.retries,
    priority: 0,
    suspended: false,
    businessKey: null,
    tenantId: null,
    errorMessage: null,
    errorDetails: null,
    extensionProperties: job.customHeaders,
    variables: toTyped(job.variables),
  }
}
