/**
 * The executable graph: what a BPMN file means to the engine. Built once per deployed version (`transform.ts`), never changed afterwards.
 *
 * Order matters in it. Zeebe walks the file depth first and visits siblings from the last to the first, so outgoing flows, conditions and boundary
 * events are tried in that order; `transform.ts` keeps it.
 */
import type { BpmnElementType } from '../feed-record.ts'
import type { Expression } from '../feel/index.ts'

export type EventType =
  | 'UNSPECIFIED'
  | 'NONE'
  | 'MESSAGE'
  | 'TIMER'
  | 'SIGNAL'
  | 'ERROR'
  | 'ESCALATION'
  | 'COMPENSATION'
  | 'LINK'
  | 'TERMINATE'

export interface SequenceFlow {
  id: string
  source: Element
  target: Element
  condition?: Expression
}

interface JobDefinition {
  type: Expression
  retries: Expression
  headers: { [name: string]: string }
}

/** Of a user task, native or carried by a job of type `io.camunda.zeebe:userTask`. */
export interface UserTaskDefinition {
  native: boolean
  assignee?: Expression
  candidateGroups?: Expression
  candidateUsers?: Expression
  dueDate?: Expression
  followUpDate?: Expression
  formId?: Expression
  externalFormReference?: Expression
  headers: { [name: string]: string }
}

interface MessageDefinition {
  name: Expression
  /** Left out for messages that only start processes. */
  correlationKey?: Expression
}

export interface TimerDefinition {
  kind: 'duration' | 'cycle' | 'date'
  expression: Expression
}

/** An error or escalation code; '' catches every one. An expression only where it is thrown. */
export interface CodeDefinition {
  expression: Expression
}

interface LoopDefinition {
  sequential: boolean
  inputCollection: Expression
  inputElement?: string
  outputCollection?: string
  outputElement?: Expression
  completionCondition?: Expression
}

export interface Element {
  id: string
  type: BpmnElementType
  eventType: EventType
  /** The container that it runs in; left out for the process. For the inner activity of a multi-instance it is the body. */
  scope?: Element
  incoming: SequenceFlow[]
  outgoing: SequenceFlow[]
  /** One FEEL context that holds every input mapping, as Zeebe builds it (`io-mapping.ts`). */
  inputMapping?: Expression
  outputMapping?: Expression

  /** Catch events that are open while it is active, in order of precedence: event subprocesses, then boundary events; or the event itself. */
  events: Element[]
  /** Ids among `events` that interrupt, and those that stand on the boundary. */
  interruptingIds: string[]
  boundaryIds: string[]
  boundaryEvents: Element[]
  eventSubprocesses: Element[]
  /** Of a process or subprocess. */
  startEvents: Element[]

  /** Of a boundary event or the start event of an event subprocess. */
  interrupting: boolean
  /** Of the start event of an event subprocess: that subprocess. */
  eventSubprocess?: Element
  /** Of a catch event behind an event-based gateway: its flow is not taken. */
  behindEventGateway: boolean

  job?: JobDefinition
  userTask?: UserTaskDefinition
  script?: { expression: Expression; resultVariable: string }
  decision?: { decisionId: Expression; resultVariable: string }
  called?: {
    processId: Expression
    propagateAllChildVariables: boolean
    propagateAllParentVariables: boolean
  }
  loop?: LoopDefinition
  /** Of a multi-instance body: what it repeats; both bear the same id. */
  inner?: Element

  message?: MessageDefinition
  timer?: TimerDefinition
  signal?: { name: Expression }
  error?: CodeDefinition
  escalation?: CodeDefinition
  /** Of a link throw event: the catch event of the same name. */
  linkTarget?: Element
  /** Of a compensation boundary event: the handler. Of a throw event: the activity to compensate, or every one of the scope. */
  compensationHandler?: Element
  compensatedActivity?: Element

  /** Of an exclusive or inclusive gateway. */
  defaultFlow?: SequenceFlow
}

export interface ExecutableProcess {
  id: string
  root: Element
  /** By id; a multi-instance activity is found as its body. */
  elements: Map<string, Element>
  flows: Map<string, SequenceFlow>
}

/** An element before anything is known of it but its id and type. */
export function blankElement(id: string, type: BpmnElementType): Element {
  return {
    id,
    type,
    eventType: 'UNSPECIFIED',
    incoming: [],
    outgoing: [],
    events: [],
    interruptingIds: [],
    boundaryIds: [],
    boundaryEvents: [],
    eventSubprocesses: [],
    startEvents: [],
    interrupting: true,
    behindEventGateway: false,
  }
}

/** The element of that id; the inner activity of a multi-instance unless the body is asked for. */
export function elementOf(process: ExecutableProcess, id: string, type?: BpmnElementType): Element {
  const element = process.elements.get(id)
  if (!element) throw new Error(`process ${process.id} has no element ${id}`)
  return element.inner && type !== 'MULTI_INSTANCE_BODY' ? element.inner : element
}

export function noneStartEvent(container: Element): Element | undefined {
  return container.startEvents.find((event) => !isTriggered(event))
}

/** Whether something outside the flow starts it. */
function isTriggered(event: Element): boolean {
  return !!(event.message ?? event.timer ?? event.signal ?? event.error ?? event.escalation)
}

/** The elements that a thread waits at through a job. */
export function carriesJob(element: Element): boolean {
  return !!element.job
}

const jobWorkerTypes = new Set<BpmnElementType>([
  'SERVICE_TASK',
  'SEND_TASK',
  'BUSINESS_RULE_TASK',
  'SCRIPT_TASK',
  'USER_TASK',
])
const throwTypes = new Set<BpmnElementType>(['INTERMEDIATE_THROW_EVENT', 'END_EVENT'])

/** Whether an instance of it keeps a place for event triggers (also where a job's or decision's result waits for the output mapping). */
export function hasEventScope(element: Element): boolean {
  return (
    element.events.length > 0 ||
    jobWorkerTypes.has(element.type) ||
    throwTypes.has(element.type) ||
    element.type === 'CALL_ACTIVITY'
  )
}
