/**
 * A multi-instance body: runs its inner activity once per item of a collection, all at once or one after another. Each inner instance has the item
 * and `loopCounter` (from 1) as locals; its output element goes to its place in the output collection. The completion condition is tried after each,
 * and sees `numberOfInstances`, `numberOfActiveInstances`, `numberOfCompletedInstances` and `numberOfTerminatedInstances`; once met, the rest ends.
 */
import type { Element } from '../../model/element.ts'
import type { Json } from '../../port.ts'
import { evaluate } from '../flow/evaluate.ts'
import type { Execution, Instance } from '../flow/execution.ts'
import { Failure } from '../flow/failure.ts'
import { raiseIncident, resolveIncidents } from '../flow/incidents.ts'
import {
  activated,
  childTerminated,
  complete,
  nothingActive,
  nothingLeft,
  terminateChildren,
  terminated,
  valueOf,
} from '../flow/lifecycle.ts'
import { activateTrigger } from '../flow/event-trigger.ts'
import { subscribe, unsubscribe } from '../flow/subscriptions.ts'
import { findVariable } from '../flow/variable-lookup.ts'
import { propagate, setLocal } from '../flow/variables.ts'
import type { ContainerBehaviour } from './behaviour.ts'
import { finishActivity, triggeredBoundary } from './leaving.ts'

export const multiInstanceBody: ContainerBehaviour = {
  activate(x, element, instance) {
    const items = inputItems(x, element, instance)
    subscribe(x, element, instance)
    activated(x, instance)
    const { sequential, outputCollection } = loopOf(element)
    if (outputCollection)
      setLocal(
        x,
        instance,
        instance.key,
        outputCollection,
        items.map(() => null),
      )
    if (items.length === 0) complete(x, instance)
    else if (sequential) startNext(x, element, instance)
    else x.follow({ do: 'activateInner', bodyKey: instance.key, amount: items.length })
  },

  complete(x, element, instance) {
    unsubscribe(x, instance.key)
    const { outputCollection } = loopOf(element)
    const collected = outputCollection && findVariable(x.state, instance.key, outputCollection)
    if (outputCollection && collected !== undefined) {
      propagate(x, instance, instance.value.flowScopeKey, { [outputCollection]: collected as Json })
    }
    finishActivity(x, element, instance)
  },

  terminate(x, element, instance) {
    unsubscribe(x, instance.key)
    if (terminateChildren(x, instance.key)) end(x, element, instance)
  },

  childActivating(x, element, _instance, child) {
    const { inputElement, outputElement } = loopOf(element)
    const { loopCounter } = x.state.require('element', child.key)
    const items = inputItems(x, element, child)
    const item = items[loopCounter - 1]
    if (item === undefined) {
      const message = `Expected to read item at index ${loopCounter - 1} of the multi-instance input collection but it contains only ${items.length} elements. The input collection might be modified while iterating over it.`
      throw new Failure('EXTRACT_VALUE_ERROR', message)
    }
    if (inputElement) setLocal(x, child, child.key, inputElement, item)
    const variable = outputElement && variableOf(outputElement.text)
    // It must exist here, or a result of that name would go to a scope that the instances share.
    if (variable && variable !== inputElement && variable !== 'loopCounter')
      setLocal(x, child, child.key, variable, null)
    setLocal(x, child, child.key, 'loopCounter', loopCounter)
  },

  beforePathCompleted(x, element, instance, child) {
    const loop = loopOf(element)
    collectOutput(x, element, instance, child)
    const conditionMet = loop.completionCondition
      ? evaluate(x, loop.completionCondition, 'boolean', child.key, (name) => loopNumber(x, instance, name))
      : false
    if (loop.sequential) inputItems(x, element, instance)
    return conditionMet
  },

  pathCompleted(x, element, instance, child, conditionMet) {
    const { sequential } = loopOf(element)
    if (conditionMet) {
      if (terminateChildren(x, instance.key) || sequential) complete(x, instance)
      return
    }
    if (sequential) {
      try {
        if (x.state.require('element', instance.key).loopCounter < inputItems(x, element, instance).length) {
          startNext(x, element, instance)
          return
        }
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        raiseIncident(x, error, child)
        return
      }
    }
    if (nothingLeft(x, child)) complete(x, instance)
  },

  childTerminated(x, element, instance, child) {
    if (x.state.element(instance.key)?.state === 'TERMINATING') {
      if (!child || nothingActive(x, child)) end(x, element, instance)
    } else if (child && nothingLeft(x, child)) complete(x, instance)
  },
}

function loopOf(element: Element): NonNullable<Element['loop']> {
  if (!element.loop) throw new Error(`${element.id} is no multi-instance`)
  return element.loop
}

function inputItems(x: Execution, element: Element, instance: Instance): Json[] {
  return evaluate(x, loopOf(element).inputCollection, 'array', instance.key)
}

function startNext(x: Execution, element: Element, instance: Instance): void {
  if (element.inner)
    x.follow({
      do: 'activate',
      instance: { key: x.nextKey(), value: valueOf(instance.value, element.inner, instance.key) },
    })
}

/** The variable that an expression such as `result` or `result.name` reads; undefined for any other. */
function variableOf(text: string): string | undefined {
  const match = /^\s*([\p{L}_$][\p{L}\p{N}_$]*)(\s*\.\s*[\p{L}_$][\p{L}\p{N}_$]*)*\s*$/u.exec(text)
  return match && !['null', 'true', 'false'].includes(match[1] ?? '') ? match[1] : undefined
}

function collectOutput(x: Execution, element: Element, instance: Instance, child: Instance): void {
  const { outputCollection, outputElement } = loopOf(element)
  if (!outputCollection || !outputElement) return
  const { loopCounter } = x.state.require('element', child.key)
  const value = evaluate(x, outputElement, 'any', child.key)
  const collection = x.state.localVariable(instance.key, outputCollection)?.value
  if (!Array.isArray(collection)) {
    const message = `Unable to update an item in output collection '${outputCollection}' because it is no list. This may happen when multiple BPMN elements write to the same variable.`
    throw new Failure('EXTRACT_VALUE_ERROR', message, instance.key)
  }
  if (loopCounter > collection.length) {
    const message = `Unable to update an item in output collection '${outputCollection}' at position ${loopCounter} because the size of the collection is: ${collection.length}. This may happen when multiple BPMN elements write to the same variable.`
    throw new Failure('EXTRACT_VALUE_ERROR', message, instance.key)
  }
  setLocal(x, instance, instance.key, outputCollection, collection.with(loopCounter - 1, value))
}

/** Counted while the child completes: it is no longer active and already completed. */
function loopNumber(x: Execution, instance: Instance, name: string): number | undefined {
  const row = x.state.require('element', instance.key)
  switch (name) {
    case 'numberOfInstances':
      return row.startedChildren
    case 'numberOfActiveInstances':
      return row.children - 1
    case 'numberOfCompletedInstances':
      return row.completedChildren + 1
    case 'numberOfTerminatedInstances':
      return row.terminatedChildren
    default:
      return undefined
  }
}

function end(x: Execution, element: Element, instance: Instance): void {
  resolveIncidents(x, instance.key)
  const boundary = triggeredBoundary(x, instance)
  terminated(x, instance)
  if (boundary) activateTrigger(x, boundary, instance.key, instance.value.flowScopeKey, instance.value)
  childTerminated(x, element, instance)
}
