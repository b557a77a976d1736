/** What the writer is asked for, and how one such piece of work is carried out in memory. */
import { type ActivateJobs, type Command, type Key } from '../port.ts'
import { activateJobs } from './commands/activate-jobs.ts'
import { deploy, type ParsedResource } from './commands/deploy.ts'
import { handlerOf } from './commands/table.ts'
import { behaviours } from './elements/table.ts'
import { Execution, type FollowUp } from './flow/execution.ts'
import { type Needs, needsOf } from './flow/needs.ts'
import { step } from './flow/step.ts'
import type { Memory } from './memory.ts'
import type { LogRecord } from './state/log-record.ts'
import type { State } from './state/state.ts'

export type Work =
  | { kind: 'command'; command: Command; ticket?: string }
  | { kind: 'deploy'; resources: ParsedResource[] }
  /** `keys` are the jobs set aside for it. */
  | { kind: 'activate'; request: ActivateJobs; keys: Key[] }

export function needsOfWork(state: State, work: Work): Needs {
  switch (work.kind) {
    case 'command':
      return handlerOf(work.command).needs(state, work.command)
    case 'activate':
      return { keys: work.keys }
    case 'deploy':
      return {}
  }
}

export function startWork(x: Execution, work: Work): unknown {
  switch (work.kind) {
    case 'command':
      return handlerOf(work.command).run(x, work.command)
    case 'activate':
      return activateJobs(x, work.request, work.keys)
    case 'deploy':
      return deploy(x, work.resources)
  }
}

/** Zeebe's `maxCommandsInBatch`; the command that begins a batch counts. */
const batchLimit = 100

/** Carries out what `start` begins and all that follows from it. What it did is taken back when it throws. */
export async function carryOut<T>(
  memory: Memory,
  now: number,
  records: LogRecord[],
  start: (x: Execution) => T,
  needs: () => Needs,
): Promise<T> {
  const { state, counters } = memory
  const mark = state.mark()
  const before = { ...counters }
  const own: LogRecord[] = []
  try {
    await provide(memory, needs)
    const x = new Execution(state, behaviours, now, counters, own)
    const answer = start(x)
    await followThrough(x, async (followUp) => {
      if (memory.missing(needsOf(state, followUp))) await provide(memory, () => needsOf(state, followUp))
      step(x, followUp)
    })
    for (const record of own) records.push(record)
    return answer
  } catch (error) {
    state.rollBack(mark)
    Object.assign(counters, before)
    throw error
  }
}

/**
 * Follow-ups in the broker's order, which decides races: in the order of their coming as far as the batch reaches; those beyond it wait, and each of them
 * then begins a batch of its own, so that all that comes of it is done before the next.
 */
async function followThrough(x: Execution, carriedOut: (followUp: FollowUp) => Promise<void>): Promise<void> {
  const waiting: FollowUp[] = []
  const batch: FollowUp[] = []
  let taken = 1
  for (;;) {
    for (const followUp of x.queue.splice(0))
      (taken + batch.length < batchLimit ? batch : waiting).push(followUp)
    let next = batch.shift()
    if (next) taken++
    else {
      next = waiting.shift()
      taken = 1
    }
    if (!next) return
    await carriedOut(next)
  }
}

/** What is loaded may show that more is needed. */
async function provide(memory: Memory, needs: () => Needs): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds++) {
    const missing = memory.missing(needs())
    if (!missing) return
    await memory.load(missing)
    // What is nowhere to be found stays missing: the command will say so.
    if (!missing.roots?.length && !missing.lookups?.length && !missing.definitions?.length) return
  }
}
