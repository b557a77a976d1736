/**
 * A chunk of the event log: the records of one batch as JSON. Records of one step share their value, so values stand apart and are written once.
 */
import type { LogRecord } from '../state/log-record.ts'

type Chunk = {
  time: number
  first: number
  values: unknown[]
  records: [key: string, valueType: string, intent: string, value: number][]
}

export function encodeRecords(records: LogRecord[]): string {
  const values: unknown[] = []
  const known = new Map<unknown, number>()
  const encoded = records.map(({ key, valueType, intent, value }): Chunk['records'][number] => {
    let index = known.get(value)
    if (index === undefined) {
      index = values.push(value) - 1
      known.set(value, index)
    }
    return [key, valueType, intent, index]
  })
  const chunk: Chunk = {
    time: records[0]?.timestamp ?? 0,
    first: Number(records[0]?.position ?? 0),
    values,
    records: encoded,
  }
  return JSON.stringify(chunk)
}

export function decodeRecords(text: string): LogRecord[] {
  const { time, first, values, records } = JSON.parse(text) as Chunk
  return records.map(([key, valueType, intent, value], index) => {
    const record = {
      position: String(first + index),
      partitionId: 1,
      key,
      valueType,
      intent,
      timestamp: time,
      value: values[value],
    }
    return record as unknown as LogRecord
  })
}
