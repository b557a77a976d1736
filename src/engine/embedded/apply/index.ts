/**
 * `apply(state, record)`: the only way that state changes. Applying the log to an empty state gives the rows of the tables; a test says so.
 */
import type { LogRecord, ValueType } from '../state/log-record.ts'
import type { State } from '../state/state.ts'
import { applyCompensation } from './compensation.ts'
import { applyDefinition } from './definition.ts'
import { applyElement } from './element.ts'
import { applyJob, applyJobBatch } from './job.ts'
import {
  applyMessage,
  applyMessageStart,
  applyMessageSubscription,
  applyProcessMessageSubscription,
} from './message.ts'
import { applyModification, applyProcessEvent, applyStartInstructions } from './process-event.ts'
import {
  applyIncident,
  applySignalSubscription,
  applyTimer,
  applyUserTask,
  applyVariable,
} from './waiting.ts'

// Each takes the records of its own value type.
const appliers: { [T in ValueType]?: (state: State, record: never) => void } = {
  PROCESS: applyDefinition,
  DECISION_REQUIREMENTS: applyDefinition,
  DECISION: applyDefinition,
  FORM: applyDefinition,
  PROCESS_INSTANCE: applyElement,
  PROCESS_INSTANCE_CREATION: applyStartInstructions,
  PROCESS_INSTANCE_MODIFICATION: applyModification,
  PROCESS_EVENT: applyProcessEvent,
  VARIABLE: applyVariable,
  JOB: applyJob,
  JOB_BATCH: applyJobBatch,
  USER_TASK: applyUserTask,
  INCIDENT: applyIncident,
  TIMER: applyTimer,
  MESSAGE: applyMessage,
  MESSAGE_START_EVENT_SUBSCRIPTION: applyMessageStart,
  MESSAGE_SUBSCRIPTION: applyMessageSubscription,
  PROCESS_MESSAGE_SUBSCRIPTION: applyProcessMessageSubscription,
  SIGNAL_SUBSCRIPTION: applySignalSubscription,
  COMPENSATION_SUBSCRIPTION: applyCompensation,
}

export function apply(state: State, record: LogRecord): void {
  appliers[record.valueType]?.(state, record as never)
}
