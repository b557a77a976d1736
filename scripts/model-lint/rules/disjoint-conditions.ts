/** Engines try conditions in different orders (Zeebe 8.5 from the last flow to the first): at most one may be true, and one must be left. */
import { attribute, children, reference, type ModelElement } from '../../../src/engine/model/bpmn-file.ts'
import type { Rule } from '../rule.ts'

export const rule: Rule = {
  name: 'disjoint-conditions',
  check(element, reporter) {
    if (element.$type === 'bpmn:InclusiveGateway')
      return void reporter.report(
        element.id!,
        'an inclusive gateway takes several flows: use an exclusive or a parallel one',
      )
    if (element.$type !== 'bpmn:ExclusiveGateway') return
    const outgoing = children(element, 'outgoing')
    if (outgoing.length < 2) return
    const standard = reference(element, 'default')
    if (!standard)
      reporter.report(
        element.id!,
        'no default flow: where no condition is true, the case stops with an incident',
      )
    const conditional = outgoing.filter((flow) => flow !== standard)
    for (const flow of conditional)
      if (!conditionOf(flow)) reporter.report(flow.id!, 'a flow that is not the default needs a condition')
    if (conditional.length < 2) return
    const comparisons = conditional.map((flow) => comparison(conditionOf(flow) ?? ''))
    const first = comparisons[0]
    const recognised = comparisons.every((one) => one && one.variable === first?.variable)
    if (!recognised || new Set(comparisons.map((one) => one!.literal)).size < comparisons.length) {
      reporter.report(
        element.id!,
        'conditions must exclude each other: compare one variable with different literals (=x = "a", =x = "b"), or use one condition and a default',
      )
    }
  },
}

function conditionOf(flow: ModelElement): string | undefined {
  return attribute(reference(flow, 'conditionExpression'), 'body')
}

function comparison(condition: string): { variable: string; literal: string } | undefined {
  const match = /^=\s*([a-zA-Z_][\w.]*)\s*=\s*("[^"]*"|-?\d+(?:\.\d+)?|true|false)\s*$/.exec(condition)
  return match ? { variable: match[1]!, literal: match[2]! } : undefined
}
