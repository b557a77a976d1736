/** A parallel gateway: entered once every incoming flow was taken (`step.ts` sees to that), takes every outgoing flow. */
import { activated, completed, completing, takeFlows } from '../flow/lifecycle.ts'
import type { Behaviour } from './behaviour.ts'
import { endTerminatedPlainly } from './leaving.ts'

export const parallelGateway: Behaviour = {
  activate(x, element, instance) {
    activated(x, instance)
    completing(x, instance)
    completed(x, element, instance)
    takeFlows(x, element, instance)
  },

  terminate: endTerminatedPlainly,
}
