/** Names under which rows are found when no key is known: of fixed length, whatever the names and correlation keys are. */
import { createHash } from 'node:crypto'
import type { Row } from '../state/rows.ts'

function digest(...parts: string[]): string {
  return createHash('sha1').update(JSON.stringify(parts)).digest('hex')
}

/** Buffered messages and waits for them. */
export function messageLookup(name: string, correlationKey: string): string {
  return digest('message', name, correlationKey)
}

export function messageLockLookup(bpmnProcessId: string, correlationKey: string): string {
  return digest('lock', bpmnProcessId, correlationKey)
}

export function signalLookup(name: string): string {
  return digest('signal', name)
}

/** Processes that a message starts; these rows are always loaded. */
export function messageStartLookup(name: string): string {
  return digest('messageStart', name)
}

export function lookupOf(row: Row): string | undefined {
  switch (row.kind) {
    case 'message':
      return messageLookup(row.value.name, row.value.correlationKey)
    case 'messageSubscription':
      return messageLookup(row.messageName, row.correlationKey)
    case 'messageLock':
      return messageLockLookup(row.bpmnProcessId, row.correlationKey)
    case 'messageStart':
      return messageStartLookup(row.messageName)
    case 'signalSubscription':
      return signalLookup(row.signalName)
    default:
      return undefined
  }
}
