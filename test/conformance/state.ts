/** What the records of a case amount to: its element instances, user tasks, incidents and variables as they are after the last record. */
import type {
  FeedRecord,
  IncidentValue,
  ProcessInstanceValue,
  UserTaskValue,
} from '../../src/engine/feed-record.ts'
import type { Json, Key, Variables } from '../../src/engine/port.ts'

export interface ElementInstance {
  key: Key
  value: ProcessInstanceValue
  state: 'active' | 'completed' | 'terminated'
  /** Places in the order of records. */
  activatedAt: number
  leftAt: number
}

export interface CaseState {
  elements: Map<Key, ElementInstance>
  userTasks: Map<Key, UserTaskValue>
  incidents: Map<Key, IncidentValue>
  variables: Map<Key, Variables>
  messages: Set<Key>
}

export function stateOf(records: FeedRecord[]): CaseState {
  const state: CaseState = {
    elements: new Map(),
    userTasks: new Map(),
    incidents: new Map(),
    variables: new Map(),
    messages: new Set(),
  }
  records.forEach((record, place) => take(state, record, place))
  return state
}

/** The first process instance that was started from outside. */
export function firstInstance({ elements }: CaseState): ElementInstance | undefined {
  return [...elements.values()].find(
    ({ value }) => value.bpmnElementType === 'PROCESS' && value.parentProcessInstanceKey === '-1',
  )
}

/** What conformance cases count: neither the process, nor its flows, nor the body around inner instances. */
export function isFlowNode({ value }: ElementInstance): boolean {
  return !['PROCESS', 'SEQUENCE_FLOW', 'MULTI_INSTANCE_BODY'].includes(value.bpmnElementType)
}

function take(state: CaseState, record: FeedRecord, place: number): void {
  const { key, intent } = record
  switch (record.valueType) {
    case 'PROCESS_INSTANCE':
      return takeElement(state, key, intent, record.value, place)
    case 'USER_TASK':
      if (intent === 'COMPLETED' || intent === 'CANCELED') state.userTasks.delete(key)
      else state.userTasks.set(key, record.value)
      return
    case 'INCIDENT':
      if (intent === 'RESOLVED') state.incidents.delete(key)
      else state.incidents.set(key, { ...record.value, elementId: elementOf(state, record.value) })
      return
    case 'VARIABLE': {
      const { scopeKey, name, value } = record.value
      const scope = state.variables.get(scopeKey) ?? {}
      state.variables.set(scopeKey, { ...scope, [name]: JSON.parse(value) as Json })
      return
    }
    case 'MESSAGE':
      if (intent === 'PUBLISHED') state.messages.add(key)
      else if (intent === 'EXPIRED') state.messages.delete(key)
      return
    default:
  }
}

/** For an unhandled error the broker writes NO_CATCH_EVENT_FOUND as the element's id; its key tells the element. */
function elementOf({ elements }: CaseState, { elementId, elementInstanceKey }: IncidentValue): string {
  return elements.get(elementInstanceKey)?.value.elementId ?? elementId
}

function takeElement(
  state: CaseState,
  key: Key,
  intent: string,
  value: ProcessInstanceValue,
  place: number,
): void {
  if (intent === 'SEQUENCE_FLOW_TAKEN') return
  const known = state.elements.get(key)
  if (!known) {
    state.elements.set(key, { key, value, state: 'active', activatedAt: place, leftAt: -1 })
    return
  }
  known.value = value
  if (intent === 'ELEMENT_ACTIVATED') known.activatedAt = place
  if (intent !== 'ELEMENT_COMPLETED' && intent !== 'ELEMENT_TERMINATED') return
  known.state = intent === 'ELEMENT_COMPLETED' ? 'completed' : 'terminated'
  known.leftAt = place
  // A modification that terminates a native user task leaves no record of the task itself (findings of 8.5.8).
  for (const [taskKey, task] of state.userTasks)
    if (task.elementInstanceKey === key) state.userTasks.delete(taskKey)
}
