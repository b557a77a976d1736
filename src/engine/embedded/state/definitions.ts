/**
 * What is deployed: processes, decisions and forms by key, id and version. Files are read again when something needs them, and kept.
 */
import { type DecisionGraph, parseDecisions } from '../../dmn/index.ts'
import type { ExpressionCache } from '../../feel/index.ts'
import { elementOf, type Element, type ExecutableProcess, parseDeployedProcesses } from '../../model/index.ts'
import type { Key } from '../../port.ts'
import type { InstanceValue } from './rows.ts'

export type DefinitionKind = 'process' | 'decisions' | 'decision' | 'form'

/** One deployed thing; a DMN file is one `decisions` with its content and one `decision` for each of its decisions. */
export interface Definition {
  key: Key
  kind: DefinitionKind
  id: string
  name: string
  version: number
  resourceName: string
  checksum: string
  /** Of a decision: the key of its file. */
  fileKey: Key
  /** The file's text; '' for a decision. */
  content: string
}

export class Definitions {
  readonly expressions: ExpressionCache
  #byKey = new Map<Key, Definition>()
  #byId = new Map<string, Definition[]>()
  #processes = new Map<Key, ExecutableProcess>()
  #graphs = new Map<Key, DecisionGraph>()
  #unparsed = new Set<Key>()

  constructor(expressions: ExpressionCache) {
    this.expressions = expressions
  }

  add(definition: Definition): void {
    if (this.#byKey.has(definition.key)) return
    this.#byKey.set(definition.key, definition)
    const name = `${definition.kind} ${definition.id}`
    this.#byId.set(
      name,
      [...(this.#byId.get(name) ?? []), definition].sort((a, b) => a.version - b.version),
    )
    if (definition.kind === 'process' || definition.kind === 'decisions') this.#unparsed.add(definition.key)
  }

  all(): Definition[] {
    return [...this.#byKey.values()]
  }

  get(kind: DefinitionKind, key: Key): Definition | undefined {
    const definition = this.#byKey.get(key)
    return definition?.kind === kind ? definition : undefined
  }

  latest(kind: DefinitionKind, id: string): Definition | undefined {
    return this.#byId.get(`${kind} ${id}`)?.at(-1)
  }

  version(kind: DefinitionKind, id: string, version: number): Definition | undefined {
    return this.#byId.get(`${kind} ${id}`)?.find((definition) => definition.version === version)
  }

  /** Keys of what must be parsed before `process` or `graph` can answer for every latest version. */
  unparsedLatest(): Key[] {
    return [...this.#unparsed].filter((key) => {
      const definition = this.#byKey.get(key)
      return definition && this.latest(definition.kind, definition.id) === definition
    })
  }

  isParsed(key: Key): boolean {
    return !this.#unparsed.has(key)
  }

  /** Reads the file of a definition unless that was done. */
  async parse(key: Key): Promise<void> {
    const definition = this.#byKey.get(key)
    if (!definition || !this.#unparsed.has(key)) return
    if (definition.kind === 'process') {
      const processes = await parseDeployedProcesses(definition.content, this.expressions)
      const process = processes.find(({ id }) => id === definition.id)
      if (process) this.setProcess(key, process)
    } else this.setGraph(key, await parseDecisions(definition.content, definition.resourceName))
  }

  setProcess(key: Key, process: ExecutableProcess): void {
    this.#processes.set(key, process)
    this.#unparsed.delete(key)
  }

  setGraph(key: Key, graph: DecisionGraph): void {
    this.#graphs.set(key, graph)
    this.#unparsed.delete(key)
  }

  /** @throws when it was not parsed: `parse` first. */
  process(key: Key): ExecutableProcess {
    const process = this.#processes.get(key)
    if (!process) throw new Error(`process definition ${key} is not loaded`)
    return process
  }

  graph(fileKey: Key): DecisionGraph {
    const graph = this.#graphs.get(fileKey)
    if (!graph) throw new Error(`decisions ${fileKey} are not loaded`)
    return graph
  }

  /** The element that an instance is of. */
  elementOf(value: InstanceValue): Element {
    return elementOf(this.process(value.processDefinitionKey), value.elementId, value.bpmnElementType)
  }
}
