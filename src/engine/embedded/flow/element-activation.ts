/** Entering an element from outside the flow (start instructions, modifications): the scopes around it are found, or made. */
import { elementOf, type Element } from '../../model/element.ts'
import { type Key, Refusal } from '../../port.ts'
import type { ElementRow, InstanceValue } from '../state/rows.ts'
import type { Execution } from './execution.ts'
import { Failure } from './failure.ts'
import { subscribe } from './subscriptions.ts'

export interface Activation {
  /** The scopes around the element, outermost first; the last is its own. */
  scopeKeys: Key[]
  scopeKey: Key
  key: Key
}

/**
 * @param ancestorKey the scope instance to enter it in, when there are several; '-1' lets the engine choose
 * @param entered hears of each scope and the element, to set variables there
 * @throws Refusal when the choice is not clear, or a scope cannot open its events
 */
export function activateElement(
  x: Execution,
  process: InstanceValue,
  elementId: string,
  ancestorKey: Key = '-1',
  entered: (elementId: string, key: Key) => void = () => {},
): Activation {
  const definition = x.state.definitions.process(process.processDefinitionKey)
  const element = definition.elements.get(elementId) ?? elementOf(definition, elementId)
  const scopes: Element[] = []
  for (let scope = element.scope; scope; scope = scope.scope) scopes.unshift(scope)
  const scopeKeys: Key[] = []
  let scopeKey = process.processInstanceKey
  for (const scope of scopes) {
    const reused = reusable(x, process, scope, scopeKey, ancestorKey)
    if (reused === undefined) scopeKey = openScope(x, process, scope, scopeKey, entered)
    else {
      scopeKey = reused
      entered(scope.id, scopeKey)
    }
    scopeKeys.push(scopeKey)
  }
  const key = x.nextKey()
  x.follow({ do: 'activate', instance: { key, value: valueInside(process, element, scopeKey) } })
  entered(element.id, key)
  return { scopeKeys, scopeKey, key }
}

/** Elements entered from outside do not know who called their process. */
function valueInside(process: InstanceValue, element: Element, flowScopeKey: Key): InstanceValue {
  return {
    ...process,
    elementId: element.id,
    bpmnElementType: element.type,
    bpmnEventType: element.eventType,
    flowScopeKey,
    parentProcessInstanceKey: '-1',
    parentElementInstanceKey: '-1',
  }
}

function reusable(
  x: Execution,
  process: InstanceValue,
  scope: Element,
  outerKey: Key,
  ancestorKey: Key,
): Key | undefined {
  const instances =
    scope.type === 'PROCESS'
      ? [x.state.element(outerKey)].filter((row) => row !== undefined)
      : x.state.owned('element', outerKey).filter((row) => row.value.elementId === scope.id)
  const chosen = ancestorKey !== '-1'
  const [only] = instances
  if (!only) return undefined
  if (instances.length === 1) return chosen && isInside(x, only, ancestorKey) ? undefined : only.key
  if (chosen) {
    if (instances.some((row) => row.key === ancestorKey)) return ancestorKey
    if (instances.some((row) => isInside(x, row, ancestorKey))) return undefined
    const ancestor = x.state.element(ancestorKey)
    const around = ancestor && instances.find((row) => isInside(x, ancestor, row.key))
    if (around) return around.key
  }
  throw new Refusal(
    'INVALID_ARGUMENT',
    `Expected to modify instance of process '${process.bpmnProcessId}' but it contains one or more activate instructions for an element that has a flow scope with more than one active instance: '${scope.id}'. Specify an ancestor element instance key.`,
    [scope.id],
  )
}

function isInside(x: Execution, row: ElementRow, ancestorKey: Key): boolean {
  for (
    let key = row.value.flowScopeKey;
    key !== '-1';
    key = x.state.element(key)?.value.flowScopeKey ?? '-1'
  ) {
    if (key === ancestorKey) return true
  }
  return false
}

function openScope(
  x: Execution,
  process: InstanceValue,
  scope: Element,
  outerKey: Key,
  entered: (id: string, key: Key) => void,
): Key {
  if (scope.type === 'MULTI_INSTANCE_BODY' || scope.scope?.type === 'MULTI_INSTANCE_BODY') {
    throw new Refusal(
      'INVALID_ARGUMENT',
      `Expected to modify instance of process '${process.bpmnProcessId}' but it would activate the multi-instance element '${scope.id}', which is not supported.`,
      [scope.id],
    )
  }
  const isProcess = scope.type === 'PROCESS'
  const key = isProcess ? process.processInstanceKey : x.nextKey()
  const instance = { key, value: valueInside(process, scope, isProcess ? '-1' : outerKey) }
  x.emit('PROCESS_INSTANCE', 'ELEMENT_ACTIVATING', key, instance.value)
  entered(scope.id, key)
  x.emit('PROCESS_INSTANCE', 'ELEMENT_ACTIVATED', key, instance.value)
  try {
    subscribe(x, scope, instance)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Refusal(
      'INVALID_ARGUMENT',
      `Expected to subscribe to catch event(s) of '${scope.id}' but ${error.message}`,
      [scope.id],
    )
  }
  return key
}
