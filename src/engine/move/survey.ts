/** What there is to move, and what stands against it: reads only. */
import type { Sql } from '../../platform/database/sql.ts'
import type { Definitions } from '../embedded/state/definitions.ts'
import type { Key } from '../port.ts'
import { type Obstacle, obstaclesOf } from './obstacles.ts'
import {
  countMessageLocks,
  openMessages,
  openRoots,
  type OpenTree,
  openTrees,
  processesOf,
  readDeployed,
} from './open-trees.ts'
import { instantsToHold } from './timers.ts'
import { waitingIn } from './waits.ts'

export interface Survey {
  definitions: Definitions
  /** Roots that need the same older versions of what they call; the first group needs none. */
  groups: { calls: Key[]; roots: Key[] }[]
  /** Open process instances by process id, called ones among them. */
  instances: Map<string, number>
  obstacles: Obstacle[]
  /** Timers that begin anew with the move, by process id and event. */
  timersAnew: Map<string, number>
  /** Jobs without retries left: each is tried again on the other side. */
  failedJobs: number
  /** Buffered messages that go along, and those that stay because some process has taken them already. */
  messages: number
  takenMessages: number
  /** Instances that keep a second from starting by a message of the same key: on the other side they do not. */
  messageLocks: number
}

/** @param dueBy epoch ms: a timer due by then stands against its tree */
export async function survey(sql: Sql, now: number, dueBy: number): Promise<Survey> {
  const definitions = await readDeployed(sql)
  const messages = await openMessages(sql, now)
  const taken = messages.filter(({ correlatedTo }) => correlatedTo.length > 0)
  const groups = new Map<string, { calls: Key[]; roots: Key[] }>([['', { calls: [], roots: [] }]])
  const found: Survey = {
    definitions,
    groups: [],
    instances: new Map(),
    obstacles: [],
    timersAnew: new Map(),
    failedJobs: 0,
    messages: messages.length - taken.length,
    takenMessages: taken.length,
    messageLocks: await countMessageLocks(sql),
  }
  for await (const tree of openTrees(sql, definitions, await openRoots(sql))) {
    found.obstacles.push(...obstaclesOf(tree, dueBy))
    const calls = olderCalls(tree, definitions)
    const name = calls.join()
    const group = groups.get(name) ?? { calls, roots: [] }
    group.roots.push(tree.root.key)
    groups.set(name, group)
    for (const process of processesOf(tree)) {
      const { bpmnProcessId } = process.value
      found.instances.set(bpmnProcessId, (found.instances.get(bpmnProcessId) ?? 0) + 1)
      for (const row of waitingIn(tree.state, process)) {
        found.failedJobs += tree.state
          .owned('incident', row.key)
          .filter(({ value }) => value.jobKey !== '-1').length
        for (const event of instantsToHold(tree.state, row).anew) {
          const timer = `${bpmnProcessId} ${event}`
          found.timersAnew.set(timer, (found.timersAnew.get(timer) ?? 0) + 1)
        }
      }
    }
  }
  found.groups = [...groups.values()].filter(({ roots }) => roots.length > 0)
  return found
}

function olderCalls(tree: OpenTree, definitions: Definitions): Key[] {
  const called = processesOf(tree).filter(({ key }) => key !== tree.root.key)
  const older = called.flatMap(({ value }) => {
    const mine = definitions.get('process', value.processDefinitionKey)
    const newest = definitions.latest('process', value.bpmnProcessId)
    return mine && newest && mine.content !== newest.content ? [mine.key] : []
  })
  return [...new Set(older)].sort()
}
