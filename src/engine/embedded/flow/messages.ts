/**
 * Correlation. A wait is opened, then served by the oldest buffered message that was not given to this process yet; a published message goes to one
 * wait per process. Both ways the message travels as a follow-up command, and a wait that is gone when it arrives sends it to another of the process.
 */
import { elementOf } from '../../model/element.ts'
import type { MessageSubscriptionRow } from '../state/rows.ts'
import { canTrigger, triggerEvent } from './event-trigger.ts'
import type { CorrelatedMessage, Execution, FollowUp } from './execution.ts'
import { messageLookup } from './lookup.ts'
import { logged } from './subscriptions.ts'

type Of<D extends FollowUp['do']> = Extract<FollowUp, { do: D }>

const lookupOfSubscription = (row: MessageSubscriptionRow) =>
  messageLookup(row.messageName, row.correlationKey)

export function openSubscription(x: Execution, { subscriptionKey, root }: Of<'openSubscription'>): void {
  const row = x.state.get('messageSubscription', subscriptionKey)
  if (!row) return
  x.emit('MESSAGE_SUBSCRIPTION', 'CREATED', row.key, logged(row))
  if (!correlateBuffered(x, row)) x.follow({ do: 'confirmOpened', subscriptionKey, root })
}

export function confirmOpened(x: Execution, { subscriptionKey }: Of<'confirmOpened'>): void {
  const row = x.state.get('messageSubscription', subscriptionKey)
  if (row && !row.closing) x.emit('PROCESS_MESSAGE_SUBSCRIPTION', 'CREATED', row.key, logged(row))
}

function correlateBuffered(x: Execution, row: MessageSubscriptionRow): boolean {
  const message = x.state
    .found('message', lookupOfSubscription(row))
    .find(({ deadline, correlatedTo }) => deadline > x.now && !correlatedTo.includes(row.bpmnProcessId))
  if (message) sendTo(x, row, { messageKey: message.key, variables: message.value.variables })
  return message !== undefined
}

export function sendTo(x: Execution, row: MessageSubscriptionRow, message: CorrelatedMessage): void {
  x.emit('MESSAGE_SUBSCRIPTION', 'CORRELATING', row.key, {
    ...logged(row),
    messageKey: message.messageKey,
    variables: message.variables,
  })
  x.follow({ do: 'correlate', subscriptionKey: row.key, message, root: row.root })
}

export function correlate(x: Execution, { subscriptionKey, message, root }: Of<'correlate'>): void {
  const row = x.state.get('messageSubscription', subscriptionKey)
  if (!row) return
  const lookup = lookupOfSubscription(row)
  const instance = x.state.element(row.elementInstanceKey)
  if (row.closing || !canTrigger(x, instance, row.elementId)) {
    x.follow({ do: 'rejectCorrelation', subscriptionKey, lookup, message, bpmnProcessId: row.bpmnProcessId })
    return
  }
  x.emit('PROCESS_MESSAGE_SUBSCRIPTION', 'CORRELATED', row.key, {
    ...logged(row),
    messageKey: message.messageKey,
    variables: message.variables,
  })
  const process = x.state.definitions.process(instance.value.processDefinitionKey)
  triggerEvent(x, elementOf(process, row.elementId), instance, message.variables)
  x.follow({ do: 'confirmCorrelated', subscriptionKey, lookup, root })
}

/** A wait that does not interrupt is served again at once when more is buffered. */
export function confirmCorrelated(x: Execution, { subscriptionKey }: Of<'confirmCorrelated'>): void {
  const row = x.state.get('messageSubscription', subscriptionKey)
  if (!row) return
  x.emit('MESSAGE_SUBSCRIPTION', 'CORRELATED', row.key, logged(row))
  const open = x.state.get('messageSubscription', subscriptionKey)
  if (open && !open.closing) correlateBuffered(x, open)
}

export function rejectCorrelation(
  x: Execution,
  { subscriptionKey, lookup, message, bpmnProcessId }: Of<'rejectCorrelation'>,
): void {
  const row = x.state.get('messageSubscription', subscriptionKey)
  if (row)
    x.emit('MESSAGE_SUBSCRIPTION', 'REJECTED', row.key, { ...logged(row), messageKey: message.messageKey })
  if (!x.state.get('message', message.messageKey)) return
  const other = waitsFor(x, lookup).find((candidate) => candidate.bpmnProcessId === bpmnProcessId)
  if (other) sendTo(x, other, message)
}

export function closeSubscription(x: Execution, { subscriptionKey }: Of<'closeSubscription'>): void {
  const row = x.state.get('messageSubscription', subscriptionKey)
  if (!row) return
  x.emit('MESSAGE_SUBSCRIPTION', 'DELETED', row.key, logged(row))
  x.emit('PROCESS_MESSAGE_SUBSCRIPTION', 'DELETED', row.key, logged(row))
}

/** Open waits that no message is on its way to, by the age of their element instances. */
export function waitsFor(x: Execution, lookup: string): MessageSubscriptionRow[] {
  return x.state
    .found('messageSubscription', lookup)
    .filter((row) => row.opened && !row.correlating && !row.closing)
    .sort((a, b) => (a.elementInstanceKey < b.elementInstanceKey ? -1 : 1))
}
