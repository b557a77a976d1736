/**
 * An embedded subprocess: a scope of its own. Its boundary events and event subprocesses are opened when its start event completes, so that they see
 * what its input mapping set.
 */
import { noneStartEvent } from '../../model/element.ts'
import { deleteCompensationInside } from '../flow/compensation.ts'
import { activateTrigger, findTrigger } from '../flow/event-trigger.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import {
  activateChild,
  activated,
  childTerminated,
  complete,
  isInterrupted,
  isInterruptedByTerminateEnd,
  nothingActive,
  nothingLeft,
  terminateChildren,
  terminated,
} from '../flow/lifecycle.ts'
import { applyInputMapping } from '../flow/mappings.ts'
import { unsubscribe } from '../flow/subscriptions.ts'
import type { ContainerBehaviour } from './behaviour.ts'
import { leaveActivity, triggeredBoundary } from './leaving.ts'

export const subprocess: ContainerBehaviour = {
  activate(x, element, instance) {
    applyInputMapping(x, element, instance)
    activated(x, instance)
    const start = noneStartEvent(element)
    if (start) activateChild(x, start, instance)
  },

  complete: leaveActivity,

  terminate(x, element, instance) {
    unsubscribe(x, instance.key)
    resolveIncidents(x, instance.key)
    deleteCompensationInside(x, instance)
    if (terminateChildren(x, instance.key)) subprocess.childTerminated(x, element, instance, undefined)
  },

  pathCompleted(x, _element, instance, child) {
    if (nothingLeft(x, child)) complete(x, instance)
  },

  childTerminated(x, element, instance, child) {
    const row = x.state.require('element', instance.key)
    const byTerminateEnd = isInterruptedByTerminateEnd(x, row)
    if (isInterrupted(row) && !byTerminateEnd) {
      const trigger = findTrigger(x, instance)
      if (trigger) activateTrigger(x, trigger, instance.key, instance.key, instance.value)
      return
    }
    if (child && !nothingActive(x, child)) return
    const boundary = triggeredBoundary(x, instance)
    if (boundary) {
      terminated(x, instance)
      activateTrigger(x, boundary, instance.key, instance.value.flowScopeKey, instance.value)
    } else if (row.state === 'TERMINATING') {
      terminated(x, instance)
      childTerminated(x, element, instance)
    } else if (byTerminateEnd) complete(x, instance)
  },
}
