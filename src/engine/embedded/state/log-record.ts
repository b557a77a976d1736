/** Records of the event log: those of the feed, with what only the engine needs in them, and the engine's own. */
import type { FeedRecord, JobValue } from '../../feed-record.ts'
import type { Key } from '../../port.ts'

/** Jobs handed to a worker. Zeebe has it too (JOB_BATCH); it is not in the feed. */
export interface JobBatchRecord {
  position: string
  partitionId: number
  key: Key
  valueType: 'JOB_BATCH'
  intent: 'ACTIVATED'
  timestamp: number
  value: { type: string; worker: string; jobs: { key: Key; deadline: number }[] }
}

export type LogRecord = FeedRecord | JobBatchRecord
export type ValueType = LogRecord['valueType']
type RecordOf<T extends ValueType, R = LogRecord> = R extends { valueType: infer V }
  ? T extends V
    ? R
    : never
  : never
export type IntentOf<T extends ValueType> = RecordOf<T>['intent']
export type ValueOf<T extends ValueType> = RecordOf<T>['value']

/** A job's value with what its row needs to be made again from the log. */
export type LoggedJobValue = JobValue & { processDefinitionVersion: number; recurringTime?: number }

/** What readers of the feed get of it; undefined when it is none of theirs. */
export function toFeed(record: LogRecord): FeedRecord | undefined {
  if (record.valueType === 'JOB_BATCH') return undefined
  if (
    record.valueType === 'PROCESS' ||
    record.valueType === 'DECISION_REQUIREMENTS' ||
    record.valueType === 'FORM'
  ) {
    const { resource: _resource, ...value } = record.value as { resource?: string }
    return { ...record, value } as FeedRecord
  }
  return record
}
