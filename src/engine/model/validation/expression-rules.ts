/** Every expression must parse, be an expression where text makes no sense, and be a sound value where it is static text. */
import { evaluateAs, type ExpressionCache, FeelSyntaxError, parseExpression } from '../../feel/index.ts'
import {
  attribute,
  bodyOf,
  children,
  eventDefinition,
  eventDefinitions,
  extension,
  extensions,
  mappingsOf,
  type ModelElement,
  reference,
} from '../bpmn-file.ts'
import { parseZonedInstant } from '../date-time.ts'
import { inputMapping, outputMapping } from '../io-mapping.ts'
import { cycleTimer } from '../timer.ts'
import type { Model, Report, Rule } from './rule.ts'

type Need =
  'expression or text' | 'expression' | { staticText: (text: string) => boolean; description: string }

const csv: Need = {
  staticText: (text) => !text.split(',').some((part) => part.trim() === ''),
  description: "a list such as 'a,b,c'",
}
const instant: Need = {
  staticText: (text) => parseZonedInstant(text) !== undefined,
  description: "a date and time with offset such as '2026-03-02T15:35+08:00'",
}

const pathPattern = /^[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*$/
const reservedWords = [
  'null',
  'true',
  'false',
  'function',
  'if',
  'then',
  'else',
  'for',
  'between',
  'instance',
  'of',
]

/** Attributes of extension elements that hold expressions. */
const attributes: [type: string, name: string, need: Need][] = [
  ['zeebe:TaskDefinition', 'type', 'expression or text'],
  ['zeebe:TaskDefinition', 'retries', 'expression or text'],
  ['zeebe:CalledElement', 'processId', 'expression or text'],
  ['zeebe:CalledDecision', 'decisionId', 'expression or text'],
  ['zeebe:Script', 'expression', 'expression'],
  ['zeebe:AssignmentDefinition', 'assignee', 'expression or text'],
  ['zeebe:AssignmentDefinition', 'candidateGroups', csv],
  ['zeebe:AssignmentDefinition', 'candidateUsers', csv],
  ['zeebe:TaskSchedule', 'dueDate', instant],
  ['zeebe:TaskSchedule', 'followUpDate', instant],
  ['zeebe:FormDefinition', 'formId', 'expression or text'],
  ['zeebe:FormDefinition', 'externalReference', 'expression or text'],
  ['zeebe:Subscription', 'correlationKey', 'expression'],
]

export function expressionRules(cache: ExpressionCache): Rule {
  return (model, report) => {
    const check = (element: ModelElement, text: string | undefined, need: Need) => {
      const failure = text === undefined || text === '' ? undefined : failureOf(text, need, cache)
      if (failure) report(element, failure)
    }
    for (const holder of [...model.flowElements, ...model.roots('bpmn:Message')]) {
      for (const [type, name, need] of attributes)
        for (const found of extensions(holder, type)) check(found, attribute(found, name), need)
    }
    for (const element of model.flowElements) {
      if (element.$type === 'bpmn:SequenceFlow' && element.conditionExpression) {
        const failure = failureOf(bodyOf(element, 'conditionExpression') ?? '', 'expression', cache)
        if (failure) report(element, failure)
      }
      checkMappings(element, report, cache)
      const loop = reference(element, 'loopCharacteristics')
      const characteristics = loop && extension(loop, 'zeebe:LoopCharacteristics')
      if (characteristics) {
        check(characteristics, attribute(characteristics, 'inputCollection'), 'expression')
        check(characteristics, attribute(characteristics, 'outputElement'), 'expression')
      }
      if (loop) check(loop, bodyOf(loop, 'completionCondition'), 'expression or text')
    }
    for (const named of [...model.roots('bpmn:Message'), ...model.roots('bpmn:Signal')])
      check(named, named.name, 'expression or text')
    checkTimers(model, report, cache)
    checkStartNames(model, report, cache)
  }
}

function failureOf(text: string, need: Need, cache: ExpressionCache): string | undefined {
  try {
    const expression = parseExpression(text, cache)
    if (!expression.isStatic) return undefined
    if (need === 'expression') return `expected an expression that begins with '=', but found '${text}'`
    if (typeof need === 'object' && !need.staticText(text))
      return `expected ${need.description}, but found '${text}'`
    return undefined
  } catch (error) {
    if (error instanceof FeelSyntaxError) return error.message
    throw error
  }
}

function checkMappings(element: ModelElement, report: Report, cache: ExpressionCache): void {
  for (const direction of ['inputParameters', 'outputParameters'] as const) {
    const mappings = mappingsOf(element, direction)
    const holder = extension(element, 'zeebe:IoMapping')
    const parameters = holder ? children(holder, direction) : []
    let sound = true
    const complain = (parameter: ModelElement | undefined, message: string) => {
      sound = false
      report(parameter ?? element, message)
    }
    mappings.forEach(({ source, target }, index) => {
      const need: Need = direction === 'outputParameters' ? 'expression' : 'expression or text'
      const failure =
        parameters[index]?.source === undefined ? 'a mapping needs a source' : failureOf(source, need, cache)
      if (failure) complain(parameters[index], failure)
      if (!pathPattern.test(target))
        complain(parameters[index], `expected a path such as 'a.b', but found '${target}'`)
      if (reservedWords.includes(target)) complain(parameters[index], `'${target}' is a reserved word`)
    })
    if (!sound || mappings.length === 0) continue
    try {
      if (direction === 'inputParameters') inputMapping(mappings)
      else outputMapping(mappings)
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error
      report(element, error.message)
    }
  }
}

/** Static timers must be sound, and so must expressions of process start events, which have no variables to wait for. */
function checkTimers({ flowElements, processes }: Model, report: Report, cache: ExpressionCache): void {
  for (const event of flowElements) {
    const timer = eventDefinition(event, 'Timer')
    if (!timer) continue
    const startsProcess =
      event.$type === 'bpmn:StartEvent' && processes.includes(event.$parent as ModelElement)
    for (const [property, kind] of [
      ['timeDuration', 'interval'],
      ['timeDate', 'datetime'],
      ['timeCycle', 'string'],
    ] as const) {
      const text = bodyOf(timer, property)
      if (text === undefined) continue
      const failure =
        failureOf(text, 'expression or text', cache) ?? timerFailure(text, kind, startsProcess, cache)
      if (failure) report(event, failure)
    }
  }
}

function timerFailure(
  text: string,
  kind: 'interval' | 'datetime' | 'string',
  startsProcess: boolean,
  cache: ExpressionCache,
): string | undefined {
  const expression = parseExpression(text, cache)
  if (!expression.isStatic && !startsProcess) return undefined
  const evaluated = evaluateAs(expression, kind, {}, 0)
  if (!evaluated.ok) return `invalid timer: ${evaluated.message}`
  if (kind !== 'string') return undefined
  try {
    cycleTimer(evaluated.value as string)
    return undefined
  } catch (error) {
    return `invalid timer cycle: ${(error as Error).message}`
  }
}

/** Messages and signals that start a process are subscribed to without any variable: their names must be known at deployment. */
function checkStartNames({ processes }: Model, report: Report, cache: ExpressionCache): void {
  for (const start of processes
    .flatMap((process) => children(process, 'flowElements'))
    .filter((e) => e.$type === 'bpmn:StartEvent')) {
    for (const definition of eventDefinitions(start)) {
      const named = reference(definition, 'messageRef') ?? reference(definition, 'signalRef')
      if (!named?.name || failureOf(named.name, 'expression or text', cache)) continue
      const evaluated = evaluateAs(parseExpression(named.name, cache), 'string', {}, 0)
      if (!evaluated.ok) report(start, evaluated.message)
    }
  }
}
