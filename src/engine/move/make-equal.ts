/** Who a task belongs to, when it is due, what a scope knows: set to what it is here, and read back. */
import { isDeepStrictEqual } from 'node:util'
import { parseInstant } from '../../platform/clock.ts'
import type { State } from '../embedded/state/state.ts'
import type { UserTaskValue } from '../feed-record.ts'
import type { Json, UserTaskChanges, Variables } from '../port.ts'
import type { Pair } from './match.ts'
import type { Seen } from './picture.ts'
import type { Ground, KeyPairs } from './place-tree.ts'
import { instantsToHold } from './timers.ts'

export async function makeTasksEqual(
  { engine, picture }: Ground,
  state: State,
  pairs: Pair[],
  keys: KeyPairs,
): Promise<void> {
  for (const { old, seen } of pairs) {
    const [task] = state.owned('userTask', old.key)
    if (!task || !seen.userTask) continue
    const { key: userTaskKey } = seen.userTask
    keys.set(task.key, userTaskKey)
    const changes = changesOf(seen.userTask.value, task.value)
    if (Object.keys(changes).length > 0)
      await engine.execute({ verb: 'updateUserTask', userTaskKey, changes })
    if (seen.userTask.value.assignee !== task.value.assignee)
      await engine.execute({ verb: 'assignUserTask', userTaskKey, assignee: task.value.assignee || null })
    await picture.until(
      () => `${task.value.elementId} ${userTaskKey} with the people and the limit that it has here`,
      () => {
        const value = seen.userTask?.value
        return value?.assignee === task.value.assignee &&
          Object.keys(changesOf(value, task.value)).length === 0
          ? true
          : undefined
      },
    )
  }
}

function changesOf(now: UserTaskValue, wanted: UserTaskValue): UserTaskChanges {
  const sameInstant = (a: string, b: string) =>
    a === '' || b === '' ? a === b : parseInstant(a) === parseInstant(b)
  const samePeople = (a: string[], b: string[]) => isDeepStrictEqual(new Set(a), new Set(b))
  return {
    ...(!samePeople(now.candidateGroupsList, wanted.candidateGroupsList) && {
      candidateGroups: wanted.candidateGroupsList,
    }),
    ...(!samePeople(now.candidateUsersList, wanted.candidateUsersList) && {
      candidateUsers: wanted.candidateUsersList,
    }),
    ...(!sameInstant(now.dueDate, wanted.dueDate) && { dueDate: wanted.dueDate }),
    ...(!sameInstant(now.followUpDate, wanted.followUpDate) && { followUpDate: wanted.followUpDate }),
  }
}

export async function makeVariablesEqual(
  { engine, picture }: Ground,
  state: State,
  pairs: Pair[],
): Promise<void> {
  for (const { old, seen } of pairs) {
    const wanted = new Map(state.localVariables(old.key).map(({ name, value }) => [name, value]))
    const different = (): Variables => differing(wanted, seen)
    const variables = different()
    if (Object.keys(variables).length > 0)
      await engine.execute({ verb: 'setVariables', scopeKey: seen.key, variables, local: true })
    await picture.until(
      () => `${old.value.elementId} ${seen.key} with ${Object.keys(different()).join(', ')} as here`,
      () => (Object.keys(different()).length === 0 ? true : undefined),
    )
    const more = [...seen.variables.keys()].filter((name) => !wanted.has(name))
    if (more.length > 0)
      throw new Error(
        `${old.value.elementId} ${seen.key} has variables that it has not here: ${more.join(', ')}`,
      )
  }
}

function differing(wanted: Map<string, Json>, { variables }: Seen): Variables {
  return Object.fromEntries(
    [...wanted].filter(([name, value]) => {
      const text = variables.get(name)
      return text === undefined || !isDeepStrictEqual(JSON.parse(text), value)
    }),
  )
}

/** @throws Error where a timer would fire at another time than here, but for those that are known to begin anew. */
export function refuseShiftedTimers(state: State, pairs: Pair[]): void {
  for (const { old, seen } of pairs) {
    const { anew } = instantsToHold(state, old)
    for (const { value } of state.owned('timer', old.key)) {
      const dueAt = seen.timers.get(value.targetElementId)
      if (dueAt !== value.dueDate && !anew.includes(value.targetElementId))
        throw new Error(
          `${value.targetElementId} of process instance ${value.processInstanceKey} is due at ${dueAt} instead of ${value.dueDate}`,
        )
    }
  }
}
