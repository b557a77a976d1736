/**
 * Process instance modification: enters elements (making the scopes around them where needed) and ends element instances. Scopes that are left empty end
 * too, unless something is entered in them.
 */
import type { BpmnElementType } from '../../feed-record.ts'
import { type Element, type ExecutableProcess } from '../../model/element.ts'
import { type Key, type ModifyActivate, Refusal } from '../../port.ts'
import { deleteCompensation, deleteCompensationInside } from '../flow/compensation.ts'
import { activateElement } from '../flow/element-activation.ts'
import type { Execution } from '../flow/execution.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import { cancelJob } from '../flow/jobs.ts'
import { canTerminate } from '../flow/lifecycle.ts'
import { unsubscribe } from '../flow/subscriptions.ts'
import { cancelUserTask } from '../flow/user-tasks.ts'
import { setAllLocal } from '../flow/variables.ts'
import type { ElementRow } from '../state/rows.ts'
import type { Handler } from './handler.ts'

export const notEnteredFromOutside: ReadonlySet<BpmnElementType> = new Set<BpmnElementType>([
  'UNSPECIFIED',
  'START_EVENT',
  'SEQUENCE_FLOW',
  'BOUNDARY_EVENT',
])

export function isInsideMultiInstance(element: Element): boolean {
  return (
    element.scope !== undefined &&
    (element.scope.type === 'MULTI_INSTANCE_BODY' || isInsideMultiInstance(element.scope))
  )
}

export const modifyInstance: Handler<'modifyInstance'> = {
  needs: (_state, { processInstanceKey }) => ({ keys: [processInstanceKey] }),

  run(x, { processInstanceKey, activate = [], terminate = [] }) {
    const instance = x.state.element(processInstanceKey)
    if (instance?.value.bpmnElementType !== 'PROCESS') {
      throw new Refusal(
        'NOT_FOUND',
        `Expected to modify process instance but no process instance found with key '${processInstanceKey}'`,
      )
    }
    check(x, instance, activate, terminate)
    const activateInstructions = activate.map((instruction) => ({
      elementId: instruction.elementId,
      ancestorScopeKeys: activateElement(
        x,
        instance.value,
        instruction.elementId,
        instruction.ancestorElementInstanceKey,
        (id, key) => setVariablesFor(x, instance, instruction, id, key),
      ).scopeKeys,
    }))
    const needed = new Set(activateInstructions.flatMap((instruction) => instruction.ancestorScopeKeys))
    for (const key of terminate) {
      const row = x.state.element(key)
      if (!row) continue
      terminateElement(x, row)
      terminateEmptyScopes(x, row.value.flowScopeKey, needed)
    }
    x.emit('PROCESS_INSTANCE_MODIFICATION', 'MODIFIED', processInstanceKey, {
      processInstanceKey,
      activateInstructions,
      terminateInstructions: terminate,
    })
  },
}

function setVariablesFor(
  x: Execution,
  instance: ElementRow,
  instruction: ModifyActivate,
  elementId: string,
  key: Key,
): void {
  const { variables, variablesScope, scopes = {} } = instruction
  const wanted =
    variablesScope === undefined || variablesScope === '' ? instance.value.bpmnProcessId : variablesScope
  if (variables && elementId === wanted) setAllLocal(x, instance, key, variables)
  const own = scopes[elementId]
  if (own) setAllLocal(x, instance, key, own)
}

function check(x: Execution, instance: ElementRow, activate: ModifyActivate[], terminate: Key[]): void {
  const process = x.state.definitions.process(instance.value.processDefinitionKey)
  const refuse = (reason: string, elementIds: string[] = []) =>
    new Refusal(
      'INVALID_ARGUMENT',
      `Expected to modify instance of process '${process.id}' but it contains one or more ${reason}`,
      elementIds,
    )
  for (const { elementId, variablesScope, scopes = {}, ancestorElementInstanceKey } of activate) {
    const element = process.elements.get(elementId)
    if (!element && !process.flows.has(elementId))
      throw refuse(`activate instructions with an element that could not be found: '${elementId}'`, [
        elementId,
      ])
    if (!element || notEnteredFromOutside.has(element.type))
      throw refuse(`activate instructions for elements that are unsupported: '${elementId}'`, [elementId])
    if (element.behindEventGateway)
      throw refuse(
        `activate instructions for elements that are unsupported: '${elementId}' belongs to an event-based gateway`,
        [elementId],
      )
    for (const scope of [...(variablesScope ? [variablesScope] : []), ...Object.keys(scopes)])
      checkVariablesScope(process, element, scope, refuse)
    if (ancestorElementInstanceKey) checkAncestor(x, instance, element, ancestorElementInstanceKey, refuse)
  }
  for (const key of terminate) {
    if (!x.state.element(key))
      throw refuse(`terminate instructions with an element instance that could not be found: '${key}'`)
  }
}

type Refuse = (reason: string, elementIds?: string[]) => Refusal

function checkVariablesScope(
  process: ExecutableProcess,
  element: Element,
  scopeId: string,
  refuse: Refuse,
): void {
  if (!process.elements.has(scopeId))
    throw refuse(`variable instructions with a scope element id that could not be found: '${scopeId}'`, [
      scopeId,
    ])
  if (scopeId !== element.id && !isAround(element, scopeId)) {
    throw refuse(
      `variable instructions with a scope element that doesn't belong to the activating element's flow scope: '${scopeId}'`,
      [scopeId],
    )
  }
}

function isAround(element: Element, scopeId: string): boolean {
  for (let scope = element.scope; scope; scope = scope.scope) if (scope.id === scopeId) return true
  return false
}

function checkAncestor(x: Execution, instance: ElementRow, element: Element, key: Key, refuse: Refuse): void {
  const ancestor = x.state.element(key)
  if (ancestor?.state !== 'ACTIVATED')
    throw refuse(
      `activate instructions with an ancestor scope key that does not exist, or is not in an active state: '${key}'`,
    )
  if (ancestor.value.processInstanceKey !== instance.key) {
    throw refuse(
      `activate instructions with an ancestor scope key that does not belong to the modified process instance: '${key}'`,
    )
  }
  if (!isAround(element, ancestor.value.elementId)) {
    throw refuse(
      `activate instructions with an ancestor scope key that is not an ancestor of the element to activate: '${key}'`,
      [element.id],
    )
  }
}

/** At once and with everything inside, without the commands that a flow would queue. */
function terminateElement(x: Execution, row: ElementRow): void {
  x.emit('PROCESS_INSTANCE', 'ELEMENT_TERMINATING', row.key, row.value)
  cancelJob(x, row.key)
  cancelUserTask(x, row.key)
  resolveIncidents(x, row.key)
  unsubscribe(x, row.key)
  if (row.value.bpmnElementType === 'PROCESS') deleteCompensation(x, row)
  if (row.value.bpmnElementType === 'SUB_PROCESS') deleteCompensationInside(x, row)
  if (row.value.bpmnElementType === 'CALL_ACTIVITY') {
    const called = x.state.element(row.calledInstance)
    if (called && canTerminate(called)) terminateElement(x, called)
  } else {
    for (const child of x.state.owned('element', row.key)) if (canTerminate(child)) terminateElement(x, child)
  }
  x.emit('PROCESS_INSTANCE', 'ELEMENT_TERMINATED', row.key, row.value)
}

function terminateEmptyScopes(x: Execution, scopeKey: Key, needed: Set<Key>): void {
  for (
    let row = x.state.element(scopeKey);
    row && row.children === 0 && row.activeFlows === 0 && !needed.has(row.key);
  ) {
    const { value } = row
    if (value.bpmnElementType === 'PROCESS' && value.parentProcessInstanceKey !== '-1') {
      throw new Refusal(
        'INVALID_ARGUMENT',
        `Expected to modify instance of process '${value.bpmnProcessId}' but the given instructions would terminate the instance. The instance was created by a call activity in the parent process. To terminate this instance please modify the parent process instead.`,
      )
    }
    terminateElement(x, row)
    row = x.state.element(value.flowScopeKey)
  }
}
