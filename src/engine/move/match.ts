/** Which element instance there is which one here: by element and scope, inner instances of a repeated activity by their number. */
import type { ElementRow } from '../embedded/state/rows.ts'
import type { State } from '../embedded/state/state.ts'
import type { Key } from '../port.ts'
import type { Picture, Seen } from './picture.ts'
import type { Ground } from './place-tree.ts'
import { bringsToken, isScope, tokensAtJoins } from './waits.ts'

export interface Pair {
  old: ElementRow
  seen: Seen
}

export interface Match {
  pairs: Pair[]
  /** Inner instances that have ended here, and must end there. */
  ended: Seen[]
}

interface View {
  state: State
  picture: Picture
  /** Where the instance was begun: no counterpart of anything. */
  parked: Set<Key>
}

/** @returns undefined while something is missing. @throws Error where the broker could not enter an element. */
export function matchInside(view: View, oldScope: ElementRow, newScopeKey: Key): Match | undefined {
  const { state, picture, parked } = view
  const seen = picture.inside(newScopeKey).filter(({ key }) => !parked.has(key))
  const match: Match = { pairs: [], ended: [] }
  const repeated = oldScope.value.bpmnElementType === 'MULTI_INSTANCE_BODY'
  if (repeated && seen.length < oldScope.startedChildren) return undefined
  const taken = new Set<Seen>()
  for (const old of state.owned('element', oldScope.key)) {
    const found = seen.find(
      (one) =>
        !taken.has(one) &&
        one.value.elementId === old.value.elementId &&
        one.value.bpmnElementType === old.value.bpmnElementType &&
        (!repeated || one.variables.get('loopCounter') === String(old.loopCounter)),
    )
    if (found?.incident && state.owned('incident', old.key).length === 0)
      throw new Error(
        `the broker cannot enter ${old.value.elementId} of process instance ${old.value.processInstanceKey}: ${found.incident.errorMessage}`,
      )
    if (!found?.active || !isWhole(state, old, found)) return undefined
    taken.add(found)
    match.pairs.push({ old, seen: found })
    const inside = matchInside(view, old, found.key)
    if (!inside) return undefined
    match.pairs.push(...inside.pairs)
    match.ended.push(...inside.ended)
  }
  if (repeated) match.ended.push(...seen.filter((one) => !taken.has(one)))
  return match
}

/** Whether what hangs on it was seen too. */
function isWhole(state: State, old: ElementRow, seen: Seen): boolean {
  if (old.calledInstance !== '-1' && seen.calledKey === undefined) return false
  if (state.owned('userTask', old.key).length > 0 && !seen.userTask) return false
  return state.owned('timer', old.key).every(({ value }) => seen.timers.has(value.targetElementId))
}

/** Ends what has ended here already: inner instances of a repeated activity, and the steps whose tokens wait at a join. */
export async function finishOnceMore(
  { engine, picture }: Ground,
  { state, process, key, match }: { state: State; process: ElementRow; key: Key; match: Match },
): Promise<void> {
  const finish = async (find: () => Seen | undefined, what: string) => {
    const seen = await picture.until(
      () => `${what} with its job or task`,
      () => {
        const found = find()
        return found?.jobKey !== undefined || found?.userTask ? found : undefined
      },
    )
    if (seen.userTask) await engine.execute({ verb: 'completeUserTask', userTaskKey: seen.userTask.key })
    else await engine.execute({ verb: 'completeJob', jobKey: seen.jobKey! })
    await picture.until(
      () => `the end of ${what}`,
      () => (picture.element(seen.key) ? undefined : true),
    )
  }
  for (const { key: ended, value } of match.ended)
    await finish(() => picture.element(ended), `${value.elementId} ${ended}`)

  const known = new Set(match.pairs.map(({ seen }) => seen.key))
  const scopes: { old: ElementRow; key: Key }[] = [
    { old: process, key },
    ...match.pairs.filter(({ old }) => isScope(old)).map(({ old, seen }) => ({ old, key: seen.key })),
  ]
  for (const scope of scopes) {
    const tokens = tokensAtJoins(state, scope.old)
    for (const { flow } of tokens) {
      if (bringsToken(flow) === 'passing') continue
      await finish(
        () =>
          picture
            .inside(scope.key)
            .find((seen) => seen.value.elementId === flow.source.id && !known.has(seen.key)),
        flow.source.id,
      )
    }
    for (const { flow } of tokens)
      await picture.until(
        () => `the token on ${flow.id}`,
        () => (picture.element(key)?.flows.includes(flow.id) ? true : undefined),
      )
  }
}
