/**
 * A multi-instance activity is two elements of the same id: the body, which flows and boundary events belong to, and the inner activity, which runs
 * once per item inside the body.
 */
import { type ExpressionCache, parseExpression } from '../feel/index.ts'
import { attribute, bodyOf, extension, type ModelElement } from './bpmn-file.ts'
import { blankElement, type Element, type ExecutableProcess } from './element.ts'

export function wrapInMultiInstanceBody(
  source: ModelElement,
  inner: Element,
  process: ExecutableProcess,
  cache: ExpressionCache,
): void {
  const body = blankElement(inner.id, 'MULTI_INSTANCE_BODY')
  const characteristics = extension(source, 'zeebe:LoopCharacteristics')
  const filled = (name: string) => attribute(characteristics, name) || undefined
  const outputElement = filled('outputElement')
  const condition = bodyOf(source, 'completionCondition')
  body.loop = {
    sequential: source.isSequential === true,
    inputCollection: parseExpression(filled('inputCollection') ?? '', cache),
    inputElement: filled('inputElement'),
    outputCollection: filled('outputCollection'),
    outputElement: outputElement ? parseExpression(outputElement, cache) : undefined,
    completionCondition: condition ? parseExpression(condition, cache) : undefined,
  }
  body.inner = inner
  body.scope = inner.scope
  inner.scope = body
  takeBoundaryEvents(inner, body)
  for (const flow of inner.incoming) flow.target = body
  for (const flow of inner.outgoing) flow.source = body
  // Incoming flows stay with the inner activity in Zeebe's graph; nothing asks an activity for them.
  body.outgoing = inner.outgoing
  inner.outgoing = []
  for (const element of process.elements.values()) {
    if (element.compensationHandler === inner) element.compensationHandler = body
  }
  process.elements.set(body.id, body)
}

function takeBoundaryEvents(inner: Element, body: Element): void {
  for (const event of inner.boundaryEvents) {
    body.boundaryEvents.push(event)
    body.events.push(event)
    body.boundaryIds.push(event.id)
    if (event.interrupting) body.interruptingIds.push(event.id)
  }
  inner.events = inner.events.filter((event) => !inner.boundaryEvents.includes(event))
  inner.interruptingIds = []
  inner.boundaryEvents = []
}
