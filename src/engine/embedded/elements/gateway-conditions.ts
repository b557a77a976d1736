/** Which flows of a gateway are open. */
import type { Element, SequenceFlow } from '../../model/element.ts'
import { evaluate } from '../flow/evaluate.ts'
import type { Execution, Instance } from '../flow/execution.ts'
import { Failure } from '../flow/failure.ts'

/**
 * Flows whose condition is true, in the order of the graph (the last of the file first), at most `most`; the default flow when there is none. A
 * condition that gives no boolean is an incident, and so is no open flow at all.
 */
export function openFlows(x: Execution, element: Element, instance: Instance, most: number): SequenceFlow[] {
  const [first] = element.outgoing
  if (!first || (element.outgoing.length === 1 && !first.condition)) return element.outgoing
  const open: SequenceFlow[] = []
  for (const flow of element.outgoing) {
    if (!flow.condition || flow === element.defaultFlow) continue
    if (evaluate(x, flow.condition, 'boolean', instance.key)) open.push(flow)
    if (open.length === most) return open
  }
  if (open.length > 0) return open
  if (element.defaultFlow) return [element.defaultFlow]
  const message = 'Expected at least one condition to evaluate to true, or to have a default flow'
  throw new Failure('CONDITION_ERROR', message, instance.key)
}
