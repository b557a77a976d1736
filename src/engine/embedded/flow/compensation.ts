/**
 * Compensation as 8.5.8 has it: a completed activity with a compensation boundary event leaves a subscription; so does a completed subprocess or
 * multi-instance with such inside. A throw event invokes the handlers of its scope at once and completes when the last is done.
 */
import type { Element } from '../../model/element.ts'
import type { Key } from '../../port.ts'
import { type CompensationRow, noKey } from '../state/rows.ts'
import type { Execution, Instance } from './execution.ts'
import { valueOf } from './lifecycle.ts'
import { logged } from './subscriptions.ts'

const subscriptionsOf = (x: Execution, instance: Instance) =>
  x.state.owned('compensation', instance.value.processInstanceKey)

function compensationBoundary(element: Element): Element | undefined {
  return element.boundaryEvents.find((event) => event.eventType === 'COMPENSATION')
}

/** Called when an activity is about to complete. */
export function subscribeCompensation(x: Execution, element: Element, instance: Instance): void {
  const boundary = compensationBoundary(element)
  if (!boundary && !holdsSubscriptions(x, instance)) return
  x.emit('COMPENSATION_SUBSCRIPTION', 'CREATED', x.nextKey(), {
    processInstanceKey: instance.value.processInstanceKey,
    activityId: element.id,
    activityInstanceKey: instance.key,
    activityScopeKey: instance.value.flowScopeKey,
    handlerId: boundary?.compensationHandler?.id ?? '',
    throwEventId: '',
    throwEventInstanceKey: noKey,
    handlerInstanceKey: noKey,
  })
}

function holdsSubscriptions(x: Execution, instance: Instance): boolean {
  if (!['SUB_PROCESS', 'MULTI_INSTANCE_BODY'].includes(instance.value.bpmnElementType)) return false
  return subscriptionsOf(x, instance).some((subscription) => subscription.activityScopeKey === instance.key)
}

/** @returns whether anything is compensated; if so the thrower waits. */
export function triggerCompensation(x: Execution, element: Element, thrower: Instance): boolean {
  const scopes = [thrower.value.flowScopeKey]
  // Inside an event subprocess, what happened around it is compensated too.
  if (element.scope?.type === 'EVENT_SUB_PROCESS') {
    scopes.push(x.state.element(thrower.value.flowScopeKey)?.value.flowScopeKey ?? noKey)
  }
  const waiting = subscriptionsOf(x, thrower).filter((subscription) => subscription.throwEventId === '')
  const affected = waiting.filter(
    (subscription) =>
      scopes.includes(subscription.activityScopeKey) &&
      (!element.compensatedActivity || subscription.activityId === element.compensatedActivity.id),
  )
  for (const subscription of affected) trigger(x, thrower, waiting, subscription)
  return affected.length > 0
}

function trigger(
  x: Execution,
  thrower: Instance,
  waiting: CompensationRow[],
  subscription: CompensationRow,
): void {
  const handlerInstanceKey =
    subscription.handlerId === '' ? noKey : activateHandler(x, thrower, subscription.activityId)
  x.emit('COMPENSATION_SUBSCRIPTION', 'TRIGGERED', subscription.key, {
    ...logged(subscription),
    throwEventId: thrower.value.elementId,
    throwEventInstanceKey: thrower.key,
    handlerInstanceKey,
  })
  for (const inner of waiting) {
    if (inner.activityScopeKey === subscription.activityInstanceKey) trigger(x, thrower, waiting, inner)
  }
}

/** Runs through the boundary event and enters the handler in the thrower's scope. */
function activateHandler(x: Execution, thrower: Instance, activityId: string): Key {
  const activity = x.state.definitions.process(thrower.value.processDefinitionKey).elements.get(activityId)
  const boundary = activity && compensationBoundary(activity)
  const handler = boundary?.compensationHandler
  if (!handler) throw new Error(`no compensation handler for ${activityId}`)
  const boundaryKey = x.nextKey()
  const boundaryValue = valueOf(thrower.value, boundary, thrower.value.flowScopeKey)
  for (const intent of [
    'ELEMENT_ACTIVATING',
    'ELEMENT_ACTIVATED',
    'ELEMENT_COMPLETING',
    'ELEMENT_COMPLETED',
  ] as const) {
    x.emit('PROCESS_INSTANCE', intent, boundaryKey, boundaryValue)
  }
  const key = x.nextKey()
  const value = {
    ...valueOf(thrower.value, handler, thrower.value.flowScopeKey),
    bpmnEventType: 'COMPENSATION' as const,
  }
  x.follow({ do: 'activate', instance: { key, value } })
  return key
}

/** Called when an activity has completed: if it was a handler, its subscription ends, and with the last one the thrower. */
export function completeCompensationHandler(x: Execution, instance: Instance): void {
  if (instance.value.bpmnEventType !== 'COMPENSATION') return
  const subscription = subscriptionsOf(x, instance).find(
    (candidate) => candidate.throwEventId !== '' && candidate.handlerInstanceKey === instance.key,
  )
  if (!subscription) return
  x.emit('COMPENSATION_SUBSCRIPTION', 'COMPLETED', subscription.key, logged(subscription))
  completeScope(x, instance, subscription.activityScopeKey)
  const thrower = subscription.throwEventInstanceKey
  if (subscriptionsOf(x, instance).some((other) => other.throwEventInstanceKey === thrower)) return
  if (x.state.element(thrower)) x.follow({ do: 'complete', key: thrower })
}

/** The subscription of a subprocess ends with the last one inside it. */
function completeScope(x: Execution, instance: Instance, scopeKey: Key): void {
  const subscriptions = subscriptionsOf(x, instance)
  if (subscriptions.some((subscription) => subscription.activityScopeKey === scopeKey)) return
  const scope = subscriptions.find(
    (subscription) => subscription.activityInstanceKey === scopeKey && subscription.handlerId === '',
  )
  if (!scope) return
  x.emit('COMPENSATION_SUBSCRIPTION', 'COMPLETED', scope.key, logged(scope))
  completeScope(x, instance, scope.activityScopeKey)
}

/** All of a process instance that ends. */
export function deleteCompensation(x: Execution, instance: Instance): void {
  for (const subscription of subscriptionsOf(x, instance))
    x.emit('COMPENSATION_SUBSCRIPTION', 'DELETED', subscription.key, logged(subscription))
}

/** Those inside a subprocess that is terminated. */
export function deleteCompensationInside(
  x: Execution,
  instance: Instance,
  scopeKey: Key = instance.key,
): void {
  for (const subscription of subscriptionsOf(x, instance)) {
    if (subscription.activityScopeKey !== scopeKey) continue
    x.emit('COMPENSATION_SUBSCRIPTION', 'DELETED', subscription.key, logged(subscription))
    deleteCompensationInside(x, instance, subscription.activityInstanceKey)
  }
}
