/**
 * Who catches an error or escalation: the scope that threw it, then the scopes around it, then the call activity that called the process. In one
 * scope a handler for the code comes before a handler for every code.
 */
import type { CodeDefinition, Element } from '../../model/element.ts'
import type { Key } from '../../port.ts'
import type { ElementRow } from '../state/rows.ts'
import { canTrigger, triggerEvent } from './event-trigger.ts'
import type { Execution, Instance } from './execution.ts'
import { Failure } from './failure.ts'

export interface Catch {
  row: ElementRow
  event: Element
}

/** @param from the element that threw it, or its scope. @throws Failure(UNHANDLED_ERROR_EVENT) */
export function findErrorCatch(
  x: Execution,
  code: string,
  from: ElementRow | undefined,
  jobMessage = '',
): Catch {
  const available: string[] = []
  for (
    let start = from;
    start?.state === 'ACTIVATED';
    start = x.state.element(start.value.parentElementInstanceKey)
  ) {
    for (
      let row: ElementRow | undefined = start;
      row?.state === 'ACTIVATED' && !row.interruptedBy;
      row = x.state.element(row.value.flowScopeKey)
    ) {
      const event = handlerFor(x, row, code, 'error', available)
      if (event) return { row, event }
    }
  }
  const withMessage = jobMessage === '' ? '' : ` with message '${jobMessage}'`
  const known =
    available.length === 0
      ? 'No error events are available in the scope.'
      : `Available error events are [${available.join(', ')}]`
  throw new Failure(
    'UNHANDLED_ERROR_EVENT',
    `Expected to throw an error event with the code '${code}'${withMessage}, but it was not caught. ${known}`,
  )
}

function findEscalationCatch(x: Execution, code: string, from: ElementRow | undefined): Catch | undefined {
  for (let start = from; start;) {
    for (let row: ElementRow | undefined = start; row;) {
      const event = handlerFor(x, row, code, 'escalation', [])
      if (event) return { row, event }
      row =
        row.state === 'ACTIVATED' && !row.interruptedBy ? x.state.element(row.value.flowScopeKey) : undefined
    }
    const caller = x.state.element(start.value.parentElementInstanceKey)
    start = caller?.state === 'ACTIVATED' ? caller : undefined
  }
  return undefined
}

function handlerFor(
  x: Execution,
  row: ElementRow,
  code: string,
  kind: 'error' | 'escalation',
  available: string[],
): Element | undefined {
  const codeOf = (event: Element) => (event[kind] as CodeDefinition).expression.text
  const handlers = x.state.definitions
    .elementOf(row.value)
    .events.filter((event) => event[kind])
    .sort((a, b) => (codeOf(a) < codeOf(b) ? 1 : codeOf(a) > codeOf(b) ? -1 : 0))
  for (const event of handlers) {
    available.push(codeOf(event))
    if (codeOf(event) === '' || codeOf(event) === code) return event
  }
  return undefined
}

export function throwError(x: Execution, { row, event }: Catch, variables = {}): void {
  if (canTrigger(x, row, event.id)) triggerEvent(x, event, row, variables)
}

/** @returns whether the thrower goes on: an escalation that interrupts ends it. */
export function throwEscalation(x: Execution, element: Element, code: string, thrower: Instance): boolean {
  const key: Key = x.nextKey()
  const found = findEscalationCatch(x, code, x.state.element(thrower.value.flowScopeKey))
  const record = {
    processInstanceKey: thrower.value.processInstanceKey,
    escalationCode: code,
    throwElementId: element.id,
    catchElementId: found?.event.id ?? '',
  }
  if (found && canTrigger(x, found.row, found.event.id)) {
    triggerEvent(x, found.event, found.row)
    x.emit('ESCALATION', 'ESCALATED', key, record)
  } else x.emit('ESCALATION', 'NOT_ESCALATED', key, record)
  return !found?.event.interrupting
}
