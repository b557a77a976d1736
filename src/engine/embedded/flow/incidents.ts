import type { Key } from '../../port.ts'
import { noKey } from '../state/rows.ts'
import type { Execution, Instance } from './execution.ts'
import type { Failure } from './failure.ts'

export function raiseIncident(x: Execution, failure: Failure, instance: Instance, jobKey: Key = noKey): void {
  const { processInstanceKey, processDefinitionKey, bpmnProcessId, elementId } = instance.value
  x.emit('INCIDENT', 'CREATED', x.nextKey(), {
    errorType: failure.errorType,
    errorMessage: failure.message,
    bpmnProcessId,
    processDefinitionKey,
    processInstanceKey,
    elementId,
    elementInstanceKey: instance.key,
    jobKey,
    variableScopeKey: failure.variableScopeKey ?? instance.key,
  })
}

/** The incidents of an element that is left, but not those of its job: they end with the job. */
export function resolveIncidents(x: Execution, elementInstanceKey: Key): void {
  for (const incident of x.state.owned('incident', elementInstanceKey)) {
    if (incident.value.jobKey === noKey) x.emit('INCIDENT', 'RESOLVED', incident.key, incident.value)
  }
}

export function resolveJobIncident(x: Execution, elementInstanceKey: Key, jobKey: Key): void {
  for (const incident of x.state.owned('incident', elementInstanceKey)) {
    if (incident.value.jobKey === jobKey) x.emit('INCIDENT', 'RESOLVED', incident.key, incident.value)
  }
}
