/**
 * Input mappings make local variables of the element; output mappings carry them out. Without an output mapping, what a job, message or decision gave
 * is propagated as it is.
 */
import type { Expression } from '../../feel/index.ts'
import type { Element } from '../../model/element.ts'
import type { Key, Variables } from '../../port.ts'
import { evaluate } from './evaluate.ts'
import { markTriggered } from './event-trigger.ts'
import type { Execution, Instance } from './execution.ts'
import { Failure } from './failure.ts'
import { localVariables } from './variable-lookup.ts'
import { propagate, setAllLocal } from './variables.ts'

export function applyInputMapping(x: Execution, element: Element, instance: Instance): void {
  if (element.inputMapping)
    setAllLocal(x, instance, instance.key, evaluateMapping(x, element.inputMapping, instance.key))
}

export function applyOutputMapping(x: Execution, element: Element, instance: Instance): void {
  const row = x.state.require('element', instance.key)
  const target =
    row.loopCounter > 0 && element.type !== 'MULTI_INSTANCE_BODY' ? instance.key : instance.value.flowScopeKey
  const [trigger] = row.triggers
  const given = trigger?.variables ?? {}
  const hasGiven = Object.keys(given).length > 0
  if (trigger) markTriggered(x, instance.value, instance.key, trigger.eventKey, element.id)
  if (element.outputMapping) {
    if (hasGiven) setAllLocal(x, instance, instance.key, given)
    propagate(x, instance, target, evaluateMapping(x, element.outputMapping, instance.key))
  } else if (hasGiven) {
    propagate(x, instance, instance.key, given)
  } else if (carriesLocals(element)) {
    propagate(x, instance, target, localVariables(x.state, instance.key))
  }
}

/** Events that were given their variables as locals when they were triggered. A caught error keeps them to itself. */
function carriesLocals(element: Element): boolean {
  if (element.behindEventGateway || element.type === 'START_EVENT') return true
  return element.type === 'BOUNDARY_EVENT' && !element.error
}

function evaluateMapping(x: Execution, mapping: Expression, scopeKey: Key): Variables {
  try {
    return evaluate(x, mapping, 'context', scopeKey)
  } catch (error) {
    if (error instanceof Failure) throw new Failure('IO_MAPPING_ERROR', error.message, scopeKey)
    throw error
  }
}
