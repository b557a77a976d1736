/**
 * An end event: none, message, signal, escalation, compensation; an error that a scope around must catch; or the end of everything else in its
 * scope (terminate).
 */
import { findErrorCatch, throwError } from '../flow/catching.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import { cancelJob } from '../flow/jobs.ts'
import { activated, completed, completing, terminateChildren } from '../flow/lifecycle.ts'
import type { Behaviour } from './behaviour.ts'
import { endTerminatedPlainly } from './leaving.ts'
import {
  codeOf,
  leaveThrowEvent,
  throwCompensation,
  throwEscalationEvent,
  throwMessage,
  throwSignal,
  thrownBy,
} from './throw-event.ts'

export const endEvent: Behaviour = {
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
      case 'error': {
        const code = codeOf(x, element.error, instance)
        const found = findErrorCatch(x, code, x.state.element(instance.value.flowScopeKey))
        activated(x, instance)
        return throwError(x, found)
      }
      case 'terminate':
        activated(x, instance)
        completing(x, instance)
        completed(x, element, instance)
        terminateChildren(x, instance.value.flowScopeKey)
        return
      default:
        activated(x, instance)
        completing(x, instance)
        leaveThrowEvent(x, element, instance)
    }
  },

  complete: leaveThrowEvent,

  terminate(x, element, instance) {
    cancelJob(x, instance.key)
    resolveIncidents(x, instance.key)
    endTerminatedPlainly(x, element, instance)
  },
}
