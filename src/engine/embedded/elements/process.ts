/**
 * A process instance: enters the start event that was triggered, or the none start event; completes when nothing is active and no flow is under way;
 * tells the call activity that called it. Ended, it lets the next buffered message start the process (one instance per correlation key).
 */
import { type Element, noneStartEvent } from '../../model/element.ts'
import { deleteCompensation } from '../flow/compensation.ts'
import { activateTrigger, findTrigger } from '../flow/event-trigger.ts'
import type { Execution, Instance } from '../flow/execution.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import {
  activateChild,
  activated,
  complete,
  completed,
  isInterrupted,
  isInterruptedByTerminateEnd,
  nothingActive,
  nothingLeft,
  terminateChildren,
  terminated,
} from '../flow/lifecycle.ts'
import { correlateNextStart } from '../flow/message-start.ts'
import { unsubscribe } from '../flow/subscriptions.ts'
import type { ContainerBehaviour } from './behaviour.ts'
import { callActivity } from './call-activity.ts'

export const process: ContainerBehaviour = {
  activate(x, element, instance) {
    activated(x, instance)
    const start = noneStartEvent(element)
    if (start) activateChild(x, start, instance)
  },

  complete(x, element, instance) {
    unsubscribe(x, instance.key)
    deleteCompensation(x, instance)
    end(x, instance, () => completed(x, element, instance), callActivity.pathCompleted)
  },

  terminate(x, _element, instance) {
    unsubscribe(x, instance.key)
    resolveIncidents(x, instance.key)
    deleteCompensation(x, instance)
    if (terminateChildren(x, instance.key)) endTerminatedProcess(x, instance)
  },

  pathCompleted(x, _element, instance, child) {
    if (nothingLeft(x, child)) complete(x, instance)
  },

  childTerminated(x, _element, instance, child) {
    const row = x.state.require('element', instance.key)
    if (isInterrupted(row)) {
      if (isInterruptedByTerminateEnd(x, row)) {
        if (child && nothingActive(x, child)) complete(x, instance)
        return
      }
      const trigger = findTrigger(x, instance)
      if (trigger) activateTrigger(x, trigger, instance.key, instance.key, instance.value)
    } else if (row.state === 'TERMINATING' && child && nothingActive(x, child))
      endTerminatedProcess(x, instance)
  },
}

function endTerminatedProcess(x: Execution, instance: Instance): void {
  end(
    x,
    instance,
    () => terminated(x, instance),
    (y, element, caller, child) => callActivity.childTerminated(y, element, caller, child),
  )
}

/** What is needed after the end is asked for before it: the row is gone then. */
function end(
  x: Execution,
  instance: Instance,
  transition: () => void,
  tellCaller: (
    x: Execution,
    element: Element,
    caller: Instance,
    child: Instance,
    conditionMet: boolean,
  ) => void,
): void {
  const [lock] = x.state.owned('messageLock', instance.key)
  transition()
  const caller = x.state.element(instance.value.parentElementInstanceKey)
  if (caller && instance.value.parentProcessInstanceKey !== '-1') {
    tellCaller(x, x.state.definitions.elementOf(caller.value), caller, instance, false)
  } else if (lock) correlateNextStart(x, lock)
}
