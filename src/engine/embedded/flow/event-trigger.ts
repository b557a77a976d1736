/**
 * An event reaches an element instance: it completes what waited for it, ends what it interrupts, or runs beside it.
 */
import type { Element } from '../../model/element.ts'
import type { Key, Variables } from '../../port.ts'
import { takesEvent } from '../apply/event-scope.ts'
import type { ElementRow, EventTrigger, InstanceValue } from '../state/rows.ts'
import type { Execution, Instance } from './execution.ts'
import { terminateNow, valueOf } from './lifecycle.ts'
import { unsubscribeEventSubprocesses } from './subscriptions.ts'
import { setAllLocal } from './variables.ts'

export function canTrigger(x: Execution, row: ElementRow | undefined, elementId: string): row is ElementRow {
  if (row?.state !== 'ACTIVATED' || !takesEvent(x.state, row, elementId)) return false
  return !x.state.element(row.value.flowScopeKey)?.interruptedBy
}

/** Notes that an event was caught; its variables wait with it. */
export function noteTrigger(
  x: Execution,
  value: InstanceValue,
  scopeKey: Key,
  elementId: string,
  variables: Variables,
): Key {
  const eventKey = x.nextKey()
  const { processDefinitionKey, processInstanceKey } = value
  x.emit('PROCESS_EVENT', 'TRIGGERING', eventKey, {
    scopeKey,
    targetElementId: elementId,
    variables,
    processDefinitionKey,
    processInstanceKey,
  })
  return eventKey
}

export function markTriggered(
  x: Execution,
  value: InstanceValue,
  scopeKey: Key,
  eventKey: Key,
  elementId: string,
): void {
  const { processDefinitionKey, processInstanceKey } = value
  x.emit('PROCESS_EVENT', 'TRIGGERED', eventKey, {
    scopeKey,
    targetElementId: elementId,
    processDefinitionKey,
    processInstanceKey,
  })
}

/** What triggered an instance from outside; a result of its own is none. */
export function findTrigger(x: Execution, instance: Instance): EventTrigger | undefined {
  const trigger = x.state.element(instance.key)?.triggers[0]
  return trigger && trigger.elementId !== instance.value.elementId ? trigger : undefined
}

const completedByTheirEvent = new Set(['INTERMEDIATE_CATCH_EVENT', 'RECEIVE_TASK', 'EVENT_BASED_GATEWAY'])

/** `canTrigger` said yes. */
export function triggerEvent(x: Execution, event: Element, row: ElementRow, variables: Variables = {}): void {
  const eventKey = noteTrigger(x, row.value, row.key, event.id, variables)
  if (completedByTheirEvent.has(event.type)) x.follow({ do: 'complete', key: row.key })
  else if (event.eventSubprocess) triggerEventSubprocess(x, event, row.key)
  else if (event.interrupting) x.follow({ do: 'terminate', key: row.key })
  else
    activateTriggered(
      x,
      event,
      { eventKey, elementId: event.id, variables },
      row.key,
      row.value.flowScopeKey,
      row.value,
    )
}

/** An interrupting event subprocess begins when everything else in its scope has ended; the last child that ends begins it. */
function triggerEventSubprocess(x: Execution, startEvent: Element, scopeKey: Key): void {
  const scope = x.state.require('element', scopeKey)
  if (scope.interruptedBy && scope.interruptedBy !== startEvent.eventSubprocess?.id) return
  const [trigger] = scope.triggers
  if (!trigger) return
  if (startEvent.interrupting) {
    unsubscribeEventSubprocesses(x, scope)
    for (const child of x.state.owned('element', scopeKey)) terminateNow(x, child)
    if (scope.children > 0) return
  }
  activateTriggered(x, startEvent, trigger, scopeKey, scopeKey, scope.value)
}

/**
 * Enters the event that was triggered. Its variables become its locals, for its output mapping.
 * @param scopeKey the instance that caught it; @param flowScopeKey where the event lives
 */
export function activateTriggered(
  x: Execution,
  event: Element,
  trigger: EventTrigger,
  scopeKey: Key,
  flowScopeKey: Key,
  value: InstanceValue,
): void {
  if (event.eventSubprocess) {
    // The trigger stays where it is until the start event inside takes it.
    x.follow({
      do: 'activate',
      instance: { key: '', value: valueOf(value, event.eventSubprocess, flowScopeKey) },
    })
    return
  }
  markTriggered(x, value, scopeKey, trigger.eventKey, event.id)
  const instance = { key: x.nextKey(), value: valueOf(value, event, flowScopeKey) }
  x.emit('PROCESS_INSTANCE', 'ELEMENT_ACTIVATING', instance.key, instance.value)
  x.emit('PROCESS_INSTANCE', 'ELEMENT_ACTIVATED', instance.key, instance.value)
  setAllLocal(x, instance, instance.key, trigger.variables)
  x.follow({ do: 'complete', key: instance.key })
}

export function activateTrigger(
  x: Execution,
  trigger: EventTrigger,
  scopeKey: Key,
  flowScopeKey: Key,
  value: InstanceValue,
): void {
  const event = x.state.definitions.process(value.processDefinitionKey).elements.get(trigger.elementId)
  if (event) activateTriggered(x, event, trigger, scopeKey, flowScopeKey, value)
}
