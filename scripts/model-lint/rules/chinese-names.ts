/** What an officer sees is Chinese: names of tasks, of events that have one, and of gateways that ask. */
import { children } from '../../../src/engine/model/bpmn-file.ts'
import { isFlowNode, isTask } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'chinese-names',
  check(element, reporter) {
    if (!isFlowNode(element) && element.$type !== 'bpmn:Process') return
    const asks = element.$type === 'bpmn:ExclusiveGateway' && children(element, 'outgoing').length > 1
    const mustHave =
      isTask(element) || asks || element.$type === 'bpmn:SubProcess' || element.$type === 'bpmn:Process'
    if (element.name ? !/\p{Script=Han}/u.test(element.name) : mustHave)
      reporter.report(element.id!, 'needs a Chinese name')
  },
}
