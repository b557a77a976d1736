/** How activities are left: ways that many of them share. */
import type { Element } from '../../model/element.ts'
import { completeCompensationHandler, subscribeCompensation } from '../flow/compensation.ts'
import { activateTrigger, findTrigger } from '../flow/event-trigger.ts'
import type { Execution, Instance } from '../flow/execution.ts'
import { childTerminated, completed, takeFlows, terminated } from '../flow/lifecycle.ts'
import { applyOutputMapping } from '../flow/mappings.ts'
import { unsubscribe } from '../flow/subscriptions.ts'

/** Output mapping, end of waiting, flows. */
export function leaveActivity(x: Execution, element: Element, instance: Instance): void {
  applyOutputMapping(x, element, instance)
  unsubscribe(x, instance.key)
  finishActivity(x, element, instance)
}

/** Completes it, whatever it was: notes its compensation, and ends the compensation that it is the handler of. */
export function finishActivity(x: Execution, element: Element, instance: Instance): void {
  subscribeCompensation(x, element, instance)
  completed(x, element, instance)
  completeCompensationHandler(x, instance)
  takeFlows(x, element, instance)
}

/**
 * Ends a terminating activity. If an interrupting boundary event ended it, that event is entered now, unless the scope itself ends. The scope hears
 * of the end only when nothing follows.
 */
export function endTerminated(x: Execution, element: Element, instance: Instance): void {
  const trigger = triggeredBoundary(x, instance)
  terminated(x, instance)
  if (trigger) activateTrigger(x, trigger, instance.key, instance.value.flowScopeKey, instance.value)
  else childTerminated(x, element, instance)
}

/** The boundary event that ends an instance, if its scope goes on. */
export function triggeredBoundary(x: Execution, instance: Instance) {
  const scope = x.state.element(instance.value.flowScopeKey)
  return scope?.state === 'ACTIVATED' && !scope.interruptedBy ? findTrigger(x, instance) : undefined
}

/** Elements without boundary events. */
export function endTerminatedPlainly(x: Execution, element: Element, instance: Instance): void {
  terminated(x, instance)
  childTerminated(x, element, instance)
}
