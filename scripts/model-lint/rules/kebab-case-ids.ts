/** Ids are read by people: in the trace, in incidents, in tests. `enter-case`, not `Activity_0x1y2z`. */
import { isFlowNode } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'kebab-case-ids',
  check(element, reporter) {
    if (
      !isFlowNode(element) &&
      !['bpmn:Process', 'bpmn:Message', 'bpmn:Error', 'bpmn:Signal', 'bpmn:Escalation'].includes(
        element.$type,
      )
    )
      return
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(element.id ?? ''))
      reporter.report(
        element.id!,
        `the id ${element.id} does not say in English words what this is, as in enter-case`,
      )
  },
}
