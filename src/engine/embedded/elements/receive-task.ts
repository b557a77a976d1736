/** A receive task: waits for one message. */
import { resolveIncidents } from '../flow/incidents.ts'
import { activated } from '../flow/lifecycle.ts'
import { applyInputMapping } from '../flow/mappings.ts'
import { subscribe, unsubscribe } from '../flow/subscriptions.ts'
import type { Behaviour } from './behaviour.ts'
import { endTerminated, leaveActivity } from './leaving.ts'

export const receiveTask: Behaviour = {
  activate(x, element, instance) {
    applyInputMapping(x, element, instance)
    subscribe(x, element, instance)
    activated(x, instance)
  },

  complete: leaveActivity,

  terminate(x, element, instance) {
    unsubscribe(x, instance.key)
    resolveIncidents(x, instance.key)
    endTerminated(x, element, instance)
  },
}
