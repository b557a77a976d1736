/**
 * Zeebe refuses a process in which a manual or undefined task, or a call activity that calls its own file, runs into a loop that nothing waits in: it
 * would run for ever.
 */
import type { BpmnElementType } from '../feed-record.ts'
import { elementOf, type Element, type ExecutableProcess, noneStartEvent } from './element.ts'

const passedThrough = new Set<BpmnElementType>([
  'MANUAL_TASK',
  'TASK',
  'EXCLUSIVE_GATEWAY',
  'INCLUSIVE_GATEWAY',
  'PARALLEL_GATEWAY',
  'START_EVENT',
  'END_EVENT',
  'SUB_PROCESS',
  'MULTI_INSTANCE_BODY',
  'CALL_ACTIVITY',
])
const begins = new Set<BpmnElementType>(['MANUAL_TASK', 'TASK', 'CALL_ACTIVITY'])

/** @returns the ids along the loop, the first again at its end; undefined when there is none. */
export function straightThroughLoop(
  process: ExecutableProcess,
  all: ExecutableProcess[],
): string[] | undefined {
  const harmless = new Set<Element>()
  const starts = [...process.elements.keys()]
    .map((id) => elementOf(process, id))
    .filter((element) => begins.has(element.type))
  for (const start of starts.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const loop = loopFrom(start, [], harmless, all)
    if (loop) return loop.map(({ id }) => id)
  }
  return undefined
}

function loopFrom(
  element: Element,
  path: Element[],
  harmless: Set<Element>,
  all: ExecutableProcess[],
): Element[] | undefined {
  const before = path.indexOf(element)
  if (before >= 0) return [...path.slice(before), element]
  if (harmless.has(element) || !passedThrough.has(element.type)) return undefined
  for (const next of nextOf(element, all)) {
    // A multi-instance body bears the id of what it repeats: named once.
    const loop = loopFrom(next, element.inner ? path : [...path, element], harmless, all)
    if (loop) return loop
  }
  harmless.add(element)
  return undefined
}

function nextOf(element: Element, all: ExecutableProcess[]): Element[] {
  if (element.inner) return [element.inner]
  if (element.type === 'SUB_PROCESS') return startOf(element)
  if (element.type === 'CALL_ACTIVITY') {
    const called = element.called?.processId
    return all
      .filter((process) => called?.isStatic && process.id === called.text)
      .flatMap((process) => startOf(process.root))
  }
  const flows = element.outgoing.length > 0 ? element.outgoing : (element.scope?.outgoing ?? [])
  return flows.map((flow) => flow.target)
}

function startOf(container: Element): Element[] {
  const start = noneStartEvent(container)
  return start ? [start] : []
}
