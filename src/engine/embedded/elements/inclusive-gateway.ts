/** A forking inclusive gateway: takes every flow whose condition is true, else the default flow. */
import { activated, completed, completing, takeFlow } from '../flow/lifecycle.ts'
import type { Behaviour } from './behaviour.ts'
import { exclusiveGateway } from './exclusive-gateway.ts'
import { openFlows } from './gateway-conditions.ts'

export const inclusiveGateway: Behaviour = {
  activate(x, element, instance) {
    const flows = openFlows(x, element, instance, Infinity)
    activated(x, instance)
    completing(x, instance)
    completed(x, element, instance)
    for (const flow of flows) takeFlow(x, flow, instance)
  },

  terminate: exclusiveGateway.terminate,
}
