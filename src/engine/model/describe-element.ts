/** The attributes of one element: job, user task, script, decision, call, mappings and event definition, with their expressions parsed. */
import { type Expression, type ExpressionCache, parseExpression } from '../feel/index.ts'
import {
  attribute,
  bodyOf,
  children,
  eventDefinitions,
  extension,
  mappingsOf,
  type ModelElement,
  reference,
} from './bpmn-file.ts'
import type { Element, ExecutableProcess, UserTaskDefinition } from './element.ts'
import { inputMapping, outputMapping } from './io-mapping.ts'

const userTaskJobType = 'io.camunda.zeebe:userTask'
const formKeyHeader = 'io.camunda.zeebe:formKey'

export function describeElement(
  source: ModelElement,
  element: Element,
  process: ExecutableProcess,
  cache: ExpressionCache,
): void {
  const parse = (text: string | undefined) => (text === undefined ? undefined : parseExpression(text, cache))
  const inputs = mappingsOf(source, 'inputParameters')
  const outputs = mappingsOf(source, 'outputParameters')
  if (inputs.length > 0) element.inputMapping = inputMapping(inputs)
  if (outputs.length > 0) element.outputMapping = outputMapping(outputs)
  switch (element.type) {
    case 'SERVICE_TASK':
    case 'SEND_TASK':
      describeJob(source, element, parse)
      break
    case 'BUSINESS_RULE_TASK': {
      describeJob(source, element, parse)
      const decision = extension(source, 'zeebe:CalledDecision')
      if (decision) {
        element.decision = {
          decisionId: required(parse(attribute(decision, 'decisionId'))),
          resultVariable: attribute(decision, 'resultVariable') ?? '',
        }
      }
      break
    }
    case 'SCRIPT_TASK': {
      describeJob(source, element, parse)
      const script = extension(source, 'zeebe:Script')
      if (script) {
        element.script = {
          expression: required(parse(attribute(script, 'expression'))),
          resultVariable: attribute(script, 'resultVariable') ?? '',
        }
      }
      break
    }
    case 'USER_TASK':
      describeUserTask(source, element, parse)
      break
    case 'CALL_ACTIVITY': {
      const called = extension(source, 'zeebe:CalledElement')
      element.called = {
        processId: required(parse(attribute(called, 'processId'))),
        propagateAllChildVariables: called?.propagateAllChildVariables !== false,
        propagateAllParentVariables: called?.propagateAllParentVariables !== false,
      }
      break
    }
    case 'RECEIVE_TASK':
      element.message = messageOf(reference(source, 'messageRef'), parse)
      element.events.unshift(element)
      element.interruptingIds.push(element.id)
      break
    default:
      if (element.type.endsWith('_EVENT')) describeEvent(source, element, process, parse)
  }
}

type Parse = (text: string | undefined) => Expression | undefined

function required(expression: Expression | undefined): Expression {
  if (!expression) throw new Error('an expression is missing in a model that was found sound')
  return expression
}

function headersOf(source: ModelElement): { [name: string]: string } {
  const headers = extension(source, 'zeebe:TaskHeaders')
  const pairs = headers
    ? children(headers, 'values').map(
        (header) => [attribute(header, 'key'), attribute(header, 'value')] as const,
      )
    : []
  return Object.fromEntries(pairs.filter(([key, value]) => key && value))
}

function describeJob(source: ModelElement, element: Element, parse: Parse): void {
  const definition = extension(source, 'zeebe:TaskDefinition')
  if (!definition) return
  element.job = {
    type: required(parse(attribute(definition, 'type'))),
    retries: required(parse(attribute(definition, 'retries') ?? '3')),
    headers: headersOf(source),
  }
}

function describeUserTask(source: ModelElement, element: Element, parse: Parse): void {
  const native = extension(source, 'zeebe:UserTask') !== undefined
  const assignment = extension(source, 'zeebe:AssignmentDefinition')
  const schedule = extension(source, 'zeebe:TaskSchedule')
  const form = extension(source, 'zeebe:FormDefinition')
  const filled = (holder: ModelElement | undefined, name: string) =>
    attribute(holder, name)?.trim() ? attribute(holder, name) : undefined
  const userTask: UserTaskDefinition = {
    native,
    assignee: literal(filled(assignment, 'assignee'), parse),
    candidateGroups: parse(filled(assignment, 'candidateGroups')),
    candidateUsers: parse(filled(assignment, 'candidateUsers')),
    dueDate: parse(filled(schedule, 'dueDate')),
    followUpDate: parse(filled(schedule, 'followUpDate')),
    formId: parse(attribute(form, 'formId')),
    externalFormReference: native ? literal(filled(form, 'externalReference'), parse) : undefined,
    headers: headersOf(source),
  }
  element.userTask = userTask
  if (native) return
  const formKey = attribute(form, 'formKey')
  const headers = formKey === undefined ? userTask.headers : { ...userTask.headers, [formKeyHeader]: formKey }
  element.job = { type: required(parse(userTaskJobType)), retries: required(parse('1')), headers }
}

/** A static assignee or form reference is a text even when it looks like a number. */
function literal(text: string | undefined, parse: Parse): Expression | undefined {
  if (text === undefined || text.startsWith('=')) return parse(text)
  return parse(`="${text}"`)
}

function messageOf(message: ModelElement | undefined, parse: Parse): Element['message'] {
  if (!message?.name) return undefined
  const correlationKey = parse(attribute(extension(message, 'zeebe:Subscription'), 'correlationKey'))
  return { name: required(parse(message.name)), ...(correlationKey && { correlationKey }) }
}

/** What an intermediate event can throw; anything else is passed through. */
const thrown = new Set(
  ['Message', 'Signal', 'Escalation', 'Link', 'Compensate'].map((kind) => `bpmn:${kind}EventDefinition`),
)

function describeEvent(
  source: ModelElement,
  element: Element,
  process: ExecutableProcess,
  parse: Parse,
): void {
  const catches = element.type !== 'END_EVENT' && element.type !== 'INTERMEDIATE_THROW_EVENT'
  if (catches) {
    element.events = [element]
    element.interruptingIds = [element.id]
  }
  if (element.type === 'START_EVENT') element.interrupting = source.isInterrupting !== false
  if (element.type === 'BOUNDARY_EVENT') element.interrupting = source.cancelActivity !== false
  const [definition] = eventDefinitions(source).filter(
    (found) => element.type !== 'INTERMEDIATE_THROW_EVENT' || thrown.has(found.$type),
  )
  element.eventType = definition ? 'UNSPECIFIED' : 'NONE'
  switch (definition?.$type) {
    case 'bpmn:MessageEventDefinition':
      element.eventType = 'MESSAGE'
      if (catches) element.message = messageOf(reference(definition, 'messageRef'), parse)
      else describeJob(source, element, parse)
      break
    case 'bpmn:TimerEventDefinition':
      element.eventType = 'TIMER'
      element.timer = timerOf(definition, parse)
      break
    case 'bpmn:SignalEventDefinition': {
      element.eventType = 'SIGNAL'
      element.signal = { name: required(parse(attribute(reference(definition, 'signalRef'), 'name'))) }
      break
    }
    case 'bpmn:ErrorEventDefinition':
      element.eventType = 'ERROR'
      element.error = {
        expression: required(parse(attribute(reference(definition, 'errorRef'), 'errorCode') ?? '')),
      }
      break
    case 'bpmn:EscalationEventDefinition': {
      element.eventType = 'ESCALATION'
      const code = attribute(reference(definition, 'escalationRef'), 'escalationCode')
      element.escalation = { expression: required(parse(code ?? '')) }
      break
    }
    case 'bpmn:LinkEventDefinition':
      element.eventType = 'LINK'
      break
    case 'bpmn:TerminateEventDefinition':
      element.eventType = 'TERMINATE'
      break
    case 'bpmn:CompensateEventDefinition':
      element.eventType = 'COMPENSATION'
      if (catches) element.compensationHandler = handlerOf(source, process)
      else element.compensatedActivity = process.elements.get(reference(definition, 'activityRef')?.id ?? '')
      break
    default:
  }
}

function timerOf(definition: ModelElement, parse: Parse): Element['timer'] {
  for (const [property, kind] of [
    ['timeDuration', 'duration'],
    ['timeCycle', 'cycle'],
    ['timeDate', 'date'],
  ] as const) {
    const expression = parse(bodyOf(definition, property))
    if (expression) return { kind, expression }
  }
  return undefined
}

/** The handler of a compensation boundary event hangs on it by an association. */
function handlerOf(event: ModelElement, process: ExecutableProcess): Element | undefined {
  const associations = event.$parent ? children(event.$parent, 'artifacts') : []
  const association = associations.find(
    (artifact) => artifact.$type === 'bpmn:Association' && reference(artifact, 'sourceRef')?.id === event.id,
  )
  return association && process.elements.get(reference(association, 'targetRef')?.id ?? '')
}
