/** An exclusive gateway: takes the first flow whose condition is true, else the default flow. */
import { activated, completed, completing, takeFlow } from '../flow/lifecycle.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import type { Behaviour } from './behaviour.ts'
import { openFlows } from './gateway-conditions.ts'
import { endTerminatedPlainly } from './leaving.ts'

export const exclusiveGateway: Behaviour = {
  activate(x, element, instance) {
    const flows = openFlows(x, element, instance, 1)
    activated(x, instance)
    completing(x, instance)
    completed(x, element, instance)
    for (const flow of flows) takeFlow(x, flow, instance)
  },

  terminate(x, element, instance) {
    resolveIncidents(x, instance.key)
    endTerminatedPlainly(x, element, instance)
  },
}
