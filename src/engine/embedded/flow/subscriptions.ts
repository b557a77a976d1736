/**
 * Waiting for messages, timers and signals: opened for all events of an element at once (if one expression fails, none is), closed when it is left.
 */
import type { Element } from '../../model/element.ts'
import type { Timer } from '../../model/timer.ts'
import type { Key } from '../../port.ts'
import { type ElementRow, type MessageSubscriptionRow, noKey, type TimerRow } from '../state/rows.ts'
import { evaluate, evaluateTimer } from './evaluate.ts'
import type { Execution, Instance } from './execution.ts'
import { Failure } from './failure.ts'
import { messageLookup } from './lookup.ts'

interface Wait {
  event: Element
  message?: { name: string; correlationKey: string }
  timer?: Timer
  signalName?: string
}

/** @param wanted leaves out events whose wait exists already. */
export function subscribe(
  x: Execution,
  element: Element,
  instance: Instance,
  wanted: (wait: Wait) => boolean = () => true,
): void {
  const waits = element.events
    .filter((event) => event.message ?? event.timer ?? event.signal)
    .map((event) => evaluateWait(x, event, instance))
    .filter(wanted)
  for (const { event, message } of waits) if (message) openMessage(x, event, instance, message)
  for (const { event, timer } of waits) if (timer) openTimer(x, event, instance, timer)
  for (const { event, signalName } of waits)
    if (signalName !== undefined) openSignal(x, event, instance, signalName)
}

function evaluateWait(x: Execution, event: Element, instance: Instance): Wait {
  const scopeKey = instance.key
  return {
    event,
    ...(event.message && {
      message: {
        name: evaluate(x, event.message.name, 'string', scopeKey),
        correlationKey: evaluateCorrelationKey(x, event, instance),
      },
    }),
    ...(event.timer && { timer: evaluateTimer(x, event.timer, scopeKey) }),
    ...(event.signal && { signalName: evaluate(x, event.signal.name, 'string', scopeKey) }),
  }
}

/** A boundary event's key is sought outside its activity: the activity's local variables do not count. */
function evaluateCorrelationKey(x: Execution, event: Element, instance: Instance): string {
  const scopeKey = event.type === 'BOUNDARY_EVENT' ? instance.value.flowScopeKey : instance.key
  const expression = event.message?.correlationKey
  if (!expression)
    throw new Failure('EXTRACT_VALUE_ERROR', `the message of ${event.id} has no correlation key`, scopeKey)
  return evaluate(x, expression, 'correlation key', scopeKey)
}

function openMessage(
  x: Execution,
  event: Element,
  instance: Instance,
  { name, correlationKey }: { name: string; correlationKey: string },
): void {
  const key = x.nextKey()
  const { processInstanceKey, bpmnProcessId } = instance.value
  x.emit('PROCESS_MESSAGE_SUBSCRIPTION', 'CREATING', key, {
    elementInstanceKey: instance.key,
    elementId: event.id,
    processInstanceKey,
    bpmnProcessId,
    messageName: name,
    correlationKey,
    interrupting: isInterrupting(event),
    messageKey: noKey,
  })
  const root = x.state.require('messageSubscription', key).root
  x.follow({
    do: 'openSubscription',
    subscriptionKey: key,
    lookup: messageLookup(name, correlationKey),
    root,
  })
}

/** Whether the wait is over once it was served. */
function isInterrupting(event: Element): boolean {
  return event.type === 'BOUNDARY_EVENT' || event.type === 'START_EVENT' ? event.interrupting : true
}

function openTimer(x: Execution, event: Element, instance: Instance, timer: Timer): void {
  const { processInstanceKey, processDefinitionKey } = instance.value
  createTimer(
    x,
    { elementInstanceKey: instance.key, processInstanceKey, processDefinitionKey, targetElementId: event.id },
    timer,
  )
}

export function createTimer(
  x: Execution,
  of: Omit<TimerRow['value'], 'dueDate' | 'repetitions'>,
  timer: Timer,
): void {
  const dueDate = timer.due(x.now)
  x.emit('TIMER', 'CREATED', x.nextKey(), { ...of, dueDate, repetitions: timer.repetitions })
}

function openSignal(x: Execution, event: Element, instance: Instance, signalName: string): void {
  const { processDefinitionKey, bpmnProcessId } = instance.value
  x.emit('SIGNAL_SUBSCRIPTION', 'CREATED', x.nextKey(), {
    signalName,
    processDefinitionKey,
    bpmnProcessId,
    catchEventId: event.id,
    catchEventInstanceKey: instance.key,
  })
}

export function unsubscribe(
  x: Execution,
  instanceKey: Key,
  of: (elementId: string) => boolean = () => true,
): void {
  for (const timer of x.state.owned('timer', instanceKey)) {
    if (of(timer.value.targetElementId)) x.emit('TIMER', 'CANCELED', timer.key, timer.value)
  }
  unsubscribeMessages(x, instanceKey, (subscription) => of(subscription.elementId))
  for (const signal of x.state.owned('signalSubscription', instanceKey)) {
    if (of(signal.catchEventId)) x.emit('SIGNAL_SUBSCRIPTION', 'DELETED', signal.key, logged(signal))
  }
}

export function unsubscribeMessages(
  x: Execution,
  instanceKey: Key,
  of: (subscription: MessageSubscriptionRow) => boolean,
): void {
  for (const subscription of x.state.owned('messageSubscription', instanceKey)) {
    if (subscription.closing || !of(subscription)) continue
    x.emit('PROCESS_MESSAGE_SUBSCRIPTION', 'DELETING', subscription.key, logged(subscription))
    x.follow({ do: 'closeSubscription', subscriptionKey: subscription.key })
  }
}

export function unsubscribeEventSubprocesses(x: Execution, scope: ElementRow): void {
  const process = x.state.definitions.process(scope.value.processDefinitionKey)
  unsubscribe(x, scope.key, (elementId) => process.elements.get(elementId)?.eventSubprocess !== undefined)
}

/** A row as the value of a record. */
export function logged<R extends { kind: string; key: Key; root: Key }>(
  row: R,
): Omit<R, 'kind' | 'key' | 'root'> {
  const { kind: _kind, key: _key, root: _root, ...value } = row
  return value
}
