/**
 * Moves what the embedded engine runs to a Zeebe cluster: each open instance is set up anew, at the same elements, with the same variables, tasks and limits
 * (`place-tree.ts`). The embedded engine's rows are only read.
 */
import type { Sql } from '../../platform/database/sql.ts'
import { type Engine, type FeedPosition, type Key, Refusal } from '../port.ts'
import { deployModelsOf } from './broker-models.ts'
import { type MessageRow, openMessages, type OpenTree, openTrees } from './open-trees.ts'
import { Picture } from './picture.ts'
import { type KeyPairs, placeTree } from './place-tree.ts'
import type { Survey } from './survey.ts'

export type { Obstacle, ObstacleKind } from './obstacles.ts'
export { survey, type Survey } from './survey.ts'

/** How many trees are set up at a time: the broker's feed answers each step after a tenth of a second. */
const atOnce = 16
/** Milliseconds without a record after which the feed is taken to be read to its end. */
const silence = 2_000

export interface Moved {
  /** Keys here → keys there. */
  keys: KeyPairs
  /** From where the feed tells what happens after the move. */
  position: FeedPosition
}

/** Root process instances that a broker runs, by their process ids. */
export async function runningOn(engine: Engine): Promise<{ key: Key; processId: string }[]> {
  const picture = new Picture(engine)
  try {
    await picture.quiet(silence)
    return picture.roots().map(({ key, value }) => ({ key, processId: value.bpmnProcessId }))
  } finally {
    await picture.close()
  }
}

/** Ends what an unfinished move left on the broker. */
export async function clear(engine: Engine): Promise<void> {
  for (const { key } of await runningOn(engine))
    await engine.execute({ verb: 'cancelInstance', processInstanceKey: key })
}

/** @throws Error naming the tree that could not be set up, or that stirred afterwards: the broker then holds a part, which `clear` ends. */
export async function moveInstances(
  sql: Sql,
  { definitions, groups }: Survey,
  { engine, now, onPlaced }: { engine: Engine; now: number; onPlaced?: (placed: number) => void },
): Promise<Moved> {
  const picture = new Picture(engine)
  const keys: KeyPairs = new Map()
  let placed = 0
  try {
    const models = await deployModelsOf(definitions, engine)
    const place = async (tree: OpenTree) => {
      const pairs = await placeTree(tree, { engine, picture, models }).catch((error: Error) => {
        throw new Error(`process instance ${tree.root.key}: ${error.message}`, { cause: error })
      })
      for (const [old, key] of pairs) keys.set(old, key)
      onPlaced?.(++placed)
    }
    for (const { calls, roots } of groups) {
      await models.makeNewestLatest()
      await models.makeLatest(calls)
      await eachOf(openTrees(sql, definitions, roots), place)
    }
    await models.makeNewestLatest()
    for (const message of await openMessages(sql, now)) {
      // Who has taken it takes it once: on the other side nobody would know.
      if (message.correlatedTo.length === 0) await publishOnce(engine, message, now)
    }
    await picture.quiet(silence)
    const [stirred] = picture.disturbed
    if (stirred !== undefined)
      throw new Error(
        `process instance ${stirred} of the broker went on during the move: no worker may run, and no timer fall due meanwhile`,
      )
    return { keys, position: picture.position }
  } finally {
    await picture.close()
  }
}

/** A move that broke off after this is begun again, and messages outlive `clear`: an id keeps each from being there twice. */
async function publishOnce(engine: Engine, { key, value, deadline }: MessageRow, now: number): Promise<void> {
  const { name, correlationKey, messageId, variables } = value
  try {
    await engine.execute({
      verb: 'publishMessage',
      name,
      correlationKey,
      timeToLive: deadline - now,
      messageId: messageId || `moved-${key}`,
      variables,
    })
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'ALREADY_EXISTS')) throw error
  }
}

/** Works at several at a time; the first failure ends it, after what was begun is over. */
async function eachOf(
  trees: AsyncIterable<OpenTree>,
  work: (tree: OpenTree) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  for await (const tree of trees) {
    if (failures.length > 0) break
    const one: Promise<void> = work(tree)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(one))
    running.add(one)
    if (running.size >= atOnce) await Promise.race(running)
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0] as Error
}
