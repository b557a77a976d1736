/** Why a tree cannot be set up on the other side as it stands. An honest list: whoever is not in it is moved, and verified when it was. */
import type { ElementRow } from '../embedded/state/rows.ts'
import type { Key } from '../port.ts'
import { elementsIn, type OpenTree, processesOf } from './open-trees.ts'
import { bringsToken, holdsToken, isScope, tokensAtJoins } from './waits.ts'

export type ObstacleKind =
  /** Inside an event subprocess, which starts by its event only. */
  | 'event-subprocess'
  /** Something could still be compensated: what was done is not known on the other side. */
  | 'compensation'
  /** Two instances of one subprocess at a time. */
  | 'scope-twice'
  /** A subprocess or call activity is repeated for each item of a list. */
  | 'repeated-scope'
  /** One after another for each item of a list, and not at the first. */
  | 'sequence'
  /** Stopped by an incident that is not a job's. */
  | 'incident'
  /** Between two steps. */
  | 'in-between'
  /** A token waits at a join, and the step before it cannot be finished once more. */
  | 'join'
  /** A timer is due, or will be before the move is over. */
  | 'timer-due'

export interface Obstacle {
  kind: ObstacleKind
  rootKey: Key
  processInstanceKey: Key
  processId: string
  elementId: string
  /** Epoch ms, of a timer. */
  dueAt?: number
}

/** @param dueBy epoch ms: what is due by then would happen while the tree is under way */
export function obstaclesOf(tree: OpenTree, dueBy: number): Obstacle[] {
  return processesOf(tree).flatMap((process) =>
    [process, ...elementsIn(tree.state, process.key)].flatMap((row) =>
      kindsOf(tree, row, dueBy).map(({ kind, elementId = row.value.elementId, dueAt }): Obstacle => ({
        kind,
        rootKey: tree.root.key,
        processInstanceKey: process.key,
        processId: process.value.bpmnProcessId,
        elementId,
        ...(dueAt !== undefined && { dueAt }),
      })),
    ),
  )
}

interface Found {
  kind: ObstacleKind
  elementId?: string
  dueAt?: number
}

function kindsOf({ state }: OpenTree, row: ElementRow, dueBy: number): Found[] {
  const found: Found[] = []
  const type = row.value.bpmnElementType
  if (type === 'EVENT_SUB_PROCESS') return [{ kind: 'event-subprocess' }]
  const around = state.element(row.value.flowScopeKey)
  if (around?.value.bpmnElementType === 'EVENT_SUB_PROCESS') return []
  if (around?.value.bpmnElementType !== 'MULTI_INSTANCE_BODY' && type !== 'PROCESS') {
    const twins = state
      .owned('element', row.value.flowScopeKey)
      .filter((other) => other.value.elementId === row.value.elementId)
    if (isScope(row) && twins.length > 1 && twins[0] === row) found.push({ kind: 'scope-twice' })
  }
  const tokens = isScope(row) ? tokensAtJoins(state, row) : []
  for (const { gatewayId, flow } of tokens)
    if (bringsToken(flow) === undefined) found.push({ kind: 'join', elementId: gatewayId })
  const resting = row.state === 'ACTIVATED' && row.triggers.length === 0 && row.interruptedBy === ''
  const incidents = state.owned('incident', row.key)
  if (incidents.some(({ value }) => value.jobKey === '-1')) found.push({ kind: 'incident' })
  else if (!resting || row.activeFlows !== tokens.length) found.push({ kind: 'in-between' })
  else if (!isScope(row) && around?.value.bpmnElementType !== 'MULTI_INSTANCE_BODY') {
    const element = state.definitions.elementOf(row.value)
    if (element.loop?.sequential && row.loopCounter > 1) found.push({ kind: 'sequence' })
    else if (!holdsToken(element)) found.push({ kind: element.inner ? 'repeated-scope' : 'in-between' })
  }
  for (const { value } of state.owned('timer', row.key))
    if (value.dueDate <= dueBy)
      found.push({ kind: 'timer-due', elementId: value.targetElementId, dueAt: value.dueDate })
  if (type === 'PROCESS' && state.owned('compensation', row.key).length > 0)
    found.push({ kind: 'compensation' })
  return found
}
