/** What a deployment rule is: it looks at the elements of one kind and says what is wrong with each. */
import type { BpmnFile, ModelElement } from '../bpmn-file.ts'
import { flowElementsBelow, isExecutable, processesOf } from '../bpmn-file.ts'

export interface Problem {
  /** The element at fault, or the nearest around it that has an id. */
  elementId: string
  /** How to get there from that element when it has no id itself, e.g. `ioMapping > output`. */
  path: string
  message: string
}

export type Report = (element: ModelElement, message: string) => void

/** Looks at one file and reports. */
export type Rule = (model: Model, report: Report) => void

/** One file with its executable processes flattened: rules ask it, they do not walk. */
export interface Model {
  file: BpmnFile
  definitions: ModelElement
  /** Executable ones; the others are ignored as Zeebe ignores them. */
  processes: ModelElement[]
  /** Processes and subprocesses. */
  containers: ModelElement[]
  /** Every flow element of the executable processes, in file order. */
  flowElements: ModelElement[]
  outgoing(node: ModelElement): ModelElement[]
  incoming(node: ModelElement): ModelElement[]
  roots(type: string): ModelElement[]
}

export function modelOf(file: BpmnFile): Model {
  const processes = processesOf(file.definitions).filter(isExecutable)
  const flowElements = processes.flatMap((process) => [...flowElementsBelow(process)])
  const flows = flowElements.filter((element) => element.$type === 'bpmn:SequenceFlow')
  const grouped = (property: string) => {
    const groups = new Map<unknown, ModelElement[]>()
    for (const flow of flows) groups.set(flow[property], [...(groups.get(flow[property]) ?? []), flow])
    return groups
  }
  const bySource = grouped('sourceRef')
  const byTarget = grouped('targetRef')
  const roots = (file.definitions.rootElements as ModelElement[] | undefined) ?? []
  return {
    file,
    definitions: file.definitions,
    processes,
    containers: [...processes, ...flowElements.filter(isSubprocess)],
    flowElements,
    outgoing: (node) => bySource.get(node) ?? [],
    incoming: (node) => byTarget.get(node) ?? [],
    roots: (type) => roots.filter((element) => element.$type === type),
  }
}

export function isSubprocess(element: ModelElement): boolean {
  return ['bpmn:SubProcess', 'bpmn:Transaction', 'bpmn:AdHocSubProcess'].includes(element.$type)
}

export function isActivity(element: ModelElement): boolean {
  return isSubprocess(element) || element.$type === 'bpmn:CallActivity' || element.$type.endsWith('Task')
}

export function problemAt(element: ModelElement, message: string): Problem {
  const path: string[] = []
  let current: ModelElement | undefined = element
  while (current && current.id === undefined) {
    path.unshift(current.$type.replace(/^.*:/, ''))
    current = current.$parent
  }
  return { elementId: current?.id ?? '', path: path.join(' > '), message }
}
