/** How the life of an element changes its row and its scope's: counts of children and flows, event scope, loop counters, called instance. */
import type { ProcessInstanceRecord } from '../../feed-record.ts'
import { type Element, hasEventScope } from '../../model/element.ts'
import type { Key } from '../../port.ts'
import { visibleVariables } from '../flow/variable-lookup.ts'
import { type ElementRow, type ElementState, type InstanceValue, noKey } from '../state/rows.ts'
import type { State } from '../state/state.ts'
import { addTrigger } from './event-scope.ts'

export function applyElement(state: State, record: ProcessInstanceRecord): void {
  const { key } = record
  const value = record.value as InstanceValue
  switch (record.intent) {
    case 'ELEMENT_ACTIVATING':
      return activating(state, key, value)
    case 'ELEMENT_ACTIVATED':
      return changeState(state, key, 'ACTIVATED')
    case 'ELEMENT_COMPLETING':
      return changeState(state, key, 'COMPLETING')
    case 'ELEMENT_TERMINATING':
      return changeState(state, key, 'TERMINATING')
    case 'ELEMENT_COMPLETED':
      return completed(state, key, value)
    case 'ELEMENT_TERMINATED':
      return terminated(state, key, value)
    case 'ELEMENT_MIGRATED':
      return state.put({ ...state.require('element', key), value })
    case 'SEQUENCE_FLOW_TAKEN':
      return flowTaken(state, value)
  }
}

export function change(state: State, key: Key, changes: (row: ElementRow) => Partial<ElementRow>): void {
  const row = state.element(key)
  if (row) state.put({ ...row, ...changes(row) })
}

function changeState(state: State, key: Key, to: ElementState): void {
  change(state, key, () => ({ state: to }))
}

function activating(state: State, key: Key, value: InstanceValue): void {
  const element = state.definitions.elementOf(value)
  const scope = state.element(value.flowScopeKey)
  const caller =
    value.bpmnElementType === 'PROCESS' ? state.element(value.parentElementInstanceKey) : undefined
  const root = scope?.root ?? caller?.root ?? value.processInstanceKey
  const repeated = scope?.value.bpmnElementType === 'MULTI_INSTANCE_BODY'
  state.put({
    kind: 'element',
    key,
    root,
    state: 'ACTIVATING',
    value,
    children: 0,
    startedChildren: 0,
    completedChildren: 0,
    terminatedChildren: 0,
    loopCounter: repeated ? scope.loopCounter + 1 : 0,
    activeFlows: 0,
    takenFlows: {},
    interruptedBy: '',
    calledInstance: noKey,
    jobKey: noKey,
    userTaskKey: noKey,
    ...(hasEventScope(element) && { eventScope: { accepting: true, interrupted: false } }),
    triggers: [],
  })
  if (caller) {
    change(state, caller.key, () => ({ calledInstance: key }))
    for (const variable of state.localVariables(key))
      if (variable.root !== root) state.put({ ...variable, root })
  }
  if (!scope) return
  change(state, scope.key, (row) => ({
    children: row.children + 1,
    activeFlows: flowsAfterEntering(element, row, repeated),
    takenFlows:
      element.type === 'PARALLEL_GATEWAY' || element.type === 'INCLUSIVE_GATEWAY'
        ? useUpFlows(row, element.id)
        : row.takenFlows,
    ...(repeated && { loopCounter: row.loopCounter + 1, startedChildren: row.startedChildren + 1 }),
  }))
  if (element.type === 'START_EVENT' && scope.value.bpmnElementType === 'EVENT_SUB_PROCESS')
    takeTrigger(state, scope.value.flowScopeKey, key)
}

/** The flows still under way in a scope once an element in it is entered. */
function flowsAfterEntering(element: Element, scope: ElementRow, repeated: boolean): number {
  const used = () => {
    switch (element.type) {
      case 'START_EVENT':
      case 'BOUNDARY_EVENT':
        return 0
      case 'INTERMEDIATE_CATCH_EVENT':
        return element.incoming.length > 0 && element.incoming[0]?.source.type !== 'EVENT_BASED_GATEWAY'
          ? 1
          : 0
      case 'PARALLEL_GATEWAY':
        return element.incoming.length
      case 'EVENT_SUB_PROCESS':
        // An interrupting one ends every flow of its scope.
        return element.startEvents[0]?.interrupting ? scope.activeFlows : 0
      default:
        return repeated ? 0 : 1
    }
  }
  return Math.max(0, scope.activeFlows - used())
}

/** A joining gateway uses each incoming flow once; what came twice stays for its next activation. */
function useUpFlows(scope: ElementRow, gatewayId: string): ElementRow['takenFlows'] {
  const { [gatewayId]: taken = {}, ...others } = scope.takenFlows
  const left = Object.fromEntries(
    Object.entries(taken).flatMap(([flow, times]) => (times > 1 ? [[flow, times - 1]] : [])),
  )
  return Object.keys(left).length > 0 ? { ...others, [gatewayId]: left } : others
}

/** What triggered an event subprocess waits at its scope until the start event inside is there to take it. */
function takeTrigger(state: State, fromKey: Key, toKey: Key): void {
  const [trigger] = state.element(fromKey)?.triggers ?? []
  if (!trigger) return
  change(state, fromKey, (row) => ({ triggers: row.triggers.slice(1) }))
  addTrigger(state, toKey, trigger)
}

function completed(state: State, key: Key, value: InstanceValue): void {
  if (value.bpmnElementType === 'PROCESS') giveResultToCaller(state, key, value)
  const scope = leave(state, key, value)
  if (!scope) return
  const terminates = value.bpmnElementType === 'END_EVENT' && value.bpmnEventType === 'TERMINATE'
  change(state, scope, (row) => ({
    completedChildren: row.completedChildren + (row.value.bpmnElementType === 'MULTI_INSTANCE_BODY' ? 1 : 0),
    ...(terminates && { activeFlows: 0, interruptedBy: value.elementId }),
  }))
}

function terminated(state: State, key: Key, value: InstanceValue): void {
  const scope = leave(state, key, value)
  if (!scope) return
  change(state, scope, (row) => ({
    terminatedChildren:
      row.terminatedChildren + (row.value.bpmnElementType === 'MULTI_INSTANCE_BODY' ? 1 : 0),
  }))
}

/** Removes the instance with its variables and lock. @returns its scope's key when there is one. */
function leave(state: State, key: Key, value: InstanceValue): Key | undefined {
  for (const variable of state.localVariables(key)) state.remove(variable.key)
  if (value.bpmnElementType === 'PROCESS')
    for (const lock of state.owned('messageLock', key)) state.remove(lock.key)
  if (!state.element(key)) return undefined
  state.remove(key)
  if (!state.element(value.flowScopeKey)) return undefined
  change(state, value.flowScopeKey, (row) => ({ children: row.children - 1 }))
  return value.flowScopeKey
}

/** A called process gives its variables to the call activity: all, or for its output mapping. */
function giveResultToCaller(state: State, key: Key, value: InstanceValue): void {
  const caller = state.element(value.parentElementInstanceKey)
  if (!caller) return
  const activity = state.definitions.elementOf(caller.value)
  if (!activity.outputMapping && !activity.called?.propagateAllChildVariables) return
  addTrigger(state, caller.key, {
    eventKey: caller.key,
    elementId: caller.value.elementId,
    variables: visibleVariables(state, key),
  })
}

function flowTaken(state: State, value: InstanceValue): void {
  const flow = state.definitions.process(value.processDefinitionKey).flows.get(value.elementId)
  const joins = flow?.target.type === 'PARALLEL_GATEWAY' || flow?.target.type === 'INCLUSIVE_GATEWAY'
  change(state, value.flowScopeKey, (row) => ({
    activeFlows: row.activeFlows + 1,
    ...(flow && joins && { takenFlows: countFlow(row, flow.target.id, flow.id) }),
  }))
}

export function countFlow(scope: ElementRow, gatewayId: string, flowId: string): ElementRow['takenFlows'] {
  const taken = scope.takenFlows[gatewayId] ?? {}
  return { ...scope.takenFlows, [gatewayId]: { ...taken, [flowId]: (taken[flowId] ?? 0) + 1 } }
}
