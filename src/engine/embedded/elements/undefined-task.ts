/** Manual and undefined tasks: passed through. Neither mappings nor boundary events take effect there, as on the broker. */
import { resolveIncidents } from '../flow/incidents.ts'
import { activated, complete } from '../flow/lifecycle.ts'
import type { Behaviour } from './behaviour.ts'
import { endTerminatedPlainly, finishActivity } from './leaving.ts'

export const undefinedTask: Behaviour = {
  activate(x, _element, instance) {
    activated(x, instance)
    complete(x, instance)
  },

  complete: finishActivity,

  terminate(x, element, instance) {
    resolveIncidents(x, instance.key)
    endTerminatedPlainly(x, element, instance)
  },
}
