/**
 * A boundary event. It waits as long as its activity does (`flow/subscriptions.ts`). Triggered and interrupting, the activity is terminated first and the
 * event entered then (`elements/leaving.ts`); not interrupting, it is entered at once and may be triggered again (`flow/event-trigger.ts`). Errors
 * always interrupt, and keep their variables unless its output mapping carries them out.
 */
import { completed, takeFlows } from '../flow/lifecycle.ts'
import { applyOutputMapping } from '../flow/mappings.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import type { Behaviour } from './behaviour.ts'
import { endTerminatedPlainly } from './leaving.ts'

export const boundaryEvent: Behaviour = {
  activate(_x, element) {
    throw new Error(`boundary event ${element.id} is entered by its trigger alone`)
  },

  complete(x, element, instance) {
    applyOutputMapping(x, element, instance)
    completed(x, element, instance)
    takeFlows(x, element, instance)
  },

  terminate(x, element, instance) {
    resolveIncidents(x, instance.key)
    endTerminatedPlainly(x, element, instance)
  },
}
