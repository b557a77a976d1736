/** Nothing of the next stage can begin before the approval: no way leads through a stage to its end but through a call of `approval` that agreed. */
import { attribute, children, reference, type ModelElement } from '../../../src/engine/model/bpmn-file.ts'
import { extension, mappings } from '../model-element.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'stages-end-in-approval',
  check(element, reporter) {
    if (
      element.$type !== 'bpmn:SubProcess' ||
      !mappings(element, 'inputParameters').some(({ target }) => target === 'stage')
    )
      return
    const nodes = children(element, 'flowElements')
    const seen = new Set<ModelElement>()
    const waiting = nodes.filter((node) => node.$type === 'bpmn:StartEvent')
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (seen.has(node)) continue
      seen.add(node)
      if (node.$type === 'bpmn:EndEvent' && children(node, 'eventDefinitions').length === 0) {
        reporter.report(element.id!, `the end ${node.id} is reached without an approval that agreed`)
      }
      for (const flow of children(node, 'outgoing'))
        if (!agreed(flow)) waiting.push(reference(flow, 'targetRef')!)
      waiting.push(...nodes.filter((other) => reference(other, 'attachedToRef') === node))
    }
    if (!nodes.some(callsApproval)) reporter.report(element.id!, 'a stage needs a call of approval')
  },
}

function callsApproval(node: ModelElement): boolean {
  return attribute(extension(node, 'zeebe:CalledElement'), 'processId') === 'approval'
}

/** The flow that an approval's agreement takes; only directly behind the approval, or another answer could be meant. */
function agreed(flow: ModelElement): boolean {
  const gateway = reference(flow, 'sourceRef')!
  const before = children(gateway, 'incoming').map((incoming) => reference(incoming, 'sourceRef')!)
  return (
    /^=\s*outcome\s*=\s*"agreed"\s*$/.test(attribute(reference(flow, 'conditionExpression'), 'body') ?? '') &&
    before.length > 0 &&
    before.every(callsApproval)
  )
}
