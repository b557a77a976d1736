/** Where a case is played: one engine, fresh for the case, with its time in our hand. */
import type { FeedRecord } from '../../src/engine/feed-record.ts'
import type { Engine, Resource } from '../../src/engine/port.ts'
import type { Case } from './read-case.ts'

export interface Stage {
  /** The engine as it is now: a restart gives another one. */
  engine(): Engine
  /** The case's files and names as this stage needs them: processes, messages, signals, job types. */
  resource(resource: Resource): Resource
  name(name: string): string
  /** The engine's words with the case's own names. */
  own(text: string): string
  /** Everything that has happened on this stage, in order. */
  records(): FeedRecord[]
  /** Resolves when the engine has nothing left to do without an input, and `records` holds all of it. */
  settle(): Promise<void>
  /** Epoch milliseconds. */
  now(): Promise<number>
  advance(milliseconds: number): Promise<void>
  /** Closes the engine and opens it from its database alone; nothing where the engine is not ours to restart. */
  restart(): Promise<void>
  dispose(): Promise<void>
}

/** Side by side with others; after those, one by one; after all others, one by one. */
export type Turn = 'together' | 'alone' | 'last'

export interface Theatre {
  engine: 'embedded' | 'zeebe'
  /** How many cases may be played side by side. */
  places: number
  turn(one: Case): Turn
  stageFor(one: Case): Promise<Stage>
  close(): Promise<void>
}
