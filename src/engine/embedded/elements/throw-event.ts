/** What intermediate throw events and end events have in common, by what they throw. */
import { type CodeDefinition, carriesJob, type Element } from '../../model/element.ts'
import { throwEscalation } from '../flow/catching.ts'
import { triggerCompensation } from '../flow/compensation.ts'
import { evaluate } from '../flow/evaluate.ts'
import type { Execution, Instance } from '../flow/execution.ts'
import { createJob, evaluateJob } from '../flow/jobs.ts'
import { activated, complete, completed, completing, takeFlows } from '../flow/lifecycle.ts'
import { applyInputMapping, applyOutputMapping } from '../flow/mappings.ts'
import { localVariables } from '../flow/variable-lookup.ts'

export type Thrown =
  'nothing' | 'message' | 'signal' | 'escalation' | 'compensation' | 'link' | 'error' | 'terminate'

export function thrownBy(element: Element): Thrown {
  if (carriesJob(element)) return 'message'
  switch (element.eventType) {
    case 'SIGNAL':
      return 'signal'
    case 'ESCALATION':
      return 'escalation'
    case 'COMPENSATION':
      return 'compensation'
    case 'LINK':
      return 'link'
    case 'ERROR':
      return 'error'
    case 'TERMINATE':
      return 'terminate'
    default:
      return 'nothing'
  }
}

/** A message is sent by a worker: the event is a job. */
export function throwMessage(x: Execution, element: Element, instance: Instance): void {
  applyInputMapping(x, element, instance)
  createJob(x, element, instance, evaluateJob(x, element, instance))
  activated(x, instance)
}

/** A signal carries the event's own variables: what its input mapping made. */
export function throwSignal(x: Execution, element: Element, instance: Instance): void {
  applyInputMapping(x, element, instance)
  if (!element.signal) throw new Error(`${element.id} has no signal`)
  const variables = localVariables(x.state, instance.key)
  const signalName = evaluate(x, element.signal.name, 'string', instance.key)
  x.follow({ do: 'broadcastSignal', signalName, variables })
  activated(x, instance)
  complete(x, instance)
}

export function throwEscalationEvent(x: Execution, element: Element, instance: Instance): void {
  const code = codeOf(x, element.escalation, instance)
  activated(x, instance)
  if (throwEscalation(x, element, code, instance)) complete(x, instance)
}

/** Waits until the last handler is done; goes on at once when there is nothing to compensate. */
export function throwCompensation(x: Execution, element: Element, instance: Instance): void {
  activated(x, instance)
  if (triggerCompensation(x, element, instance)) return
  completing(x, instance)
  leaveThrowEvent(x, element, instance)
}

export function codeOf(x: Execution, definition: CodeDefinition | undefined, instance: Instance): string {
  if (!definition) throw new Error(`${instance.value.elementId} has no code`)
  return definition.expression.isStatic
    ? definition.expression.text
    : evaluate(x, definition.expression, 'string', instance.key)
}

export function leaveThrowEvent(x: Execution, element: Element, instance: Instance): void {
  if (element.eventType !== 'COMPENSATION') applyOutputMapping(x, element, instance)
  completed(x, element, instance)
  takeFlows(x, element, instance)
}
