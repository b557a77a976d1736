import { Refusal } from '../../port.ts'
import { messageLockLookup, messageLookup } from '../flow/lookup.ts'
import { isLocked, startByMessage, startsByMessage } from '../flow/message-start.ts'
import { sendTo, waitsFor } from '../flow/messages.ts'
import type { Handler } from './handler.ts'
import { messageStartLookup } from '../flow/lookup.ts'

/**
 * Correlates a message to one wait of each process and to the start events that wait for it, and buffers it for its time to live. While one with the
 * same id, name and correlation key is buffered, a second is refused.
 */
export const publishMessage: Handler<'publishMessage'> = {
  needs(state, { name, correlationKey }) {
    const starts = correlationKey === '' ? [] : state.found('messageStart', messageStartLookup(name))
    return {
      lookups: [
        messageLookup(name, correlationKey),
        ...starts.map((start) => messageLockLookup(start.bpmnProcessId, correlationKey)),
      ],
      definitions: state
        .found('messageStart', messageStartLookup(name))
        .map((start) => start.processDefinitionKey),
    }
  },

  run(x, { name, correlationKey, timeToLive = 0, messageId = '', variables = {} }) {
    const lookup = messageLookup(name, correlationKey)
    if (
      messageId !== '' &&
      x.state.found('message', lookup).some((message) => message.value.messageId === messageId)
    ) {
      const reason = `Expected to publish a new message with id '${messageId}', but a message with that id was already published`
      throw new Refusal('ALREADY_EXISTS', reason)
    }
    const messageKey = x.nextKey()
    const value = { name, correlationKey, messageId, timeToLive, variables }
    x.emit('MESSAGE', 'PUBLISHED', messageKey, value)
    const message = { messageKey, variables }
    const served = new Set<string>()
    for (const wait of waitsFor(x, lookup)) {
      if (served.has(wait.bpmnProcessId)) continue
      served.add(wait.bpmnProcessId)
      sendTo(x, wait, message)
    }
    for (const start of startsByMessage(x, name)) {
      if (served.has(start.bpmnProcessId) || isLocked(x, start.bpmnProcessId, correlationKey)) continue
      served.add(start.bpmnProcessId)
      startByMessage(x, start, message, correlationKey)
    }
    if (timeToLive <= 0) x.emit('MESSAGE', 'EXPIRED', messageKey, value)
    return { messageKey }
  },
}
