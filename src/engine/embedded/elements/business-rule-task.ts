/**
 * A business rule task: evaluates the latest version of a decision with the variables it sees; or a job. No such decision: CALLED_DECISION_ERROR; a
 * decision that fails: DECISION_EVALUATION_ERROR.
 */
import { evaluate } from '../flow/evaluate.ts'
import { evaluateCalledDecision } from '../flow/decisions.ts'
import { noteTrigger } from '../flow/event-trigger.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import { activated, complete } from '../flow/lifecycle.ts'
import { applyInputMapping } from '../flow/mappings.ts'
import type { Behaviour } from './behaviour.ts'
import { jobTask } from './job-task.ts'
import { endTerminated, leaveActivity } from './leaving.ts'

export const businessRuleTask: Behaviour = {
  activate(x, element, instance) {
    const { decision } = element
    if (!decision) return jobTask.activate(x, element, instance)
    applyInputMapping(x, element, instance)
    const decisionId = evaluate(x, decision.decisionId, 'string', instance.key)
    const result = evaluateCalledDecision(x, decisionId, instance)
    noteTrigger(x, instance.value, instance.key, element.id, { [decision.resultVariable]: result })
    activated(x, instance)
    complete(x, instance)
  },

  complete: leaveActivity,

  terminate(x, element, instance) {
    if (!element.decision) return jobTask.terminate(x, element, instance)
    resolveIncidents(x, instance.key)
    endTerminated(x, element, instance)
  },
}
