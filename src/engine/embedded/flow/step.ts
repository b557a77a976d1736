/**
 * One follow-up command. What is no longer possible when its turn comes (the scope was interrupted, the element is gone) is dropped without a word:
 * that is how races inside an instance end.
 */
import type { Element } from '../../model/element.ts'
import type { ElementRow } from '../state/rows.ts'
import { activateTriggered } from './event-trigger.ts'
import type { Execution, FollowUp, Instance } from './execution.ts'
import { Failure } from './failure.ts'
import { raiseIncident } from './incidents.ts'
import { activated, containerOf, terminateNow, valueOf } from './lifecycle.ts'
import { startNext } from './message-start.ts'
import {
  closeSubscription,
  confirmCorrelated,
  confirmOpened,
  correlate,
  openSubscription,
  rejectCorrelation,
} from './messages.ts'
import { broadcastSignal } from './signals.ts'

export function step(x: Execution, command: FollowUp): void {
  switch (command.do) {
    case 'activate':
      return activate(x, command)
    case 'complete':
      return complete(x, command.key)
    case 'terminate':
      return terminate(x, command.key)
    case 'activateInner':
      return activateInner(x, command.bodyKey, command.amount)
    case 'terminateChildren':
      for (const child of x.state.owned('element', command.scopeKey)) terminateNow(x, child)
      return
    case 'openSubscription':
      return openSubscription(x, command)
    case 'confirmOpened':
      return confirmOpened(x, command)
    case 'correlate':
      return correlate(x, command)
    case 'confirmCorrelated':
      return confirmCorrelated(x, command)
    case 'rejectCorrelation':
      return rejectCorrelation(x, command)
    case 'closeSubscription':
      return closeSubscription(x, command)
    case 'broadcastSignal':
      broadcastSignal(x, command.signalName, command.variables)
      return
    case 'startNext':
      return startNext(x, command.bpmnProcessId, command.correlationKey)
  }
}

/** Does the failed step of an element again, after its incident was resolved. */
export function retry(x: Execution, row: ElementRow): void {
  const element = x.state.definitions.elementOf(row.value)
  if (row.state === 'ACTIVATING') enter(x, element, row)
  else if (row.state === 'COMPLETING') complete(x, row.key, true)
}

function orIncident(x: Execution, instance: Instance, action: () => void): void {
  try {
    action()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    raiseIncident(x, error, instance)
  }
}

function activate(
  x: Execution,
  { instance: { key, value }, start }: Extract<FollowUp, { do: 'activate' }>,
): void {
  const element = x.state.definitions.elementOf(value)
  if (value.bpmnElementType !== 'PROCESS' && !scopeIsOpen(x, value.flowScopeKey, value.elementId)) return
  if (element.type === 'PARALLEL_GATEWAY' && !allFlowsTaken(x, element, value.flowScopeKey)) return
  const instance = { key: key === '' ? x.nextKey() : key, value }
  x.emit('PROCESS_INSTANCE', 'ELEMENT_ACTIVATING', instance.key, value)
  if (start) enterAtStartEvent(x, element, instance, start)
  else enter(x, element, instance)
}

function enter(x: Execution, element: Element, instance: Instance): void {
  orIncident(x, instance, () => {
    const container = containerOf(x, element, instance)
    container?.behaviour.childActivating?.(x, container.element, container.instance, instance)
    x.behaviours.of(element.type).activate(x, element, instance)
  })
}

/** The variables of the event become the start event's, whose output mapping carries them into the process. */
function enterAtStartEvent(
  x: Execution,
  process: Element,
  instance: Instance,
  { elementId, variables }: NonNullable<Extract<FollowUp, { do: 'activate' }>['start']>,
): void {
  const event = process.startEvents.find(({ id }) => id === elementId)
  if (!event) throw new Error(`${process.id} has no start event ${elementId}`)
  activated(x, instance)
  const { value } = instance
  activateTriggered(
    x,
    event,
    { eventKey: instance.key, elementId, variables },
    value.processDefinitionKey,
    instance.key,
    value,
  )
}

function complete(x: Execution, key: string, again = false): void {
  const row = x.state.element(key)
  if (!row || !(row.state === 'ACTIVATED' || (again && row.state === 'COMPLETING'))) return
  if (row.value.bpmnElementType !== 'PROCESS' && !scopeIsOpen(x, row.value.flowScopeKey, row.value.elementId))
    return
  const element = x.state.definitions.elementOf(row.value)
  if (!again) x.emit('PROCESS_INSTANCE', 'ELEMENT_COMPLETING', key, row.value)
  orIncident(x, row, () => x.behaviours.of(element.type).complete?.(x, element, row))
}

function terminate(x: Execution, key: string): void {
  const row = x.state.element(key)
  if (!row || row.state === 'TERMINATING') return
  const element = x.state.definitions.elementOf(row.value)
  x.emit('PROCESS_INSTANCE', 'ELEMENT_TERMINATING', key, row.value)
  x.behaviours.of(element.type).terminate(x, element, row)
}

/** A scope that was interrupted takes only what interrupted it. */
function scopeIsOpen(x: Execution, scopeKey: string, elementId: string): boolean {
  const scope = x.state.element(scopeKey)
  return scope?.state === 'ACTIVATED' && (scope.interruptedBy === '' || scope.interruptedBy === elementId)
}

function allFlowsTaken(x: Execution, gateway: Element, scopeKey: string): boolean {
  const taken = x.state.element(scopeKey)?.takenFlows[gateway.id] ?? {}
  return Object.keys(taken).length >= gateway.incoming.length
}

function activateInner(x: Execution, bodyKey: string, amount: number): void {
  const body = x.state.element(bodyKey)
  const inner = body && x.state.definitions.elementOf(body.value).inner
  if (!inner) return
  for (let index = 0; index < amount; index++) {
    x.follow({ do: 'activate', instance: { key: x.nextKey(), value: valueOf(body.value, inner, bodyKey) } })
  }
}
