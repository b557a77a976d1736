/** An intermediate catch event: waits for a message, timer or signal; a link is passed through. */
import { resolveIncidents } from '../flow/incidents.ts'
import { activated, complete, completed, takeFlows } from '../flow/lifecycle.ts'
import { applyInputMapping, applyOutputMapping } from '../flow/mappings.ts'
import { subscribe, unsubscribe } from '../flow/subscriptions.ts'
import type { Behaviour } from './behaviour.ts'
import { endTerminatedPlainly } from './leaving.ts'

export const intermediateCatchEvent: Behaviour = {
  activate(x, element, instance) {
    if (element.eventType === 'LINK') {
      activated(x, instance)
      complete(x, instance)
      return
    }
    applyInputMapping(x, element, instance)
    subscribe(x, element, instance)
    activated(x, instance)
  },

  complete(x, element, instance) {
    applyOutputMapping(x, element, instance)
    unsubscribe(x, instance.key)
    completed(x, element, instance)
    takeFlows(x, element, instance)
  },

  terminate(x, element, instance) {
    unsubscribe(x, instance.key)
    resolveIncidents(x, instance.key)
    endTerminatedPlainly(x, element, instance)
  },
}
