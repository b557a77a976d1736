/**
 * The rows that the engine's state is made of. A row belongs to the call tree of one root process instance (`root`), or to none (`noRoot`): start
 * subscriptions, start timers and buffered messages. Rows are immutable: a change puts a new object in the old one's place.
 */
import type {
  IncidentValue,
  JobValue,
  MessageValue,
  ProcessInstanceValue,
  TimerValue,
  UserTaskValue,
} from '../../feed-record.ts'
import type { EventType } from '../../model/element.ts'
import type { Json, Key, Variables } from '../../port.ts'

export const noRoot: Key = '0'
export const noKey: Key = '-1'

export type InstanceValue = ProcessInstanceValue & { bpmnEventType: EventType }

export type ElementState = 'ACTIVATING' | 'ACTIVATED' | 'COMPLETING' | 'TERMINATING'

/** Something that happened to an element and that it has not dealt with yet: a caught event, or a job's result. */
export interface EventTrigger {
  eventKey: Key
  /** The catch event; the element itself for results and for events that it waits for. */
  elementId: string
  variables: Variables
}

interface Owned<K extends string> {
  kind: K
  key: Key
  root: Key
}

/** An element instance; the process instance too. */
export interface ElementRow extends Owned<'element'> {
  state: ElementState
  value: InstanceValue
  /** Element instances directly inside. */
  children: number
  /** Of a multi-instance body. */
  startedChildren: number
  completedChildren: number
  terminatedChildren: number
  /** Of an inner instance: its number from 1; of a sequential or parallel body: how many were started. */
  loopCounter: number
  /** Flows taken whose target is not activated yet: the scope cannot complete before. */
  activeFlows: number
  /** Of a scope: how often each incoming flow of a parallel gateway was taken and not used up. */
  takenFlows: { [gatewayId: string]: { [flowId: string]: number } }
  /** The event subprocess or terminate end event that interrupted it; ''. */
  interruptedBy: string
  calledInstance: Key
  jobKey: Key
  userTaskKey: Key
  /** Whether it takes events; left out for elements that never do. */
  eventScope?: { accepting: boolean; interrupted: boolean }
  triggers: EventTrigger[]
}

export interface VariableRow extends Owned<'variable'> {
  scopeKey: Key
  name: string
  /** JSON text, the form of the feed. */
  text: string
  value: Json
}

export type JobState = 'ACTIVATABLE' | 'ACTIVATED' | 'FAILED' | 'ERROR_THROWN'
export interface JobRow extends Owned<'job'> {
  state: JobState
  value: JobValue
  version: number
  /** Of a failed job: when it may be tried again. */
  recurringTime: number
}

export type UserTaskState = 'CREATING' | 'CREATED' | 'ASSIGNING' | 'UPDATING' | 'COMPLETING' | 'CANCELING'
export interface UserTaskRow extends Owned<'userTask'> {
  state: UserTaskState
  value: UserTaskValue
}

interface IncidentRow extends Owned<'incident'> {
  value: IncidentValue
}

export interface TimerRow extends Owned<'timer'> {
  value: TimerValue
}

/**
 * A wait for a message. `opening` until buffered messages were looked at; `correlating` while a message is on its way; `closing` when the element is
 * left. One row stands for Zeebe's pair of process message subscription and message subscription.
 */
export interface MessageSubscriptionRow extends Owned<'messageSubscription'> {
  elementInstanceKey: Key
  elementId: string
  processInstanceKey: Key
  bpmnProcessId: string
  messageName: string
  correlationKey: string
  interrupting: boolean
  opened: boolean
  closing: boolean
  correlating: boolean
  /** The message that is correlating or was last. */
  messageKey: Key
}

export interface SignalSubscriptionRow extends Owned<'signalSubscription'> {
  signalName: string
  processDefinitionKey: Key
  bpmnProcessId: string
  catchEventId: string
  /** '-1' for a start event. */
  catchEventInstanceKey: Key
}

export interface CompensationRow extends Owned<'compensation'> {
  processInstanceKey: Key
  activityId: string
  activityInstanceKey: Key
  activityScopeKey: Key
  /** '' for a subprocess, which only passes compensation on. */
  handlerId: string
  /** '' until it is triggered. */
  throwEventId: string
  throwEventInstanceKey: Key
  handlerInstanceKey: Key
}

export interface MessageStartRow extends Owned<'messageStart'> {
  messageName: string
  processDefinitionKey: Key
  bpmnProcessId: string
  startEventId: string
}

/** Keeps a second instance from starting with the same correlation key while the first runs. */
export interface MessageLockRow extends Owned<'messageLock'> {
  processInstanceKey: Key
  bpmnProcessId: string
  correlationKey: string
}

interface MessageRow extends Owned<'message'> {
  value: MessageValue
  deadline: number
  /** Processes that it was correlated to: never twice to the same. */
  correlatedTo: string[]
}

export type Row =
  | ElementRow
  | VariableRow
  | JobRow
  | UserTaskRow
  | IncidentRow
  | TimerRow
  | MessageSubscriptionRow
  | SignalSubscriptionRow
  | CompensationRow
  | MessageStartRow
  | MessageLockRow
  | MessageRow
export type RowKind = Row['kind']

/** The element instance or scope that a row hangs on; undefined when it is found otherwise. */
export function ownerOf(row: Row): Key | undefined {
  switch (row.kind) {
    case 'element':
      return row.value.flowScopeKey === noKey ? undefined : row.value.flowScopeKey
    case 'variable':
      return row.scopeKey
    case 'job':
    case 'userTask':
    case 'incident':
    case 'timer':
      return row.value.elementInstanceKey
    case 'messageSubscription':
      return row.elementInstanceKey
    case 'signalSubscription':
      return row.catchEventInstanceKey
    case 'compensation':
    case 'messageLock':
      return row.processInstanceKey
    case 'messageStart':
    case 'message':
      return undefined
  }
}
