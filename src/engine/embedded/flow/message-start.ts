/**
 * Messages that start processes: the latest version's start events wait for them. One instance per process and correlation key: a further message stays
 * in the buffer until that instance has ended. An empty correlation key starts as many as come.
 */
import type { Key, Variables } from '../../port.ts'
import type { InstanceValue, MessageLockRow, MessageStartRow } from '../state/rows.ts'
import { noteTrigger } from './event-trigger.ts'
import type { CorrelatedMessage, Execution } from './execution.ts'
import { messageLockLookup, messageLookup, messageStartLookup } from './lookup.ts'
import { logged } from './subscriptions.ts'

export function startsByMessage(x: Execution, name: string): MessageStartRow[] {
  return x.state
    .found('messageStart', messageStartLookup(name))
    .sort((a, b) => (a.processDefinitionKey < b.processDefinitionKey ? -1 : 1))
}

export function isLocked(x: Execution, bpmnProcessId: string, correlationKey: string): boolean {
  return (
    correlationKey !== '' &&
    x.state.found('messageLock', messageLockLookup(bpmnProcessId, correlationKey)).length > 0
  )
}

export function startByMessage(
  x: Execution,
  start: MessageStartRow,
  message: CorrelatedMessage,
  correlationKey: string,
): void {
  const processInstanceKey = x.nextKey()
  x.emit('MESSAGE_START_EVENT_SUBSCRIPTION', 'CORRELATED', start.key, {
    ...logged(start),
    processInstanceKey,
    correlationKey,
    messageKey: message.messageKey,
    variables: message.variables,
    lockKey: correlationKey === '' ? '-1' : x.nextKey(),
  })
  startProcess(x, start.processDefinitionKey, processInstanceKey, start.startEventId, message.variables)
}

/** A process instance that begins at a triggered start event. */
export function startProcess(
  x: Execution,
  definitionKey: Key,
  key: Key,
  elementId: string,
  variables: Variables,
): void {
  const value = instanceValue(x, definitionKey, key)
  noteTrigger(x, value, definitionKey, elementId, variables)
  x.follow({ do: 'activate', instance: { key, value }, start: { elementId, variables } })
}

export function instanceValue(x: Execution, definitionKey: Key, processInstanceKey: Key): InstanceValue {
  const definition = x.state.definitions.get('process', definitionKey)
  if (!definition) throw new Error(`no process definition ${definitionKey}`)
  return {
    processInstanceKey,
    processDefinitionKey: definitionKey,
    bpmnProcessId: definition.id,
    version: definition.version,
    elementId: definition.id,
    bpmnElementType: 'PROCESS',
    bpmnEventType: 'UNSPECIFIED',
    flowScopeKey: '-1',
    parentProcessInstanceKey: '-1',
    parentElementInstanceKey: '-1',
  }
}

/** The instance that held the lock has ended. */
export function correlateNextStart(x: Execution, lock: MessageLockRow): void {
  x.follow({ do: 'startNext', bpmnProcessId: lock.bpmnProcessId, correlationKey: lock.correlationKey })
}

/** The start events of the latest version of a process that wait for a message. */
export function startsOf(x: Pick<Execution, 'state'>, bpmnProcessId: string): MessageStartRow[] {
  const latest = x.state.definitions.latest('process', bpmnProcessId)
  if (!latest) return []
  return x.state.messageStarts().filter((start) => start.processDefinitionKey === latest.key)
}

/** The message that was published first, whichever start event waits for it. */
export function startNext(x: Execution, bpmnProcessId: string, correlationKey: string): void {
  const candidates = startsOf(x, bpmnProcessId).flatMap((start) =>
    x.state
      .found('message', messageLookup(start.messageName, correlationKey))
      .filter(({ deadline, correlatedTo }) => deadline > x.now && !correlatedTo.includes(bpmnProcessId))
      .slice(0, 1)
      .map((message) => ({ start, message })),
  )
  const [first] = candidates.sort((a, b) => (a.message.key < b.message.key ? -1 : 1))
  if (first)
    startByMessage(
      x,
      first.start,
      { messageKey: first.message.key, variables: first.message.value.variables },
      correlationKey,
    )
}
