/** Words for asking a moddle element what the rules want to know of it. */
import { attribute, children, reference, type ModelElement } from '../../src/engine/model/bpmn-file.ts'

export function extension(element: ModelElement, type: string): ModelElement | undefined {
  const extensions = reference(element, 'extensionElements')
  return extensions && children(extensions, 'values').find(({ $type }) => $type === type)
}

export function taskHeaders(element: ModelElement): { [key: string]: string } {
  const headers = extension(element, 'zeebe:TaskHeaders')
  return Object.fromEntries(
    (headers ? children(headers, 'values') : []).map((header) => [
      String(header['key']),
      String(header['value']),
    ]),
  )
}

export interface Mapping {
  source: string
  target: string
}

export function mappings(element: ModelElement, side: 'inputParameters' | 'outputParameters'): Mapping[] {
  const io = extension(element, 'zeebe:IoMapping')
  return (io ? children(io, side) : []).map((pair) => ({
    source: String(pair['source']),
    target: String(pair['target']),
  }))
}

export function documentation(element: ModelElement): string {
  return children(element, 'documentation')
    .map((text) => attribute(text, 'text') ?? '')
    .join('\n')
}

export function isUserTask(element: ModelElement): boolean {
  return element.$type === 'bpmn:UserTask'
}

const tasks = [
  'bpmn:UserTask',
  'bpmn:ServiceTask',
  'bpmn:BusinessRuleTask',
  'bpmn:ScriptTask',
  'bpmn:SendTask',
  'bpmn:ReceiveTask',
  'bpmn:ManualTask',
  'bpmn:Task',
  'bpmn:CallActivity',
]

/** Any kind of task, and call activities. */
export function isTask(element: ModelElement): boolean {
  return tasks.includes(element.$type)
}

export function isFlowNode(element: ModelElement): boolean {
  return isTask(element) || /^bpmn:(SubProcess|\w+Gateway|\w+Event)$/.test(element.$type)
}
