import type { ActivatedJob, ActivateJobs, Key } from '../../port.ts'
import type { Execution } from '../flow/execution.ts'
import { visibleVariables } from '../flow/variable-lookup.ts'

/** Hands the given jobs to a worker until the time-out, as far as they can still be activated. */
export function activateJobs(
  x: Execution,
  { type, worker, timeout, fetchVariables }: ActivateJobs,
  keys: Key[],
): ActivatedJob[] {
  const jobs = keys
    .flatMap((key) => x.state.get('job', key) ?? [])
    .filter((job) => job.state === 'ACTIVATABLE' && job.value.type === type)
  if (jobs.length === 0) return []
  const deadline = x.now + timeout
  x.emit('JOB_BATCH', 'ACTIVATED', x.nextKey(), {
    type,
    worker,
    jobs: jobs.map(({ key }) => ({ key, deadline })),
  })
  return jobs.map(({ key, value, version }) => ({
    key,
    type,
    processInstanceKey: value.processInstanceKey,
    processId: value.bpmnProcessId,
    processDefinitionKey: value.processDefinitionKey,
    processDefinitionVersion: version,
    elementId: value.elementId,
    elementInstanceKey: value.elementInstanceKey,
    customHeaders: value.customHeaders,
    worker,
    retries: value.retries,
    deadline,
    variables: visibleVariables(x.state, value.elementInstanceKey, fetchVariables),
  }))
}
