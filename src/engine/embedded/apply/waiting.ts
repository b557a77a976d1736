/** What element instances wait with: variables, user tasks, incidents, timers, signal subscriptions. */
import type {
  IncidentRecord,
  OtherRecord,
  TimerRecord,
  UserTaskRecord,
  VariableRecord,
} from '../../feed-record.ts'
import type { Json } from '../../port.ts'
import { noKey, noRoot, type SignalSubscriptionRow, type UserTaskState } from '../state/rows.ts'
import type { State } from '../state/state.ts'
import { change } from './element.ts'
import { noCatchEventFound } from './job.ts'

export function applyVariable(state: State, record: VariableRecord): void {
  const { key, value } = record
  if (record.intent === 'MIGRATED') return
  const root =
    state.element(value.scopeKey)?.root ??
    state.element(value.processInstanceKey)?.root ??
    value.processInstanceKey
  state.put({
    kind: 'variable',
    key,
    root,
    scopeKey: value.scopeKey,
    name: value.name,
    text: value.value,
    value: JSON.parse(value.value) as Json,
  })
}

const userTaskStates: { [intent: string]: UserTaskState } = {
  CREATED: 'CREATED',
  ASSIGNING: 'ASSIGNING',
  ASSIGNED: 'CREATED',
  UPDATING: 'UPDATING',
  UPDATED: 'CREATED',
  COMPLETING: 'COMPLETING',
  CANCELING: 'CANCELING',
}

export function applyUserTask(state: State, record: UserTaskRecord): void {
  const { key } = record
  const value = { ...record.value, variables: {}, action: '' }
  const task = state.get('userTask', key)
  const instance = state.element(value.elementInstanceKey)
  switch (record.intent) {
    case 'CREATING':
      state.put({
        kind: 'userTask',
        key,
        root: instance?.root ?? value.processInstanceKey,
        state: 'CREATING',
        value,
      })
      return change(state, value.elementInstanceKey, () => ({ userTaskKey: key }))
    case 'COMPLETED': {
      state.remove(key)
      const scope = instance && state.element(instance.value.flowScopeKey)
      if (scope?.state === 'ACTIVATED')
        change(state, value.elementInstanceKey, () => ({ userTaskKey: noKey }))
      return
    }
    case 'CANCELED':
      return state.remove(key)
    default:
      if (task) state.put({ ...task, state: userTaskStates[record.intent] ?? task.state, value })
  }
}

export function applyIncident(state: State, record: IncidentRecord): void {
  const { key, value } = record
  if (record.intent === 'CREATED') {
    const root = state.element(value.elementInstanceKey)?.root ?? value.processInstanceKey
    state.put({ kind: 'incident', key, root, value })
  } else if (record.intent === 'MIGRATED') {
    const incident = state.get('incident', key)
    if (incident) state.put({ ...incident, value })
  } else {
    const job = state.get('job', value.jobKey)
    if (job && (job.state === 'FAILED' || job.state === 'ERROR_THROWN')) {
      const elementId =
        job.value.elementId === noCatchEventFound
          ? state.element(job.value.elementInstanceKey)?.value.elementId
          : undefined
      state.put({
        ...job,
        state: 'ACTIVATABLE',
        recurringTime: -1,
        ...(elementId !== undefined && { value: { ...job.value, elementId } }),
      })
    }
    state.remove(key)
  }
}

export function applyTimer(state: State, record: TimerRecord): void {
  const { key, value } = record
  if (record.intent === 'CREATED') {
    state.put({ kind: 'timer', key, root: state.element(value.elementInstanceKey)?.root ?? noRoot, value })
  } else if (record.intent === 'MIGRATED') {
    const timer = state.get('timer', key)
    if (timer) state.put({ ...timer, value })
  } else state.remove(key)
}

export function applySignalSubscription(state: State, record: OtherRecord): void {
  if (record.intent !== 'CREATED') return state.remove(record.key)
  const value = record.value as unknown as Omit<SignalSubscriptionRow, 'kind' | 'key' | 'root'>
  state.put({
    kind: 'signalSubscription',
    key: record.key,
    root: state.element(value.catchEventInstanceKey)?.root ?? noRoot,
    signalName: value.signalName,
    processDefinitionKey: value.processDefinitionKey,
    bpmnProcessId: value.bpmnProcessId,
    catchEventId: value.catchEventId,
    catchEventInstanceKey: value.catchEventInstanceKey,
  })
}
