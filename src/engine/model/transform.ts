/**
 * BPMN elements → executable graph. Runs on a file that `validate.ts` found sound.
 *
 * Siblings are visited from the last to the first, as Zeebe's model walker does: the lists below (outgoing flows, boundary events, start events)
 * come out in that order, and with it the order in which conditions are tried and subscriptions opened.
 */
import type { BpmnElementType } from '../feed-record.ts'
import { type ExpressionCache, parseExpression } from '../feel/index.ts'
import {
  children,
  eventDefinitions,
  isExecutable,
  type ModelElement,
  processesOf,
  reference,
  bodyOf,
} from './bpmn-file.ts'
import { blankElement, type Element, type ExecutableProcess } from './element.ts'
import { describeElement } from './describe-element.ts'
import { wrapInMultiInstanceBody } from './multi-instance-body.ts'

const elementTypes: { [bpmnType: string]: BpmnElementType } = {
  'bpmn:StartEvent': 'START_EVENT',
  'bpmn:EndEvent': 'END_EVENT',
  'bpmn:IntermediateCatchEvent': 'INTERMEDIATE_CATCH_EVENT',
  'bpmn:IntermediateThrowEvent': 'INTERMEDIATE_THROW_EVENT',
  'bpmn:BoundaryEvent': 'BOUNDARY_EVENT',
  'bpmn:ServiceTask': 'SERVICE_TASK',
  'bpmn:SendTask': 'SEND_TASK',
  'bpmn:ReceiveTask': 'RECEIVE_TASK',
  'bpmn:UserTask': 'USER_TASK',
  'bpmn:ScriptTask': 'SCRIPT_TASK',
  'bpmn:BusinessRuleTask': 'BUSINESS_RULE_TASK',
  'bpmn:ManualTask': 'MANUAL_TASK',
  'bpmn:Task': 'TASK',
  'bpmn:SubProcess': 'SUB_PROCESS',
  'bpmn:CallActivity': 'CALL_ACTIVITY',
  'bpmn:ExclusiveGateway': 'EXCLUSIVE_GATEWAY',
  'bpmn:InclusiveGateway': 'INCLUSIVE_GATEWAY',
  'bpmn:ParallelGateway': 'PARALLEL_GATEWAY',
  'bpmn:EventBasedGateway': 'EVENT_BASED_GATEWAY',
}

export const supportedFlowNodes: ReadonlySet<string> = new Set(Object.keys(elementTypes))

export function transformDefinitions(definitions: ModelElement, cache: ExpressionCache): ExecutableProcess[] {
  return processesOf(definitions)
    .filter(isExecutable)
    .map((process) => transformProcess(process, cache))
}

interface Pair {
  source: ModelElement
  element: Element
}

function transformProcess(source: ModelElement, cache: ExpressionCache): ExecutableProcess {
  const root = blankElement(source.id ?? '', 'PROCESS')
  const process: ExecutableProcess = {
    id: root.id,
    root,
    elements: new Map([[root.id, root]]),
    flows: new Map(),
  }
  const pairs = [...instantiate(source, root, process)]
  const links = new Map<string, Element>()
  for (const pair of pairs) {
    describeElement(pair.source, pair.element, process, cache)
    connectEvent(pair, process, links)
  }
  for (const flow of reversedBelow(source))
    if (flow.$type === 'bpmn:SequenceFlow') connectFlow(flow, process, cache)
  for (const pair of pairs) finishNode(pair, process, links)
  for (const { source: activity, element } of pairs) {
    const loop = reference(activity, 'loopCharacteristics')
    if (loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics')
      wrapInMultiInstanceBody(loop, element, process, cache)
  }
  return process
}

function* reversedBelow(container: ModelElement): Generator<ModelElement> {
  for (const element of children(container, 'flowElements').toReversed()) {
    yield element
    yield* reversedBelow(element)
  }
}

function* instantiate(container: ModelElement, scope: Element, process: ExecutableProcess): Generator<Pair> {
  for (const source of children(container, 'flowElements').toReversed()) {
    const type = elementTypes[source.$type]
    if (!type) continue
    const element = blankElement(
      source.id ?? '',
      source.triggeredByEvent === true ? 'EVENT_SUB_PROCESS' : type,
    )
    element.scope = scope
    process.elements.set(element.id, element)
    yield { source, element }
    yield* instantiate(source, element, process)
  }
}

/** What an event is attached to, starts, or is linked with. */
function connectEvent(
  { source, element }: Pair,
  process: ExecutableProcess,
  links: Map<string, Element>,
): void {
  if (element.type === 'START_EVENT') element.scope?.startEvents.push(element)
  if (element.type === 'BOUNDARY_EVENT') {
    const activity = process.elements.get(reference(source, 'attachedToRef')?.id ?? '')
    activity?.boundaryEvents.push(element)
    activity?.events.push(element)
    activity?.boundaryIds.push(element.id)
    if (element.interrupting) activity?.interruptingIds.push(element.id)
  }
  if (element.type === 'INTERMEDIATE_CATCH_EVENT' && element.eventType === 'LINK') {
    links.set(String(eventDefinitions(source)[0]?.name), element)
  }
}

function connectFlow(source: ModelElement, process: ExecutableProcess, cache: ExpressionCache): void {
  const from = process.elements.get(reference(source, 'sourceRef')?.id ?? '')
  const to = process.elements.get(reference(source, 'targetRef')?.id ?? '')
  if (!from || !to || !source.id) return
  const condition = bodyOf(source, 'conditionExpression')
  const flow = {
    id: source.id,
    source: from,
    target: to,
    ...(condition !== undefined && { condition: parseExpression(condition, cache) }),
  }
  from.outgoing.push(flow)
  to.incoming.push(flow)
  process.flows.set(flow.id, flow)
}

function finishNode(
  { source, element }: Pair,
  process: ExecutableProcess,
  links: Map<string, Element>,
): void {
  if (element.type === 'EVENT_BASED_GATEWAY') {
    element.events = element.outgoing.map((flow) => flow.target)
    element.interruptingIds = element.events.map((event) => event.id)
  }
  if (element.type === 'INTERMEDIATE_CATCH_EVENT') {
    element.behindEventGateway = element.incoming.some((flow) => flow.source.type === 'EVENT_BASED_GATEWAY')
  }
  if (element.type === 'EVENT_SUB_PROCESS') attachEventSubprocess(element)
  const defaultFlow = reference(source, 'default')?.id
  if (defaultFlow) element.defaultFlow = process.flows.get(defaultFlow)
  if (element.eventType === 'LINK' && element.type === 'INTERMEDIATE_THROW_EVENT') {
    element.linkTarget = links.get(String(eventDefinitions(source)[0]?.name))
  }
}

/** Event subprocesses come before boundary events, in the order of the file. */
function attachEventSubprocess(subprocess: Element): void {
  const [startEvent] = subprocess.startEvents
  const container = subprocess.scope
  if (!startEvent || !container) return
  startEvent.eventSubprocess = subprocess
  container.eventSubprocesses.push(subprocess)
  container.events.unshift(startEvent)
  if (startEvent.interrupting) container.interruptingIds.push(startEvent.id)
}
