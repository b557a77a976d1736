/**
 * The life of an element instance: activating → activated → completing → completed, or terminating → terminated; and what its container does when an
 * inner path ends. Behaviours (`elements/`) call these in the order in which their element needs them.
 */
import type { Element, SequenceFlow } from '../../model/element.ts'
import type { Key } from '../../port.ts'
import type { ContainerBehaviour } from '../elements/behaviour.ts'
import type { ElementRow, InstanceValue } from '../state/rows.ts'
import type { Execution, Instance } from './execution.ts'

interface Container {
  behaviour: ContainerBehaviour
  element: Element
  instance: Instance
}

/** What an instance runs inside: its scope, or for a process the call activity that called it. */
export function containerOf(x: Execution, element: Element, instance: Instance): Container | undefined {
  const row = x.state.element(
    element.scope ? instance.value.flowScopeKey : instance.value.parentElementInstanceKey,
  )
  const behaviour = row && x.behaviours.ofContainer(row.value.bpmnElementType)
  return behaviour && { behaviour, element: x.state.definitions.elementOf(row.value), instance: row }
}

/** The value of an element's records, from that of another instance of the same process instance. */
export function valueOf(of: InstanceValue, element: Element, flowScopeKey: Key): InstanceValue {
  return {
    ...of,
    elementId: element.id,
    bpmnElementType: element.type,
    bpmnEventType: element.eventType,
    flowScopeKey,
  }
}

export function activated(x: Execution, instance: Instance): void {
  x.emit('PROCESS_INSTANCE', 'ELEMENT_ACTIVATED', instance.key, instance.value)
}

export function completing(x: Execution, instance: Instance): void {
  x.emit('PROCESS_INSTANCE', 'ELEMENT_COMPLETING', instance.key, instance.value)
}

/** Ends it. Where the path ends too, the container hears of it before (and may refuse: an incident) and after. */
export function completed(x: Execution, element: Element, instance: Instance): void {
  const endsPath = element.type !== 'PROCESS' && element.outgoing.length === 0 && !isLinkThrow(element)
  const container = endsPath ? containerOf(x, element, instance) : undefined
  const satisfied =
    container?.behaviour.beforePathCompleted?.(x, container.element, container.instance, instance) ?? false
  x.emit('PROCESS_INSTANCE', 'ELEMENT_COMPLETED', instance.key, instance.value)
  if (!container) return
  container.behaviour.pathCompleted(x, container.element, container.instance, instance, satisfied)
}

function isLinkThrow(element: Element): boolean {
  return element.type === 'INTERMEDIATE_THROW_EVENT' && element.eventType === 'LINK'
}

export function terminated(x: Execution, instance: Instance): void {
  x.emit('PROCESS_INSTANCE', 'ELEMENT_TERMINATED', instance.key, instance.value)
}

/** Tells the container that a child was terminated. */
export function childTerminated(x: Execution, element: Element, instance: Instance): void {
  const container = containerOf(x, element, instance)
  container?.behaviour.childTerminated(x, container.element, container.instance, instance)
}

export function takeFlows(x: Execution, element: Element, instance: Instance): void {
  for (const flow of element.outgoing) takeFlow(x, flow, instance)
}

export function takeFlow(x: Execution, flow: SequenceFlow, instance: Instance): void {
  const value: InstanceValue = {
    ...instance.value,
    elementId: flow.id,
    bpmnElementType: 'SEQUENCE_FLOW',
    bpmnEventType: 'UNSPECIFIED',
  }
  x.emit('PROCESS_INSTANCE', 'SEQUENCE_FLOW_TAKEN', x.nextKey(), value)
  activateNext(x, flow.target, instance)
}

/** In the same scope. */
export function activateNext(x: Execution, element: Element, after: Instance): void {
  x.follow({
    do: 'activate',
    instance: { key: x.nextKey(), value: valueOf(after.value, element, after.value.flowScopeKey) },
  })
}

/** Inside. */
export function activateChild(x: Execution, element: Element, scope: Instance): void {
  x.follow({ do: 'activate', instance: { key: '', value: valueOf(scope.value, element, scope.key) } })
}

export function complete(x: Execution, instance: Instance): void {
  x.follow({ do: 'complete', key: instance.key })
}

export function canTerminate(row: ElementRow): boolean {
  return row.state !== 'TERMINATING'
}

export function terminateNow(x: Execution, row: ElementRow): void {
  if (canTerminate(row)) x.follow({ do: 'terminate', key: row.key })
}

/** @returns whether there is nothing inside to terminate. */
export function terminateChildren(x: Execution, scopeKey: Key): boolean {
  if ((x.state.element(scopeKey)?.children ?? 0) === 0) return true
  x.follow({ do: 'terminateChildren', scopeKey })
  return false
}

/** Nothing is active inside the scope of an instance that just ended. */
export function nothingActive(x: Execution, instance: Instance): boolean {
  return x.state.element(instance.value.flowScopeKey)?.children === 0
}

/** And no flow is under way. */
export function nothingLeft(x: Execution, instance: Instance): boolean {
  const scope = x.state.element(instance.value.flowScopeKey)
  return scope?.children === 0 && scope.activeFlows === 0
}

/** An interrupting event subprocess or a terminate end event has emptied it. */
export function isInterrupted(row: ElementRow): boolean {
  return row.children === 0 && row.interruptedBy !== '' && row.state === 'ACTIVATED'
}

export function isInterruptedByTerminateEnd(x: Execution, row: ElementRow): boolean {
  if (!isInterrupted(row)) return false
  const element = x.state.definitions.process(row.value.processDefinitionKey).elements.get(row.interruptedBy)
  return element?.type === 'END_EVENT' && element.eventType === 'TERMINATE'
}
