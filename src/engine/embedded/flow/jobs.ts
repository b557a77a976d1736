/** Jobs of elements: type, retries and headers are evaluated before the job is made. */
import type { Element } from '../../model/element.ts'
import type { Key } from '../../port.ts'
import type { LoggedJobValue } from '../state/log-record.ts'
import { type JobRow, noKey } from '../state/rows.ts'
import { evaluate } from './evaluate.ts'
import type { Execution, Instance } from './execution.ts'
import { resolveJobIncident } from './incidents.ts'
import { evaluateUserTask } from './user-tasks.ts'

export interface JobProperties {
  type: string
  retries: number
  headers: { [name: string]: string }
}

const header = (name: string) => `io.camunda.zeebe:${name}`

export function evaluateJob(x: Execution, element: Element, instance: Instance): JobProperties {
  const definition = element.job
  if (!definition) throw new Error(`${element.id} has no job`)
  const type = evaluate(x, definition.type, 'string', instance.key)
  const retries = Math.trunc(evaluate(x, definition.retries, 'number', instance.key))
  return {
    type,
    retries,
    headers: element.userTask
      ? { ...definition.headers, ...userTaskHeaders(x, element, instance) }
      : definition.headers,
  }
}

/** A user task that is carried by a job tells its assignment in headers. */
function userTaskHeaders(x: Execution, element: Element, instance: Instance): { [name: string]: string } {
  const task = evaluateUserTask(x, element, instance)
  const list = (values: string[] | undefined) =>
    values ? `[${values.map((value) => `"${value}"`).join(',')}]` : ''
  const headers: [string, string][] = [
    ['assignee', task.assignee],
    ['candidateGroups', list(task.candidateGroups)],
    ['candidateUsers', list(task.candidateUsers)],
    ['dueDate', task.dueDate],
    ['followUpDate', task.followUpDate],
    ['formKey', task.formKey === noKey ? '' : task.formKey],
  ]
  return Object.fromEntries(
    headers.filter(([, value]) => value !== '').map(([name, value]) => [header(name), value]),
  )
}

export function createJob(
  x: Execution,
  element: Element,
  instance: Instance,
  properties: JobProperties,
): void {
  const { processInstanceKey, processDefinitionKey, bpmnProcessId, version } = instance.value
  const value: LoggedJobValue = {
    type: properties.type,
    worker: '',
    retries: properties.retries,
    elementId: element.id,
    elementInstanceKey: instance.key,
    customHeaders: properties.headers,
    deadline: -1,
    errorMessage: '',
    errorCode: '',
    variables: {},
    processInstanceKey,
    processDefinitionKey,
    bpmnProcessId,
    processDefinitionVersion: version,
  }
  x.emit('JOB', 'CREATED', x.nextKey(), value)
}

/** A job's value with the fields that only the log needs. */
export function loggedJob(job: JobRow, changes: Partial<LoggedJobValue> = {}): LoggedJobValue {
  return { ...job.value, processDefinitionVersion: job.version, ...changes }
}

export function cancelJob(x: Execution, instanceKey: Key): void {
  const jobKey = x.state.element(instanceKey)?.jobKey ?? noKey
  if (jobKey === noKey) return
  const job = x.state.get('job', jobKey)
  if (job) x.emit('JOB', 'CANCELED', jobKey, loggedJob(job))
  resolveJobIncident(x, instanceKey, jobKey)
}
