/** One record of the exporter's JSON as the port's feed gives it: keys and positions as strings, since they are 64-bit numbers. */
import type { FeedRecord } from '../feed-record.ts'

interface Exported {
  position: number | string
  partitionId: number
  key: number | string
  recordType: string
  valueType: string
  intent: string
  timestamp: number
  value: object
}

/** @returns undefined for commands and rejections, which are no events. */
export function parseRecord(text: string): FeedRecord | undefined {
  let exported = JSON.parse(text) as Exported
  // Keys of the first three partitions are below 2^53 and survive a plain parse; only beyond them is the slow reading needed.
  if (!keysToText(exported)) {
    exported = JSON.parse(quoteLongIntegers(text)) as Exported
    keysToText(exported)
  }
  const { position, partitionId, key, recordType, valueType, intent, timestamp, value } = exported
  if (recordType !== 'EVENT') return undefined
  return {
    position: String(position),
    partitionId,
    key: String(key),
    valueType,
    intent,
    timestamp,
    value,
  } as unknown as FeedRecord
}

/**
 * Turns numbers named `key` or `…Key` into text, in place and at any depth, but for the process's own variables.
 * @returns false when one of them had lost digits.
 */
function keysToText(node: object): boolean {
  let exact = true
  const fields = node as { [name: string]: unknown }
  for (const name in fields) {
    const value = fields[name]
    if (typeof value === 'number') {
      if (!name.endsWith('Key') && name !== 'key') continue
      exact &&= Number.isSafeInteger(value)
      fields[name] = String(value)
    } else if (typeof value === 'object' && value !== null && name !== 'variables') {
      exact = keysToText(value) && exact
    }
  }
  return exact
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Puts integers of 16 and more digits into quotes, outside strings and outside the process's own variables. */
function quoteLongIntegers(text: string): string {
  let depth = 0
  /** Depth of the `variables` object that is being passed over. */
  let own = Infinity
  let name = ''
  return text.replace(tokens, (token) => {
    if (token === '{') {
      depth++
      if (own === Infinity && name === '"variables"') own = depth
    } else if (token === '}') {
      if (depth === own) own = Infinity
      depth--
    } else if (token.startsWith('"')) {
      name = token
    } else if (own === Infinity && /^-?\d{16,}$/.test(token)) {
      return `"${token}"`
    }
    return token
  })
}
