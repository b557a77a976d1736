/**
 * Sets a tree up on the broker: an instance is begun where nothing happens (no worker runs), and then modified, so that it stands at the same elements with
 * the same variables. What a call activity begins is brought to its place in the same way. Everything is read back from the feed before it counts.
 */
import type { ElementRow } from '../embedded/state/rows.ts'
import type { State } from '../embedded/state/state.ts'
import type { BpmnElementType } from '../feed-record.ts'
import { type Element, type ExecutableProcess } from '../model/element.ts'
import { type Engine, type Key, type ModifyActivate, Refusal, type Variables } from '../port.ts'
import type { BrokerModels } from './broker-models.ts'
import { finishOnceMore, matchInside, type Match } from './match.ts'
import { elementsIn, type OpenTree } from './open-trees.ts'
import type { Picture, Seen } from './picture.ts'
import { makeTasksEqual, makeVariablesEqual, refuseShiftedTimers } from './make-equal.ts'
import { heldText, instantsToHold } from './timers.ts'
import { bringsToken, holdsToken, isScope, tokensAtJoins, waitingIn } from './waits.ts'

export interface Ground {
  engine: Engine
  picture: Picture
  models: BrokerModels
}

/** Keys here → keys there: element instances, process instances, user tasks. */
export type KeyPairs = Map<Key, Key>

/** Milliseconds without a record of an instance after which it is taken to stand still. */
const stillness = 400
const attempts = 5

export async function placeTree({ root, state }: OpenTree, ground: Ground): Promise<KeyPairs> {
  const { engine, picture, models } = ground
  const { bpmnProcessId: processId, processDefinitionKey } = root.value
  const place = parkingPlace(state.definitions.process(processDefinitionKey))
  const { processInstanceKey } = await engine.execute({
    verb: 'createInstance',
    processId,
    version: models.versionOf(processDefinitionKey),
    variables: localsOf(state, root.key),
    startElementIds: [place.id],
  })
  const pairs: KeyPairs = new Map()
  const processes: Key[] = []
  await placeProcess(root, processInstanceKey)
  for (const key of processes) picture.place(key)
  return pairs

  async function placeProcess(process: ElementRow, key: Key): Promise<void> {
    processes.push(key)
    const parked = await leaveParking(process, key)
    const match = await picture.until(
      () =>
        `${process.value.bpmnProcessId} ${process.key} at ${placesOf(state, process)}; seen ${seenIn(picture, key)}`,
      () => matchInside({ state, picture, parked }, process, key),
    )
    await finishOnceMore(ground, { state, process, key, match })
    for (const { old, seen } of match.pairs) {
      pairs.set(old.key, seen.key)
      const called = old.calledInstance === '-1' ? undefined : state.element(old.calledInstance)
      if (called) await placeProcess(called, seen.calledKey!)
    }
    pairs.set(process.key, key)
    await makeTasksEqual(ground, state, match.pairs, pairs)
    await makeVariablesEqual(ground, state, [...match.pairs, { old: process, seen: picture.element(key)! }])
    refuseShiftedTimers(state, match.pairs)
    refuseStrays(match, key, parked)
  }

  /** Enters what it stands at and ends what it was begun at, in one command. @returns the keys of what it was begun at. */
  async function leaveParking(process: ElementRow, key: Key): Promise<Set<Key>> {
    const activate = entering(state, process)
    for (let attempt = 1; ; attempt++) {
      const parked = await picture.until(
        () => `${process.value.bpmnProcessId} ${key} standing still`,
        () => standingStill(picture, key),
      )
      try {
        await engine.execute({
          verb: 'modifyInstance',
          processInstanceKey: key,
          activate,
          terminate: parked.map((seen) => seen.key),
        })
        return new Set(parked.map((seen) => seen.key))
      } catch (error) {
        // It had gone one step further than the feed had shown.
        if (attempt === attempts || !(error instanceof Refusal)) throw error
        await new Promise((resolve) => setTimeout(resolve, stillness))
      }
    }
  }

  function refuseStrays(match: Match, key: Key, parked: Set<Key>): void {
    const known = new Set(match.pairs.map(({ seen }) => seen.key))
    const strays = leavesSeen(picture, key).filter((seen) => !known.has(seen.key) && !parked.has(seen.key))
    if (strays.length > 0)
      throw new Error(
        `process instance ${key} also stands at ${strays.map(({ value }) => value.elementId).join(', ')}`,
      )
  }
}

/** Where an instance is begun without anything happening: best a service task that no worker takes, without scopes and events around it. */
function parkingPlace(process: ExecutableProcess): Element {
  const ranks: ((element: Element) => boolean)[] = [
    (element) => element.type === 'SERVICE_TASK',
    (element) => element.job !== undefined || element.userTask !== undefined,
    (element) => element.type === 'RECEIVE_TASK',
    () => true,
  ]
  const places = [...process.elements.values()].filter(
    (element) => element.type !== 'MULTI_INSTANCE_BODY' && holdsToken(element) && !isRepeated(element),
  )
  const plain = (element: Element) => element.events.length === 0 && element.scope === process.root
  for (const preferred of [plain, () => true])
    for (const rank of ranks) {
      const found = places.find((element) => preferred(element) && rank(element))
      if (found) return found
    }
  throw new Error(`process ${process.id} has no element to begin an instance at`)
}

function isRepeated({ scope }: Element): boolean {
  return scope !== undefined && (scope.type === 'MULTI_INSTANCE_BODY' || isRepeated(scope))
}

/** What enters every element that the process instance stands at, and what brings the tokens that wait at joins. */
function entering(state: State, process: ElementRow): ModifyActivate[] {
  const held = new Map<Key, Variables>()
  for (const row of waitingIn(state, process))
    for (const instant of instantsToHold(state, row).held)
      held.set(instant.scopeKey, { ...held.get(instant.scopeKey), [instant.variable]: heldText(instant) })
  const variablesOf = (scope: ElementRow) => ({ ...localsOf(state, scope.key), ...held.get(scope.key) })

  const enter = (elementId: string, scope: ElementRow): ModifyActivate => {
    const scopes: { [elementId: string]: Variables } = {}
    for (let around = scope; around !== process; around = state.require('element', around.value.flowScopeKey))
      scopes[around.value.elementId] = variablesOf(around)
    return { elementId, variables: variablesOf(process), scopes }
  }
  const around = [process, ...elementsIn(state, process.key).filter(isScope)]
  return [
    ...around.flatMap((scope) =>
      tokensAtJoins(state, scope).flatMap(({ flow }) =>
        bringsToken(flow) === undefined ? [] : [enter(flow.source.id, scope)],
      ),
    ),
    ...waitingIn(state, process).map((row) =>
      enter(row.value.elementId, state.require('element', row.value.flowScopeKey)),
    ),
  ]
}

export function localsOf(state: State, scopeKey: Key): Variables {
  return Object.fromEntries(state.localVariables(scopeKey).map(({ name, value }) => [name, value]))
}

const scopeTypes = new Set<BpmnElementType>(['SUB_PROCESS', 'EVENT_SUB_PROCESS'])

function leavesSeen(picture: Picture, scopeKey: Key): Seen[] {
  return picture
    .inside(scopeKey)
    .flatMap((seen) => (scopeTypes.has(seen.value.bpmnElementType) ? leavesSeen(picture, seen.key) : [seen]))
}

/** What it stands at, once it has not moved for a while. */
function standingStill(picture: Picture, key: Key): Seen[] | undefined {
  const process = picture.element(key)
  if (!process || performance.now() - process.stirredAt < stillness) return undefined
  const leaves = leavesSeen(picture, key)
  return leaves.length > 0 ? leaves : undefined
}

const placesOf = (state: State, process: ElementRow): string =>
  waitingIn(state, process)
    .map(({ value }) => value.elementId)
    .join(', ')

const seenIn = (picture: Picture, key: Key): string =>
  leavesSeen(picture, key)
    .map(({ value, incident }) => `${value.elementId}${incident ? ` (${incident.errorMessage})` : ''}`)
    .join(', ') || 'nothing'
