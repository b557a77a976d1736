import { DmnModdle, type ModdleElement } from 'dmn-moddle'
import type { ExpressionCache } from '../feel/index.ts'
import type { Decision, DecisionGraph, Knowledge } from './decision-graph.ts'
import { DecisionRefusal } from './decision-refusal.ts'
import { children, decisionType, LogicParser, type Fault } from './parse-logic.ts'

/** The reader knows the model of DMN 1.3; that of the other versions which the broker takes has the same elements for us. */
const otherVersions =
  /http:\/\/www\.omg\.org\/spec\/DMN\/(20151101\/dmn\.xsd|20151101|20180521\/MODEL\/)|https:\/\/www\.omg\.org\/spec\/DMN\/(20191111|20211108|20230324)\/MODEL\//g
const readVersion = 'https://www.omg.org/spec/DMN/20191111/MODEL/'

/** Reads a DMN file. @throws DecisionRefusal where the broker refuses the deployment */
export async function parseDecisions(
  xml: string,
  resourceName: string,
  cache?: ExpressionCache,
): Promise<DecisionGraph> {
  const definitions = await read(xml, resourceName)
  const elements = children(definitions, 'drgElement')
  const faults: Fault[] = structureFaults(definitions, elements)
  refuse(resourceName, faults)
  const decisions = elements.filter(({ $type }) => $type === 'dmn:Decision')
  const models = elements.filter(({ $type }) => $type === 'dmn:BusinessKnowledgeModel')
  refuseCycles(resourceName, decisions, 'informationRequirement', 'requiredDecision', 'decisions')
  refuseCycles(resourceName, models, 'knowledgeRequirement', 'requiredKnowledge', 'BKMs')

  const byId = new Map(elements.map((element) => [element.id!, element]))
  const knowledge = new Map<string, Knowledge>()
  const namesOfKnowledge = (element: ModdleElement) =>
    requirements(element, 'knowledgeRequirement', 'requiredKnowledge').map((id) => {
      const model = byId.get(id)
      if (!model)
        throw new DecisionRefusal(`'${resourceName}': no business knowledge model found with id '${id}'`, [
          element.id!,
        ])
      return addKnowledge(model)
    })
  const addKnowledge = (model: ModdleElement): string => {
    const name = model.name!
    if (knowledge.has(name)) return name
    const requiredKnowledge = namesOfKnowledge(model)
    const encapsulated = model.encapsulatedLogic as ModdleElement | undefined
    const parser = new LogicParser(model.id!, faults, (known) => knowledge.has(known), cache)
    const body = encapsulated?.body as ModdleElement | undefined
    knowledge.set(name, {
      id: model.id!,
      name,
      type: decisionType(body),
      parameters: encapsulated ? parser.parameters(encapsulated) : [],
      requiredKnowledge,
      logic: encapsulated ? parser.logic(body) : { kind: 'list', items: [] },
    })
    return name
  }

  const graph = new Map<string, Decision>()
  for (const element of decisions) {
    const requiredKnowledge = namesOfKnowledge(element)
    const logic = element.decisionLogic as ModdleElement | undefined
    const variable = element.variable as ModdleElement | undefined
    if (variable && variable.name === undefined)
      faults.push({ elementId: element.id!, message: 'its variable has no name' })
    if (decisionType(logic) === 'UNKNOWN') {
      faults.push({
        elementId: element.id!,
        message: `unsupported decision expression '${logic?.$type ?? 'null'}'`,
      })
    }
    const parser = new LogicParser(element.id!, faults, (name) => knowledge.has(name), cache)
    graph.set(element.id!, {
      id: element.id!,
      name: element.name!,
      type: decisionType(logic),
      required: requirements(element, 'informationRequirement', 'requiredDecision').filter(
        (id) => byId.get(id)?.$type === 'dmn:Decision',
      ),
      requiredKnowledge,
      resultName: variable ? (variable.name ?? '') : element.id!,
      resultType: variable?.typeRef as string | undefined,
      logic: parser.logic(logic),
    })
  }
  refuse(resourceName, faults)
  const { id = '', name = '', namespace } = definitions
  return {
    id,
    name,
    namespace: (namespace as string | undefined) ?? '',
    resourceName,
    decisions: graph,
    knowledge,
  }
}

async function read(xml: string, resourceName: string): Promise<ModdleElement> {
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(xml.replace(otherVersions, readVersion))
    const [warning] = warnings
    if (rootElement.$type !== 'dmn:Definitions')
      throw new Error(`unexpected root element ${rootElement.$type}`)
    // a reference that leads nowhere is not the reader's business; a file that breaks the schema is
    if (warning && /unparsable|unknown|unexpected|duplicate/i.test(warning.message)) throw warning
    return rootElement
  } catch (error) {
    throw new DecisionRefusal(`'${resourceName}': Failed to parse DMN: ${(error as Error).message}`)
  }
}

/** What the schema asks of every file. */
function structureFaults(definitions: ModdleElement, elements: ModdleElement[]): Fault[] {
  const faults: Fault[] = []
  for (const property of ['name', 'namespace', 'id'] as const) {
    if (definitions[property] === undefined) {
      faults.push({ elementId: definitions.id ?? '', message: `definitions have no attribute '${property}'` })
    }
  }
  for (const element of elements) {
    const kind = element.$type.replace('dmn:', '')
    if (element.name === undefined)
      faults.push({ elementId: element.id ?? '', message: `${kind} has no attribute 'name'` })
    if (element.id === undefined)
      faults.push({ elementId: element.name ?? '', message: `${kind} has no attribute 'id'` })
  }
  return faults
}

function requirements(element: ModdleElement, property: string, reference: string): string[] {
  return children(element, property).flatMap((requirement) => {
    const href = (requirement[reference] as { href?: string } | undefined)?.href
    return href ? [href.slice(href.indexOf('#') + 1)] : []
  })
}

function refuseCycles(
  resourceName: string,
  elements: ModdleElement[],
  property: string,
  reference: string,
  kind: string,
): void {
  const required = new Map(
    elements.map((element) => [element.id!, requirements(element, property, reference)]),
  )
  const leadsBack = (id: string, visited: ReadonlySet<string>): boolean =>
    visited.has(id) || (required.get(id) ?? []).some((next) => leadsBack(next, new Set([...visited, id])))
  const cyclic = [...required.keys()].filter((id) => leadsBack(id, new Set()))
  if (cyclic.length > 0) {
    throw new DecisionRefusal(
      `'${resourceName}': Invalid DMN model: Cyclic dependencies between ${kind} detected: ${cyclic.join(', ')}`,
      cyclic,
    )
  }
}

function refuse(resourceName: string, faults: Fault[]): void {
  if (faults.length === 0) return
  const lines = faults.map(({ elementId, message }) => `${elementId}: ${message}`)
  throw new DecisionRefusal(`'${resourceName}': ${lines.join('\n')}`, [
    ...new Set(faults.map(({ elementId }) => elementId)),
  ])
}
