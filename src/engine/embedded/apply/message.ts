/** Buffered messages, waits for them in processes, and processes that they start. */
import type { MessageRecord, OtherRecord } from '../../feed-record.ts'
import type { Key } from '../../port.ts'
import { type MessageStartRow, type MessageSubscriptionRow, noKey, noRoot } from '../state/rows.ts'
import type { State } from '../state/state.ts'

export function applyMessage(state: State, record: MessageRecord): void {
  if (record.intent === 'EXPIRED') return state.remove(record.key)
  const { value } = record
  state.put({
    kind: 'message',
    key: record.key,
    root: noRoot,
    value,
    deadline: record.timestamp + value.timeToLive,
    correlatedTo: [],
  })
}

export function applyMessageStart(state: State, record: OtherRecord): void {
  if (record.intent === 'DELETED') return state.remove(record.key)
  const value = record.value as unknown as Omit<MessageStartRow, 'kind' | 'key' | 'root'> & {
    processInstanceKey: Key
    correlationKey: string
    messageKey: Key
    lockKey: Key
  }
  if (record.intent === 'CREATED') {
    const { messageName, processDefinitionKey, bpmnProcessId, startEventId } = value
    return state.put({
      kind: 'messageStart',
      key: record.key,
      root: noRoot,
      messageName,
      processDefinitionKey,
      bpmnProcessId,
      startEventId,
    })
  }
  markCorrelated(state, value.messageKey, value.bpmnProcessId)
  if (value.correlationKey === '') return
  const { bpmnProcessId, correlationKey, processInstanceKey } = value
  state.put({
    kind: 'messageLock',
    key: value.lockKey,
    root: processInstanceKey,
    processInstanceKey,
    bpmnProcessId,
    correlationKey,
  })
}

type LoggedSubscription = Omit<
  MessageSubscriptionRow,
  'kind' | 'key' | 'root' | 'opened' | 'closing' | 'correlating'
>

/** The process's side: wanted, open, served, unwanted. */
export function applyProcessMessageSubscription(state: State, record: OtherRecord): void {
  const value = record.value as unknown as LoggedSubscription
  const row = state.get('messageSubscription', record.key)
  switch (record.intent) {
    case 'CREATING':
      return state.put({
        kind: 'messageSubscription',
        key: record.key,
        root: state.element(value.elementInstanceKey)?.root ?? value.processInstanceKey,
        elementInstanceKey: value.elementInstanceKey,
        elementId: value.elementId,
        processInstanceKey: value.processInstanceKey,
        bpmnProcessId: value.bpmnProcessId,
        messageName: value.messageName,
        correlationKey: value.correlationKey,
        interrupting: value.interrupting,
        opened: false,
        closing: false,
        correlating: false,
        messageKey: noKey,
      })
    case 'DELETING':
      if (row) state.put({ ...row, closing: true })
      return
    case 'DELETED':
      return state.remove(record.key)
    case 'CORRELATED':
      if (row?.interrupting) state.put({ ...row, closing: true })
      return
  }
}

/** The message's side: looked for in the buffer, on its way, arrived. */
export function applyMessageSubscription(state: State, record: OtherRecord): void {
  const value = record.value as unknown as LoggedSubscription
  const row = state.get('messageSubscription', record.key)
  switch (record.intent) {
    case 'CREATED':
      if (row) state.put({ ...row, opened: true })
      return
    case 'CORRELATING':
      if (row) state.put({ ...row, correlating: true, messageKey: value.messageKey })
      return markCorrelated(state, value.messageKey, value.bpmnProcessId)
    case 'CORRELATED':
      if (row?.interrupting) state.remove(record.key)
      else if (row) state.put({ ...row, correlating: false })
      return
    case 'REJECTED': {
      if (row) state.remove(record.key)
      const message = state.get('message', value.messageKey)
      if (message)
        state.put({
          ...message,
          correlatedTo: message.correlatedTo.filter((id) => id !== value.bpmnProcessId),
        })
      return
    }
    case 'DELETED':
      return state.remove(record.key)
  }
}

function markCorrelated(state: State, messageKey: Key, bpmnProcessId: string): void {
  const message = state.get('message', messageKey)
  if (message && !message.correlatedTo.includes(bpmnProcessId)) {
    state.put({ ...message, correlatedTo: [...message.correlatedTo, bpmnProcessId] })
  }
}
