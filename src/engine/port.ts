/**
 * The engine port: the one contract between Zhiheng and whatever executes its models. Words are Zeebe's.
 * Two engines keep it, the embedded one (`embedded/`) and a Zeebe 8.5 cluster (`zeebe/`); everything above sees only this file.
 *
 * Keys are strings of decimal digits (64-bit on Zeebe). Instants are epoch milliseconds, UTC. Durations are ISO 8601 or milliseconds
 * where the name says so. Variables are JSON.
 */
import type { FeedRecord } from './feed-record.ts'

export type Key = string
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
export type Variables = { [name: string]: Json }

/** One file to deploy. `name` ends in .bpmn, .dmn or .form. */
export interface Resource {
  name: string
  content: string
}

export interface DeployedProcess {
  processId: string
  version: number
  processDefinitionKey: Key
  resourceName: string
}
export interface DeployedDecision {
  decisionId: string
  name: string
  version: number
  decisionKey: Key
  resourceName: string
}
export interface DeployedForm {
  formId: string
  version: number
  formKey: Key
  resourceName: string
}
export interface Deployment {
  key: Key
  processes: DeployedProcess[]
  decisions: DeployedDecision[]
  forms: DeployedForm[]
}

export interface ModifyActivate {
  elementId: string
  /** Variables set in the scope of `variablesScope`, or in the process instance's scope when that is left out. */
  variables?: Variables
  variablesScope?: string
  /** Variables of the scopes around the element, by the scope's id, each set in that scope before the element begins. */
  scopes?: { [elementId: string]: Variables }
  ancestorElementInstanceKey?: Key
}

/** Every change that an engine can be asked for, as data: this is what an outbox row holds. */
export type Command =
  | {
      verb: 'createInstance'
      processId: string
      version?: number
      variables?: Variables
      startElementIds?: string[]
    }
  | { verb: 'cancelInstance'; processInstanceKey: Key }
  | {
      verb: 'publishMessage'
      name: string
      correlationKey: string
      /** Milliseconds that the message is buffered; 0 correlates now or never. */
      timeToLive?: number
      messageId?: string
      variables?: Variables
    }
  | { verb: 'broadcastSignal'; name: string; variables?: Variables }
  | { verb: 'completeJob'; jobKey: Key; variables?: Variables }
  | {
      verb: 'failJob'
      jobKey: Key
      retries: number
      backOff?: number
      message?: string
      variables?: Variables
    }
  | { verb: 'throwError'; jobKey: Key; code: string; message?: string; variables?: Variables }
  | { verb: 'extendJob'; jobKey: Key; timeout: number }
  | { verb: 'updateJobRetries'; jobKey: Key; retries: number }
  | { verb: 'completeUserTask'; userTaskKey: Key; variables?: Variables; action?: string }
  /** `assignee: null` unassigns. With `allowOverride: false` an assigned task is refused. */
  | {
      verb: 'assignUserTask'
      userTaskKey: Key
      assignee: string | null
      allowOverride?: boolean
      action?: string
    }
  | { verb: 'updateUserTask'; userTaskKey: Key; changes: UserTaskChanges; action?: string }
  | { verb: 'setVariables'; scopeKey: Key; variables: Variables; local?: boolean }
  | { verb: 'resolveIncident'; incidentKey: Key }
  | {
      verb: 'modifyInstance'
      processInstanceKey: Key
      activate?: ModifyActivate[]
      /** Keys of element instances. */
      terminate?: Key[]
    }
  | {
      verb: 'migrateInstance'
      processInstanceKey: Key
      targetProcessDefinitionKey: Key
      mapping: { source: string; target: string }[]
    }

export type Verb = Command['verb']

export interface UserTaskChanges {
  candidateGroups?: string[]
  candidateUsers?: string[]
  /** ISO 8601 instant; '' clears. */
  dueDate?: string
  followUpDate?: string
}

/** What a command answers, by its verb; verbs that are not named answer nothing. */
export interface Answers {
  createInstance: { processInstanceKey: Key; processDefinitionKey: Key; processId: string; version: number }
  publishMessage: { messageKey: Key }
  broadcastSignal: { signalKey: Key }
  setVariables: { key: Key }
}
export type Answer<V extends Verb> = V extends keyof Answers ? Answers[V] : void

/** Why an engine did not do what was asked. The state is unchanged. */
export type RefusalCode = 'NOT_FOUND' | 'INVALID_STATE' | 'INVALID_ARGUMENT' | 'ALREADY_EXISTS'

/** A command or deployment that the engine refused: final, sending it again gives the same answer. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** For a refused deployment: the ids of the elements (or decisions) that are at fault. */
  readonly elementIds: string[]
  constructor(code: RefusalCode, message: string, elementIds: string[] = []) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.elementIds = elementIds
  }
}

/** The engine cannot answer now (not started, connection lost, overloaded): the same call may succeed later. */
export class Unavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Unavailable'
  }
}

export interface ActivatedJob {
  key: Key
  type: string
  processInstanceKey: Key
  processId: string
  processDefinitionKey: Key
  processDefinitionVersion: number
  elementId: string
  elementInstanceKey: Key
  customHeaders: { [name: string]: string }
  worker: string
  retries: number
  /** Epoch milliseconds at which the activation lapses and the job can be activated again. */
  deadline: number
  variables: Variables
}

export interface ActivateJobs {
  type: string
  worker: string
  /** Milliseconds. */
  timeout: number
  maxJobs: number
  /** Names to fetch; all visible ones when left out. */
  fetchVariables?: string[]
  /** Milliseconds to wait for a job when there is none; 0 answers at once. */
  requestTimeout?: number
  signal?: AbortSignal
}

export interface DecisionEvaluation {
  decisionId: string
  decisionVersion: number
  output: Json
  /** Every decision evaluated, required ones first. */
  evaluated: {
    decisionId: string
    decisionName: string
    decisionType: string
    output: Json
    inputs: { id: string; name: string; value: Json }[]
    matchedRules: {
      ruleId: string
      ruleIndex: number
      outputs: { id: string; name: string; value: Json }[]
    }[]
  }[]
  failure?: { decisionId: string; message: string }
}

export interface Health {
  status: 'up' | 'down'
  detail: string
}
export interface Topology {
  engine: 'embedded' | 'zeebe'
  version: string
  brokers: { id: string; address: string; partitions: { id: number; role: string; healthy: boolean }[] }[]
}

/** Where a reader of the feed stands: opaque to the reader, kept in the transaction of what it projected. */
export type FeedPosition = string

export interface FeedBatch {
  records: FeedRecord[]
  /** The position after the last record. */
  position: FeedPosition
}

export interface Engine {
  /** All or nothing. @throws Refusal naming the elements at fault. A resource that did not change keeps its version. */
  deploy(resources: Resource[]): Promise<Deployment>
  /** @throws Refusal, Unavailable. Durable when it resolves. */
  execute<C extends Command>(command: C): Promise<Answer<C['verb']>>
  activateJobs(request: ActivateJobs): Promise<ActivatedJob[]>
  evaluateDecision(decisionId: string, variables: Variables): Promise<DecisionEvaluation>
  /**
   * Ordered records after `from` ('' is the beginning). Ends when `signal` aborts; waits for new records otherwise.
   * Every record is given at least once and in order; the reader stores `position` together with what it did.
   */
  feed(from: FeedPosition, signal: AbortSignal): AsyncIterable<FeedBatch>
  health(): Promise<Health>
  topology(): Promise<Topology>
  close(): Promise<void>
}
