/** A script task: a FEEL expression whose value becomes the result variable; or a job. */
import { evaluate } from '../flow/evaluate.ts'
import { noteTrigger } from '../flow/event-trigger.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import { activated, complete } from '../flow/lifecycle.ts'
import { applyInputMapping } from '../flow/mappings.ts'
import type { Behaviour } from './behaviour.ts'
import { jobTask } from './job-task.ts'
import { endTerminated, leaveActivity } from './leaving.ts'

export const scriptTask: Behaviour = {
  activate(x, element, instance) {
    const { script } = element
    if (!script) return jobTask.activate(x, element, instance)
    applyInputMapping(x, element, instance)
    const result = evaluate(x, script.expression, 'any', instance.key)
    // Evaluated once: should the output mapping fail, resolving that incident does not run the script again.
    noteTrigger(x, instance.value, instance.key, element.id, { [script.resultVariable]: result })
    activated(x, instance)
    complete(x, instance)
  },

  complete: leaveActivity,

  terminate(x, element, instance) {
    if (!element.script) return jobTask.terminate(x, element, instance)
    resolveIncidents(x, instance.key)
    endTerminated(x, element, instance)
  },
}
