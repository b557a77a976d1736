/**
 * A call activity: starts the latest version of the called process. It hands down all variables it sees, or only its own (input mapping); it gets
 * back all of the called process's variables unless told otherwise. No such process, or none with a none start event: CALLED_ELEMENT_ERROR.
 */
import { type Element, noneStartEvent } from '../../model/element.ts'
import { evaluate } from '../flow/evaluate.ts'
import type { Execution, Instance } from '../flow/execution.ts'
import { Failure } from '../flow/failure.ts'
import { resolveIncidents } from '../flow/incidents.ts'
import { activated, complete } from '../flow/lifecycle.ts'
import { applyInputMapping } from '../flow/mappings.ts'
import { subscribe, unsubscribe } from '../flow/subscriptions.ts'
import { localVariables, visibleVariables } from '../flow/variable-lookup.ts'
import { setAllLocal } from '../flow/variables.ts'
import type { InstanceValue } from '../state/rows.ts'
import type { ContainerBehaviour } from './behaviour.ts'
import { endTerminated, leaveActivity } from './leaving.ts'

export const callActivity: ContainerBehaviour = {
  activate(x, element, instance) {
    const { called } = element
    if (!called) throw new Error(`${element.id} calls nothing`)
    applyInputMapping(x, element, instance)
    const definition = calledProcess(x, evaluate(x, called.processId, 'string', instance.key))
    subscribe(x, element, instance)
    activated(x, instance)
    const child = { key: x.nextKey(), value: undefined as unknown as InstanceValue }
    child.value = {
      ...definition,
      processInstanceKey: child.key,
      parentProcessInstanceKey: instance.value.processInstanceKey,
      parentElementInstanceKey: instance.key,
      elementId: definition.bpmnProcessId,
      bpmnElementType: 'PROCESS',
      bpmnEventType: 'UNSPECIFIED',
      flowScopeKey: '-1',
    }
    x.follow({ do: 'activate', instance: child })
    const handedDown = called.propagateAllParentVariables
      ? visibleVariables(x.state, instance.key)
      : ownVariables(x, element, instance)
    setAllLocal(x, child, child.key, handedDown)
  },

  complete: leaveActivity,

  terminate(x, element, instance) {
    unsubscribe(x, instance.key)
    resolveIncidents(x, instance.key)
    const called = x.state.element(x.state.require('element', instance.key).calledInstance)
    if (called) x.follow({ do: 'terminate', key: called.key })
    else endTerminated(x, element, instance)
  },

  pathCompleted(x, element, instance) {
    const state = x.state.element(instance.key)?.state
    if (state === 'ACTIVATED') complete(x, instance)
    else if (state === 'TERMINATING') endTerminated(x, element, instance)
  },

  childTerminated(x, element, instance) {
    if (x.state.element(instance.key)?.state === 'TERMINATING') endTerminated(x, element, instance)
  },
}

function ownVariables(x: Execution, element: Element, instance: Instance) {
  return element.inputMapping ? localVariables(x.state, instance.key) : {}
}

function calledProcess(x: Execution, processId: string) {
  const definition = x.state.definitions.latest('process', processId)
  if (!definition) {
    throw new Failure(
      'CALLED_ELEMENT_ERROR',
      `Expected process with BPMN process id '${processId}' to be deployed, but not found.`,
    )
  }
  if (!noneStartEvent(x.state.definitions.process(definition.key).root)) {
    const message = `Expected process with BPMN process id '${processId}' to have a none start event, but not found.`
    throw new Failure('CALLED_ELEMENT_ERROR', message)
  }
  return { bpmnProcessId: processId, version: definition.version, processDefinitionKey: definition.key }
}
