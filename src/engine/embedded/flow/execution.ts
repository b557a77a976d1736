/**
 * One command being carried out: it emits records, which change the state at once, and queues follow-up commands, which are carried out in the order
 * in which they were queued until none is left. That order is Zeebe's, and it decides ties.
 */
import type { Key, Variables } from '../../port.ts'
import { apply } from '../apply/index.ts'
import type { Behaviours } from '../elements/behaviour.ts'
import type { IntentOf, LogRecord, ValueOf, ValueType } from '../state/log-record.ts'
import type { InstanceValue } from '../state/rows.ts'
import type { State } from '../state/state.ts'

/** An element instance as far as a step needs to know it; its row may be gone when the step ends. */
export interface Instance {
  key: Key
  value: InstanceValue
}

export interface CorrelatedMessage {
  messageKey: Key
  variables: Variables
}

export type FollowUp =
  /** `start` is what triggered the start event of a process. */
  | { do: 'activate'; instance: Instance; start?: { elementId: string; variables: Variables } }
  | { do: 'complete'; key: Key }
  | { do: 'terminate'; key: Key }
  /** Starts the inner instances of a parallel multi-instance. */
  | { do: 'activateInner'; bodyKey: Key; amount: number }
  | { do: 'terminateChildren'; scopeKey: Key }
  | { do: 'openSubscription'; subscriptionKey: Key; lookup: string; root: Key }
  | { do: 'confirmOpened'; subscriptionKey: Key; root: Key }
  | { do: 'correlate'; subscriptionKey: Key; message: CorrelatedMessage; root: Key }
  | { do: 'confirmCorrelated'; subscriptionKey: Key; lookup: string; root: Key }
  | {
      do: 'rejectCorrelation'
      subscriptionKey: Key
      lookup: string
      message: CorrelatedMessage
      bpmnProcessId: string
    }
  | { do: 'closeSubscription'; subscriptionKey: Key }
  | { do: 'broadcastSignal'; signalName: string; variables: Variables }
  | { do: 'startNext'; bpmnProcessId: string; correlationKey: string }

/** Keys and positions that were given out last. */
export interface Counters {
  key: number
  position: number
}

export class Execution {
  readonly state: State
  readonly behaviours: Behaviours
  readonly now: number
  readonly records: LogRecord[]
  readonly queue: FollowUp[] = []
  #counters: Counters

  constructor(state: State, behaviours: Behaviours, now: number, counters: Counters, records: LogRecord[]) {
    this.state = state
    this.behaviours = behaviours
    this.now = now
    this.#counters = counters
    this.records = records
  }

  nextKey(): Key {
    return String(++this.#counters.key)
  }

  emit<T extends ValueType>(valueType: T, intent: IntentOf<T>, key: Key, value: ValueOf<T>): void {
    const position = String(++this.#counters.position)
    const record = {
      position,
      partitionId: 1,
      key,
      valueType,
      intent,
      timestamp: this.now,
      value,
    } as unknown as LogRecord
    apply(this.state, record)
    this.records.push(record)
  }

  follow(command: FollowUp): void {
    this.queue.push(command)
  }
}
