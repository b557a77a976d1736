/**
 * Reading BPMN with bpmn-moddle and the zeebe descriptor. `ModelElement` is what moddle gives: properties by their BPMN names, `$type`, `$parent`.
 */
import { createRequire } from 'node:module'
import { BpmnModdle } from 'bpmn-moddle'

export interface ModelElement {
  readonly $type: string
  readonly $parent?: ModelElement
  readonly id?: string
  readonly name?: string
  readonly [property: string]: unknown
}

const zeebeDescriptor = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json') as object

/** A file that is no BPMN. */
export class BpmnSyntaxError extends Error {}

export interface BpmnFile {
  definitions: ModelElement
  /** References to ids that the file does not hold, e.g. an `activityRef`. */
  unresolved: { element: ModelElement; property: string; id: string }[]
}

/** @throws BpmnSyntaxError with line and column where the parser knows them. */
export async function readBpmn(xml: string): Promise<BpmnFile> {
  const moddle = new BpmnModdle({ zeebe: zeebeDescriptor })
  let parsed: Awaited<ReturnType<BpmnModdle['fromXML']>>
  try {
    parsed = await moddle.fromXML(xml)
  } catch (error) {
    throw new BpmnSyntaxError((error as Error).message)
  }
  // Duplicate ids and unknown elements are warnings of moddle and errors of Zeebe, which checks the file against the schema.
  const fatal = parsed.warnings.find(({ message }: { message: string }) =>
    /duplicate ID|unparsable content/i.test(message),
  )
  if (fatal) throw new BpmnSyntaxError(fatal.message)
  const unresolved = (parsed.warnings as unknown as Unresolved[]).filter((warning) =>
    warning.message.startsWith('unresolved reference'),
  )
  return {
    definitions: parsed.rootElement as unknown as ModelElement,
    unresolved: unresolved.map(({ element, property, value }) => ({
      element,
      property: property.replace(/^.*:/, ''),
      id: value,
    })),
  }
}

interface Unresolved {
  message: string
  element: ModelElement
  property: string
  value: string
}

export function children(element: ModelElement, property: string): ModelElement[] {
  return (element[property] as ModelElement[] | undefined) ?? []
}

export function reference(element: ModelElement, property: string): ModelElement | undefined {
  return element[property] as ModelElement | undefined
}

export function attribute(element: ModelElement | undefined, name: string): string | undefined {
  const value = element?.[name]
  return value === undefined || value === null ? undefined : String(value as string | number | boolean)
}

/** Extension elements of a type, e.g. `zeebe:TaskDefinition`. */
export function extensions(element: ModelElement, type: string): ModelElement[] {
  const values = children(reference(element, 'extensionElements') ?? element, 'values')
  return values.filter((value) => value.$type.toLowerCase() === type.toLowerCase())
}

export function extension(element: ModelElement, type: string): ModelElement | undefined {
  return extensions(element, type)[0]
}

export function eventDefinitions(element: ModelElement): ModelElement[] {
  return [...children(element, 'eventDefinitions'), ...children(element, 'eventDefinitionRef')]
}

export function eventDefinition(element: ModelElement, type: string): ModelElement | undefined {
  return eventDefinitions(element).find((definition) => definition.$type === `bpmn:${type}EventDefinition`)
}

/** The text of an expression property such as `timeDuration` or `conditionExpression`. */
export function bodyOf(element: ModelElement, property: string): string | undefined {
  const expression = reference(element, property)
  return expression ? (attribute(expression, 'body') ?? '').trim() : undefined
}

/** Flow elements of a process or subprocess and everything below, depth first, siblings in the order of the file. */
export function* flowElementsBelow(container: ModelElement): Generator<ModelElement> {
  for (const element of children(container, 'flowElements')) {
    yield element
    yield* flowElementsBelow(element)
  }
}

export function isExecutable(process: ModelElement): boolean {
  return process.$type === 'bpmn:Process' && process.isExecutable === true
}

export function processesOf(definitions: ModelElement): ModelElement[] {
  return children(definitions, 'rootElements').filter((element) => element.$type === 'bpmn:Process')
}

/** Source and target of an element's input or output mappings, in the order of the file. */
export function mappingsOf(
  source: ModelElement,
  direction: 'inputParameters' | 'outputParameters',
): { source: string; target: string }[] {
  const mapping = extension(source, 'zeebe:IoMapping')
  return mapping
    ? children(mapping, direction).map((parameter) => ({
        source: String(parameter.source ?? ''),
        target: String(parameter.target ?? ''),
      }))
    : []
}
