/**
 * What an element does at each step of its life. A step that cannot be done throws a `Failure`: it becomes an incident, and resolving that does the
 * step again from its beginning.
 */
import type { BpmnElementType } from '../../feed-record.ts'
import type { Element } from '../../model/element.ts'
import type { Execution, Instance } from '../flow/execution.ts'

export interface Behaviour {
  /** It was entered and is ACTIVATING. */
  activate(x: Execution, element: Element, instance: Instance): void
  /** It is COMPLETING. Left out for elements that complete within `activate`. */
  complete?(x: Execution, element: Element, instance: Instance): void
  /** It is TERMINATING. */
  terminate(x: Execution, element: Element, instance: Instance): void
}

/** Of elements that others run inside: the process, subprocesses, multi-instance bodies, call activities. */
export interface ContainerBehaviour extends Behaviour {
  /** A child is ACTIVATING. */
  childActivating?(x: Execution, element: Element, instance: Instance, child: Instance): void
  /** A path inside is about to end with that child. @returns whether a completion condition is met. */
  beforePathCompleted?(x: Execution, element: Element, instance: Instance, child: Instance): boolean
  /** A path inside has ended with that child. */
  pathCompleted(
    x: Execution,
    element: Element,
    instance: Instance,
    child: Instance,
    conditionMet: boolean,
  ): void
  /** A child was terminated; none when there was no child to terminate. */
  childTerminated(x: Execution, element: Element, instance: Instance, child: Instance | undefined): void
}

/** The table of them all (`table.ts`), as the flow is given it: elements use the flow, so the flow must not import them. */
export interface Behaviours {
  of(type: BpmnElementType): Behaviour
  ofContainer(type: BpmnElementType): ContainerBehaviour | undefined
}
