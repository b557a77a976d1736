/** A start event. When it completes, the events of its scope are opened: event subprocesses, and a subprocess's boundary events. */
import { resolveIncidents } from '../flow/incidents.ts'
import { activated, complete, completed, takeFlows } from '../flow/lifecycle.ts'
import { applyOutputMapping } from '../flow/mappings.ts'
import { subscribe } from '../flow/subscriptions.ts'
import type { Behaviour } from './behaviour.ts'
import { endTerminatedPlainly } from './leaving.ts'

export const startEvent: Behaviour = {
  activate(x, _element, instance) {
    activated(x, instance)
    complete(x, instance)
  },

  complete(x, element, instance) {
    applyOutputMapping(x, element, instance)
    const scope = x.state.require('element', instance.value.flowScopeKey)
    subscribe(x, x.state.definitions.elementOf(scope.value), scope)
    completed(x, element, instance)
    takeFlows(x, element, instance)
  },

  terminate(x, element, instance) {
    resolveIncidents(x, instance.key)
    endTerminatedPlainly(x, element, instance)
  },
}
