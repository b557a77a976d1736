/** An intermediate throw event: none, message, signal, escalation, compensation, or a link that goes on at the catch event of its name. */
import { resolveIncidents } from '../flow/incidents.ts'
import { cancelJob } from '../flow/jobs.ts'
import {
  activated,
  activateNext,
  childTerminated,
  complete,
  completed,
  terminated,
} from '../flow/lifecycle.ts'
import { applyOutputMapping } from '../flow/mappings.ts'
import type { Behaviour } from './behaviour.ts'
import {
  leaveThrowEvent,
  throwCompensation,
  throwEscalationEvent,
  throwMessage,
  throwSignal,
  thrownBy,
} from './throw-event.ts'

export const intermediateThrowEvent: Behaviour = {
  activate(x, element, instance) {
    switch (thrownBy(element)) {
      case 'message':
        return throwMessage(x, element, instance)
      case 'signal':
        return throwSignal(x, element, instance)
      case 'escalation':
        return throwEscalationEvent(x, element, instance)
      case 'compensation':
        return throwCompensation(x, element, instance)
      default:
        activated(x, instance)
        complete(x, instance)
    }
  },

  complete(x, element, instance) {
    if (!element.linkTarget) return leaveThrowEvent(x, element, instance)
    applyOutputMapping(x, element, instance)
    completed(x, element, instance)
    activateNext(x, element.linkTarget, instance)
  },

  terminate(x, element, instance) {
    cancelJob(x, instance.key)
    terminated(x, instance)
    resolveIncidents(x, instance.key)
    childTerminated(x, element, instance)
  },
}
