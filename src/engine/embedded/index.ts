/**
 * The embedded engine: a small Zeebe in one process, on the application's own database. `writer.ts` is its heart, `flow/` its core, `elements/` has
 * the semantics of each BPMN element.
 */
import { isoInstant, type Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log.ts'
import { evaluateDecision } from '../dmn/index.ts'
import {
  type ActivatedJob,
  type ActivateJobs,
  type Answer,
  type Command,
  type DecisionEvaluation,
  type Engine,
  Refusal,
  type Topology,
} from '../port.ts'
import { parseResources } from './commands/deploy.ts'
import { FeedReader } from './feed-reader.ts'
import { JobPollers } from './job-pollers.ts'
import { holdLease } from './store/lease.ts'
import { readCounts, type RowCounts } from './store/read.ts'
import { type BatchObserver, Writer } from './writer.ts'

export type { BatchObserver } from './writer.ts'

interface EngineCounts extends RowCounts {
  /** By type. */
  activatableJobs: { [type: string]: number }
}

export interface EmbeddedEngine extends Engine {
  /** The ticket names an outbox row: its outcome is given to the batch observer in the batch's own transaction. */
  execute<C extends Command>(command: C, options?: { ticket?: string }): Promise<Answer<C['verb']>>
  /** Resolves when nothing is left to do without an input: no command waits, nothing is due. */
  idle(): Promise<void>
  counts(): Promise<EngineCounts>
}

/** @throws Unavailable when another process runs the engine of this database. */
export async function createEmbeddedEngine(options: {
  database: Database
  clock: Clock
  log: Log
  onBatch?: BatchObserver
}): Promise<EmbeddedEngine> {
  const { database, clock, log, onBatch } = options
  const { lease, giveBack } = await holdLease(database, clock, log)
  const feed = new FeedReader(database)
  const pollers = new JobPollers(clock)
  const writer = await Writer.open({
    database,
    clock,
    log,
    lease,
    ...(onBatch && { onBatch }),
    onCommit(activatable) {
      feed.wake()
      pollers.wake(activatable)
    },
  })
  let closing: Promise<void> | undefined

  return {
    async deploy(resources) {
      return writer.deploy(await parseResources(resources, writer.memory.state.definitions))
    },
    execute: <C extends Command>(command: C, { ticket }: { ticket?: string } = {}) =>
      writer.command(command, ticket) as Promise<Answer<C['verb']>>,
    async activateJobs(request: ActivateJobs): Promise<ActivatedJob[]> {
      const until = clock.now() + (request.requestTimeout ?? 0)
      for (;;) {
        const jobs = writer.memory.jobs.has(request.type) ? await writer.activate(request) : []
        if (jobs.length > 0) return jobs
        if (!(await pollers.wait(request.type, until, request.signal))) return []
      }
    },
    async evaluateDecision(decisionId, variables): Promise<DecisionEvaluation> {
      const { definitions } = writer.memory.state
      const decision = definitions.latest('decision', decisionId)
      if (!decision) {
        throw new Refusal(
          'NOT_FOUND',
          `Expected to evaluate decision '${decisionId}', but no decision found for id '${decisionId}'`,
        )
      }
      await definitions.parse(decision.fileKey)
      const result = evaluateDecision(definitions.graph(decision.fileKey), decisionId, variables, clock.now())
      return { ...result, decisionVersion: decision.version }
    },
    feed: (from, signal) => feed.read(from, signal),
    idle: () => writer.idle(),
    async counts() {
      return { ...(await readCounts(database.sql)), activatableJobs: writer.memory.jobs.counts() }
    },
    async health() {
      if (closing) return { status: 'down', detail: 'closed' }
      return {
        status: 'up',
        detail: `embedded engine on ${database.dialect.name}, ${isoInstant(clock.now())}`,
      }
    },
    async topology(): Promise<Topology> {
      const partitions = [{ id: 1, role: 'leader', healthy: !closing }]
      return { engine: 'embedded', version: '8.5', brokers: [{ id: '0', address: 'in-process', partitions }] }
    },
    close: () =>
      (closing ??= (async () => {
        pollers.close()
        feed.close()
        await writer.close()
        await giveBack()
      })()),
  }
}
