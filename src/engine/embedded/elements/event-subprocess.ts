/** An event subprocess: entered when its start event is triggered, which then takes the event's variables. */
import { resolveIncidents } from '../flow/incidents.ts'
import {
  activateChild,
  activated,
  childTerminated,
  complete,
  completed,
  isInterruptedByTerminateEnd,
  nothingActive,
  nothingLeft,
  terminateChildren,
  terminated,
} from '../flow/lifecycle.ts'
import { applyInputMapping, applyOutputMapping } from '../flow/mappings.ts'
import type { ContainerBehaviour } from './behaviour.ts'

export const eventSubprocess: ContainerBehaviour = {
  activate(x, element, instance) {
    applyInputMapping(x, element, instance)
    activated(x, instance)
    const [start] = element.startEvents
    if (start) activateChild(x, start, instance)
  },

  complete(x, element, instance) {
    applyOutputMapping(x, element, instance)
    completed(x, element, instance)
  },

  terminate(x, element, instance) {
    resolveIncidents(x, instance.key)
    if (terminateChildren(x, instance.key)) eventSubprocess.childTerminated(x, element, instance, undefined)
  },

  pathCompleted(x, _element, instance, child) {
    if (nothingLeft(x, child)) complete(x, instance)
  },

  childTerminated(x, element, instance, child) {
    if (child && !nothingActive(x, child)) return
    const row = x.state.require('element', instance.key)
    if (row.state === 'TERMINATING') {
      terminated(x, instance)
      childTerminated(x, element, instance)
    } else if (isInterruptedByTerminateEnd(x, row)) complete(x, instance)
  },
}
