/**
 * What an engine says happened: the records of the feed, in the shape and words of Zeebe's exporter (protocol 8.5), whichever engine wrote
 * them. Both engines give at least the value types and fields named here; readers must not rely on others.
 */
import type { Json, Key, Variables } from './port.ts'

export type BpmnElementType =
  | 'PROCESS'
  | 'SUB_PROCESS'
  | 'EVENT_SUB_PROCESS'
  | 'START_EVENT'
  | 'INTERMEDIATE_CATCH_EVENT'
  | 'INTERMEDIATE_THROW_EVENT'
  | 'BOUNDARY_EVENT'
  | 'END_EVENT'
  | 'SERVICE_TASK'
  | 'RECEIVE_TASK'
  | 'USER_TASK'
  | 'MANUAL_TASK'
  | 'TASK'
  | 'SCRIPT_TASK'
  | 'SEND_TASK'
  | 'BUSINESS_RULE_TASK'
  | 'EXCLUSIVE_GATEWAY'
  | 'PARALLEL_GATEWAY'
  | 'EVENT_BASED_GATEWAY'
  | 'INCLUSIVE_GATEWAY'
  | 'SEQUENCE_FLOW'
  | 'MULTI_INSTANCE_BODY'
  | 'CALL_ACTIVITY'
  | 'UNSPECIFIED'

interface InProcess {
  processInstanceKey: Key
  processDefinitionKey: Key
  bpmnProcessId: string
}

export interface ProcessInstanceValue extends InProcess {
  version: number
  elementId: string
  bpmnElementType: BpmnElementType
  /** '-1' for the process itself. */
  flowScopeKey: Key
  /** '-1' when not called by a call activity. */
  parentProcessInstanceKey: Key
  parentElementInstanceKey: Key
}
export interface JobValue extends InProcess {
  type: string
  worker: string
  retries: number
  elementId: string
  elementInstanceKey: Key
  customHeaders: { [name: string]: string }
  deadline: number
  errorMessage: string
  errorCode: string
  variables: Variables
}
export interface UserTaskValue extends InProcess {
  userTaskKey: Key
  elementId: string
  elementInstanceKey: Key
  assignee: string
  candidateGroupsList: string[]
  candidateUsersList: string[]
  /** ISO 8601 with offset, or ''. */
  dueDate: string
  followUpDate: string
  formKey: string
  externalFormReference: string
  customHeaders: { [name: string]: string }
  variables: Variables
  action: string
}
export interface VariableValue extends InProcess {
  name: string
  /** JSON text, as the exporter writes it. */
  value: string
  scopeKey: Key
}
export interface IncidentValue extends InProcess {
  errorType: string
  errorMessage: string
  elementId: string
  elementInstanceKey: Key
  /** '-1' when the incident is not a job's. */
  jobKey: Key
  variableScopeKey: Key
}
export interface TimerValue {
  elementInstanceKey: Key
  processInstanceKey: Key
  processDefinitionKey: Key
  dueDate: number
  targetElementId: string
  repetitions: number
}
export interface MessageValue {
  name: string
  correlationKey: string
  messageId: string
  timeToLive: number
  variables: Variables
}
export interface ProcessValue {
  bpmnProcessId: string
  version: number
  processDefinitionKey: Key
  resourceName: string
}

interface RecordOf<T extends string, I extends string, V> {
  /** Ordered per partition; decimal digits. */
  position: string
  partitionId: number
  key: Key
  valueType: T
  intent: I
  /** Epoch milliseconds on the engine's clock. */
  timestamp: number
  value: V
}

export type ProcessInstanceRecord = RecordOf<
  'PROCESS_INSTANCE',
  | 'ELEMENT_ACTIVATING'
  | 'ELEMENT_ACTIVATED'
  | 'ELEMENT_COMPLETING'
  | 'ELEMENT_COMPLETED'
  | 'ELEMENT_TERMINATING'
  | 'ELEMENT_TERMINATED'
  | 'SEQUENCE_FLOW_TAKEN'
  | 'ELEMENT_MIGRATED',
  ProcessInstanceValue
>
export type JobRecord = RecordOf<
  'JOB',
  | 'CREATED'
  | 'COMPLETED'
  | 'FAILED'
  | 'TIMED_OUT'
  | 'CANCELED'
  | 'ERROR_THROWN'
  | 'RETRIES_UPDATED'
  | 'RECURRED_AFTER_BACKOFF'
  | 'TIMEOUT_UPDATED'
  | 'MIGRATED',
  JobValue
>
export type UserTaskRecord = RecordOf<
  'USER_TASK',
  | 'CREATING'
  | 'CREATED'
  | 'ASSIGNING'
  | 'ASSIGNED'
  | 'UPDATING'
  | 'UPDATED'
  | 'COMPLETING'
  | 'COMPLETED'
  | 'CANCELING'
  | 'CANCELED'
  | 'MIGRATED',
  UserTaskValue
>
export type VariableRecord = RecordOf<'VARIABLE', 'CREATED' | 'UPDATED' | 'MIGRATED', VariableValue>
export type IncidentRecord = RecordOf<'INCIDENT', 'CREATED' | 'RESOLVED' | 'MIGRATED', IncidentValue>
export type TimerRecord = RecordOf<'TIMER', 'CREATED' | 'TRIGGERED' | 'CANCELED' | 'MIGRATED', TimerValue>
export type MessageRecord = RecordOf<'MESSAGE', 'PUBLISHED' | 'EXPIRED', MessageValue>
export type ProcessRecord = RecordOf<'PROCESS', 'CREATED', ProcessValue>
/** Value types that only some readers want (subscriptions, signals, decision evaluations, batches, …). */
export type OtherRecord = RecordOf<
  | 'PROCESS_MESSAGE_SUBSCRIPTION'
  | 'MESSAGE_SUBSCRIPTION'
  | 'MESSAGE_START_EVENT_SUBSCRIPTION'
  | 'SIGNAL'
  | 'SIGNAL_SUBSCRIPTION'
  | 'DECISION_EVALUATION'
  | 'PROCESS_INSTANCE_CREATION'
  | 'PROCESS_INSTANCE_MODIFICATION'
  | 'PROCESS_INSTANCE_MIGRATION'
  | 'DEPLOYMENT'
  | 'DECISION'
  | 'DECISION_REQUIREMENTS'
  | 'FORM'
  | 'PROCESS_EVENT'
  | 'ESCALATION'
  | 'COMPENSATION_SUBSCRIPTION'
  | 'VARIABLE_DOCUMENT',
  string,
  { [name: string]: Json | undefined }
>
export type FeedRecord =
  | ProcessInstanceRecord
  | JobRecord
  | UserTaskRecord
  | VariableRecord
  | IncidentRecord
  | TimerRecord
  | MessageRecord
  | ProcessRecord
  | OtherRecord
