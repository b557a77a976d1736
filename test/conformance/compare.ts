/** Holds an outcome against what a case expects: each key that is given is compared exactly. */
import { isDeepStrictEqual } from 'node:util'
import type { Outcome } from './outcome.ts'
import type { Expectation } from './read-case.ts'
import { type CaseState, isFlowNode } from './state.ts'

/** @returns one line per difference. */
export function differences(expected: Expectation, outcome: Outcome, state: CaseState | undefined): string[] {
  const found: string[] = []
  const report = (key: string, want: unknown, got: unknown) =>
    found.push(`${key}: expected ${JSON.stringify(want)}, got ${JSON.stringify(got)}`)
  const same = (
    key: keyof Outcome & keyof Expectation,
    normal: (value: never) => unknown = (value) => value,
  ) => {
    const want = expected[key]
    if (want === undefined) return
    const got = outcome[key]
    if (got === undefined || !isDeepStrictEqual(normal(want as never), normal(got as never)))
      report(key, want, got)
  }
  if (expected.refusedDeployment) {
    const named = outcome.refusedDeployment
    const missing = expected.refusedDeployment.filter((id) => !named?.includes(id))
    if (!named) report('refusedDeployment', expected.refusedDeployment, 'accepted')
    else if (missing.length > 0) report('refusedDeployment', expected.refusedDeployment, named)
    return found
  }
  if (outcome.refusedDeployment) {
    report('deployment', 'accepted', `refused: ${outcome.refusedDeployment.join(', ')}`)
    return found
  }
  same('state')
  for (const key of ['completed', 'terminated', 'active'] as const) same(key, sorted)
  same('variables')
  same('jobs')
  same('messages')
  same('incidents', (list: object[]) =>
    sorted(list.map((item) => JSON.stringify(item, Object.keys(item).sort()))),
  )
  if (expected.userTasks) found.push(...userTaskDifferences(expected.userTasks, outcome.userTasks ?? []))
  for (const [before, after] of expected.order ?? []) {
    if (!state || !inOrder(state, before, after))
      found.push(`order: ${before} was not completed before ${after} was activated`)
  }
  return found
}

const sorted = (list: string[]) => [...list].sort()

type UserTasks = NonNullable<Expectation['userTasks']>

/** Each expected task is matched with one active task by the keys that it gives. */
function userTaskDifferences(expected: UserTasks, got: NonNullable<Outcome['userTasks']>): string[] {
  const left = [...got]
  const unmatched = expected.filter((want) => {
    const place = left.findIndex((task) => fits(want, task))
    if (place >= 0) left.splice(place, 1)
    return place < 0
  })
  return unmatched.length + left.length === 0
    ? []
    : [`userTasks: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`]
}

function fits(want: UserTasks[number], task: NonNullable<Outcome['userTasks']>[number]): boolean {
  const instant = (value: string | null | undefined) =>
    value ? Date.parse(value.replace(/\[.*\]$/, '')) : null
  return (
    want.element === task.element &&
    (want.assignee === undefined || (want.assignee || null) === task.assignee) &&
    (want.candidateGroups === undefined || isDeepStrictEqual(want.candidateGroups, task.candidateGroups)) &&
    (want.candidateUsers === undefined || isDeepStrictEqual(want.candidateUsers, task.candidateUsers)) &&
    (want.dueDate === undefined || instant(want.dueDate) === instant(task.dueDate)) &&
    (want.followUpDate === undefined || instant(want.followUpDate) === instant(task.followUpDate))
  )
}

/** First occurrences: `before` completed, then `after` activated. */
function inOrder(state: CaseState, before: string, after: string): boolean {
  const nodes = [...state.elements.values()].filter(isFlowNode)
  const completed = nodes
    .filter((node) => node.value.elementId === before && node.state === 'completed')
    .map((node) => node.leftAt)
  const activated = nodes.filter((node) => node.value.elementId === after).map((node) => node.activatedAt)
  return completed.length > 0 && activated.length > 0 && Math.min(...completed) < Math.min(...activated)
}
