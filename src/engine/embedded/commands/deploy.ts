/**
 * Deployment: what did not change (same name, same content as the latest) keeps its version; what did gets the next. New versions take over the
 * timers, messages and signals that start processes.
 */
import { createHash } from 'node:crypto'
import { DecisionRefusal, type DecisionGraph, parseDecisions } from '../../dmn/index.ts'
import { type ExecutableProcess, parseProcesses } from '../../model/index.ts'
import { type Deployment, Refusal, type Resource } from '../../port.ts'
import { evaluate, evaluateTimer } from '../flow/evaluate.ts'
import type { Execution } from '../flow/execution.ts'
import { createTimer, logged } from '../flow/subscriptions.ts'
import type { Definition, Definitions } from '../state/definitions.ts'
import { noKey } from '../state/rows.ts'

export interface ParsedResource {
  resource: Resource
  checksum: string
  processes: ExecutableProcess[]
  graph?: DecisionGraph
  formId?: string
}

/** Reads and checks every file. @throws Refusal */
export async function parseResources(
  resources: Resource[],
  definitions: Definitions,
): Promise<ParsedResource[]> {
  if (resources.length === 0)
    throw new Refusal('INVALID_ARGUMENT', 'Expected to deploy at least one resource, but none given')
  const parsed: ParsedResource[] = []
  for (const resource of resources) parsed.push(await parseResource(resource, definitions))
  checkDistinct(parsed)
  return parsed
}

async function parseResource(resource: Resource, definitions: Definitions): Promise<ParsedResource> {
  const base = {
    resource,
    checksum: createHash('sha256').update(resource.content).digest('hex'),
    processes: [],
  }
  if (resource.name.endsWith('.bpmn'))
    return { ...base, processes: await parseProcesses(resource, definitions.expressions) }
  if (resource.name.endsWith('.dmn')) return { ...base, graph: await parseGraph(resource) }
  if (resource.name.endsWith('.form')) return { ...base, formId: formIdOf(resource) }
  throw new Refusal(
    'INVALID_ARGUMENT',
    `'${resource.name}': expected a file that ends in .bpmn, .dmn or .form`,
  )
}

async function parseGraph(resource: Resource): Promise<DecisionGraph> {
  try {
    return await parseDecisions(resource.content, resource.name)
  } catch (error) {
    if (error instanceof DecisionRefusal)
      throw new Refusal('INVALID_ARGUMENT', `'${resource.name}': ${error.message}`, error.elementIds)
    throw error
  }
}

function formIdOf(resource: Resource): string {
  let id: unknown
  try {
    id = (JSON.parse(resource.content) as { id?: unknown }).id
  } catch (error) {
    throw new Refusal('INVALID_ARGUMENT', `'${resource.name}': ${(error as Error).message}`)
  }
  if (typeof id !== 'string' || id.trim() === '')
    throw new Refusal(
      'INVALID_ARGUMENT',
      `'${resource.name}': Expected the form id to be present, but none given`,
    )
  return id
}

function checkDistinct(parsed: ParsedResource[]): void {
  const seen = new Map<string, string>()
  for (const { resource, processes, graph, formId } of parsed) {
    const ids = [
      ...processes.map(({ id }) => `process id '${id}'`),
      ...(graph
        ? [
            `decision requirements id '${graph.id}'`,
            ...[...graph.decisions.keys()].map((id) => `decision id '${id}'`),
          ]
        : []),
      ...(formId ? [`form id '${formId}'`] : []),
    ]
    for (const id of ids) {
      const other = seen.get(id)
      if (other !== undefined)
        throw new Refusal(
          'INVALID_ARGUMENT',
          `Duplicated ${id} in resources '${other}' and '${resource.name}'`,
        )
      seen.set(id, resource.name)
    }
  }
}

export function deploy(x: Execution, parsed: ParsedResource[]): Deployment {
  const deployment: Deployment = { key: '', processes: [], decisions: [], forms: [] }
  const started: { definition: Definition; process: ExecutableProcess; before: Definition[] }[] = []
  for (const file of parsed) {
    for (const process of file.processes) {
      const before = x.state.definitions
        .all()
        .filter(({ kind, id }) => kind === 'process' && id === process.id)
      const { definition, isNew } = define(x, file, 'process', process.id, process.id)
      if (isNew) {
        x.state.definitions.setProcess(definition.key, process)
        started.push({ definition, process, before })
      }
      const { version, key: processDefinitionKey, resourceName } = definition
      deployment.processes.push({ processId: process.id, version, processDefinitionKey, resourceName })
    }
    if (file.graph) deployDecisions(x, file, file.graph, deployment)
    if (file.formId !== undefined) {
      const { definition } = define(x, file, 'form', file.formId, file.formId)
      deployment.forms.push({
        formId: definition.id,
        version: definition.version,
        formKey: definition.key,
        resourceName: definition.resourceName,
      })
    }
  }
  for (const { definition, process, before } of started) replaceStarts(x, definition, process, before)
  deployment.key = x.nextKey()
  x.emit('DEPLOYMENT', 'CREATED', deployment.key, {
    processes: deployment.processes.map((process) => ({ ...process })),
    decisions: deployment.decisions.map((decision) => ({ ...decision })),
    forms: deployment.forms.map((form) => ({ ...form })),
  })
  return deployment
}

function deployDecisions(
  x: Execution,
  file: ParsedResource,
  graph: DecisionGraph,
  deployment: Deployment,
): void {
  const { definition: requirements, isNew } = define(x, file, 'decisions', graph.id, graph.name)
  if (isNew) x.state.definitions.setGraph(requirements.key, graph)
  for (const decision of graph.decisions.values()) {
    const { definition } = define(x, file, 'decision', decision.id, decision.name, requirements.key)
    const { version, key: decisionKey, resourceName } = definition
    deployment.decisions.push({
      decisionId: decision.id,
      name: decision.name,
      version,
      decisionKey,
      resourceName,
    })
  }
}

function define(
  x: Execution,
  { resource, checksum }: ParsedResource,
  kind: Definition['kind'],
  id: string,
  name: string,
  fileKey = '',
): { definition: Definition; isNew: boolean } {
  const { definitions } = x.state
  const latest = definitions.latest(kind, id)
  if (latest?.checksum === checksum && latest.resourceName === resource.name)
    return { definition: latest, isNew: false }
  const key = x.nextKey()
  const version = (latest?.version ?? 0) + 1
  const common = { version, resourceName: resource.name, checksum }
  switch (kind) {
    case 'process':
      x.emit('PROCESS', 'CREATED', key, {
        ...common,
        bpmnProcessId: id,
        processDefinitionKey: key,
        resource: resource.content,
      } as never)
      break
    case 'decisions':
      x.emit('DECISION_REQUIREMENTS', 'CREATED', key, {
        ...common,
        decisionRequirementsId: id,
        decisionRequirementsName: name,
        decisionRequirementsVersion: version,
        resource: resource.content,
      })
      break
    case 'decision':
      x.emit('DECISION', 'CREATED', key, {
        ...common,
        decisionId: id,
        decisionName: name,
        decisionKey: key,
        decisionRequirementsKey: fileKey,
      })
      break
    case 'form':
      x.emit('FORM', 'CREATED', key, { ...common, formId: id, formKey: key, resource: resource.content })
  }
  const definition = definitions.get(kind, key)
  if (!definition) throw new Error(`definition ${key} was not noted`)
  return { definition, isNew: true }
}

/** What starts the process: the previous versions' timers, messages and signals end, this version's begin. */
function replaceStarts(
  x: Execution,
  definition: Definition,
  process: ExecutableProcess,
  before: Definition[],
): void {
  const previous = new Set(before.map(({ key }) => key))
  for (const timer of x.state.owned('timer', noKey)) {
    if (previous.has(timer.value.processDefinitionKey)) x.emit('TIMER', 'CANCELED', timer.key, timer.value)
  }
  for (const start of x.state.messageStarts()) {
    if (previous.has(start.processDefinitionKey))
      x.emit('MESSAGE_START_EVENT_SUBSCRIPTION', 'DELETED', start.key, logged(start))
  }
  for (const signal of x.state.owned('signalSubscription', noKey)) {
    if (previous.has(signal.processDefinitionKey))
      x.emit('SIGNAL_SUBSCRIPTION', 'DELETED', signal.key, logged(signal))
  }
  const of = { processDefinitionKey: definition.key, bpmnProcessId: definition.id }
  for (const event of process.root.startEvents) {
    if (event.timer) {
      const timer = evaluateTimer(x, event.timer, noKey)
      createTimer(
        x,
        {
          elementInstanceKey: noKey,
          processInstanceKey: noKey,
          processDefinitionKey: definition.key,
          targetElementId: event.id,
        },
        timer,
      )
    }
    if (event.message) {
      const messageName = evaluate(x, event.message.name, 'string', noKey)
      x.emit('MESSAGE_START_EVENT_SUBSCRIPTION', 'CREATED', x.nextKey(), {
        ...of,
        messageName,
        startEventId: event.id,
      })
    }
    if (event.signal) {
      const signalName = evaluate(x, event.signal.name, 'string', noKey)
      x.emit('SIGNAL_SUBSCRIPTION', 'CREATED', x.nextKey(), {
        ...of,
        signalName,
        catchEventId: event.id,
        catchEventInstanceKey: noKey,
      })
    }
  }
}
