/** The course of a case over its diagrams: from its trace, where the tokens stood at each moment and which ways they had come. Nothing of it asks a diagram. */
import type { CasePage } from '../use-case-page.ts'

type Traced = CasePage['trace'][number]

export interface Step extends Omit<Traced, 'enteredAt' | 'leftAt'> {
  /** Epoch ms. */
  enteredAt: number
  leftAt: number | null
}

/** How a flow node stood at a moment: it had the token, held another that had it, was gone through, or was left without being done. */
export type Standing = 'here' | 'within' | 'done' | 'ended'

const scopes = new Set(['SUB_PROCESS', 'EVENT_SUB_PROCESS'])
const kinds: { [elementType: string]: string } = {
  START_EVENT: '开始',
  END_EVENT: '结束',
  INTERMEDIATE_CATCH_EVENT: '等候',
  INTERMEDIATE_THROW_EVENT: '通知',
  BOUNDARY_EVENT: '中途事件',
  EXCLUSIVE_GATEWAY: '分支',
  PARALLEL_GATEWAY: '并行',
  INCLUSIVE_GATEWAY: '分支',
  EVENT_BASED_GATEWAY: '等候其一',
}

/** What a step is called: many gateways and events have no name of their own. */
export function nameOfStep({ name, elementId, elementType }: Step): string {
  return name === elementId ? (kinds[elementType] ?? name) : name
}

/** In the order in which they were entered; of one millisecond, in the order in which the engine numbered them. */
export function inOrder(trace: readonly Traced[]): Step[] {
  const length = Math.max(0, ...trace.map(({ elementInstanceKey }) => elementInstanceKey.length))
  const order = ({ elementInstanceKey }: Step) => elementInstanceKey.padStart(length, '0')
  return trace
    .filter(({ elementType }) => elementType !== 'PROCESS')
    .map((one): Step => ({
      ...one,
      enteredAt: Date.parse(one.enteredAt),
      leftAt: one.leftAt === null ? null : Date.parse(one.leftAt),
    }))
    .toSorted((a, b) => a.enteredAt - b.enteredAt || (order(a) < order(b) ? -1 : 1))
}

/** @param moment index of the step that is entered at that moment. */
export function standingAt(
  steps: readonly Step[],
  moment: number,
  processInstanceKey: string,
): Map<string, Standing> {
  const standing = new Map<string, Standing>()
  const now = steps[moment]
  if (!now) return standing
  for (const [index, step] of steps.slice(0, moment + 1).entries()) {
    if (step.processInstanceKey !== processInstanceKey) continue
    const left = index !== moment && step.leftAt !== null && step.leftAt <= now.enteredAt
    const active = scopes.has(step.elementType) ? 'within' : 'here'
    standing.set(step.elementId, !left ? active : step.state === 'terminated' ? 'ended' : 'done')
  }
  return standing
}

export interface Flow {
  id: string
  source: string
  target: string
}

/**
 * The sequence flows that the tokens took: into each node that was entered, from the node before it that was left last; into a join, from each that was left.
 * @param joins ids of nodes that wait for all their ways.
 */
export function waysAt(
  steps: readonly Step[],
  moment: number,
  processInstanceKey: string,
  flows: readonly Flow[],
  joins: ReadonlySet<string>,
): Set<string> {
  const taken = new Set<string>()
  /** When each node was left last, and by which step: much happens within one millisecond. */
  const left = new Map<string, { at: number; index: number }>()
  for (const [index, step] of steps.slice(0, moment + 1).entries()) {
    if (step.processInstanceKey !== processInstanceKey) continue
    const from = flows
      .filter(
        ({ target, source }) =>
          target === step.elementId && (left.get(source)?.at ?? Infinity) <= step.enteredAt,
      )
      .toSorted((a, b) => {
        const [first, second] = [left.get(a.source)!, left.get(b.source)!]
        return second.at - first.at || second.index - first.index
      })
    for (const { id } of joins.has(step.elementId) ? from : from.slice(0, 1)) taken.add(id)
    if (step.leftAt !== null) left.set(step.elementId, { at: step.leftAt, index })
  }
  return taken
}

/** The last moment that had come by an instant; 0 where none had. @param at epoch ms. */
export function momentAt(steps: readonly Step[], at: number): number {
  return Math.max(
    0,
    steps.findLastIndex(({ enteredAt }) => enteredAt <= at),
  )
}
