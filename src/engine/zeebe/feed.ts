/** The feed of a Zeebe cluster: the records that the exporter writes to Redis, in the broker's order, from any position on. */
import { Redis } from 'ioredis'
import type { Log } from '../../platform/log.ts'
import { type FeedBatch, Unavailable } from '../port.ts'
import { parseRecord } from './parse-record.ts'
import { mergeStreams, type Place, type ReadEntry } from './stream-merge.ts'

const valueTypes = [
  ...['PROCESS_INSTANCE', 'JOB', 'USER_TASK', 'VARIABLE', 'INCIDENT', 'TIMER', 'MESSAGE', 'PROCESS'],
  ...[
    'PROCESS_MESSAGE_SUBSCRIPTION',
    'MESSAGE_SUBSCRIPTION',
    'MESSAGE_START_EVENT_SUBSCRIPTION',
    'SIGNAL',
    'SIGNAL_SUBSCRIPTION',
  ],
  ...[
    'DECISION_EVALUATION',
    'PROCESS_INSTANCE_CREATION',
    'PROCESS_INSTANCE_MODIFICATION',
    'PROCESS_INSTANCE_MIGRATION',
  ],
  ...[
    'DEPLOYMENT',
    'DECISION',
    'DECISION_REQUIREMENTS',
    'FORM',
    'PROCESS_EVENT',
    'ESCALATION',
    'COMPENSATION_SUBSCRIPTION',
  ],
  'VARIABLE_DOCUMENT',
]
const batchSize = 1_000
const blockFor = 1_000
/** Milliseconds after which a connection that is silent without being closed has failed. */
const patience = 15_000

/**
 * @throws Unavailable when Redis is lost: the reader begins again from its position.
 * @throws Error when Redis no longer holds what comes after `from`.
 */
export async function* readFeed(options: {
  redisUrl: string
  feedName: string
  from: string
  signal: AbortSignal
  log: Log
}): AsyncGenerator<FeedBatch> {
  const { redisUrl, feedName, from, signal, log } = options
  if (signal.aborted) return
  const place: Place = from === '' ? { streams: {}, positions: {} } : (JSON.parse(from) as Place)
  const merge = mergeStreams(valueTypes, batchSize, place)
  const redis = new Redis(redisUrl, {
    retryStrategy: () => null,
    maxRetriesPerRequest: null,
    commandTimeout: patience,
  })
  redis.on('error', (error) => log.warn({ reason: error.message }, 'feed: Redis does not answer'))
  const stop = () => redis.disconnect()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await refuseGap(redis, feedName, place)
    while (!signal.aborted) {
      const wanted = merge.wanted()
      const streams = wanted.map(({ stream }) => `${feedName}:${stream}`)
      const afters = wanted.map(({ after }) => after)
      const answer = await redis.xread(
        'COUNT',
        batchSize,
        'BLOCK',
        blockFor,
        'STREAMS',
        ...streams,
        ...afters,
      )
      const read = new Map<string, ReadEntry[]>()
      for (const [stream, entries] of answer ?? []) {
        // The only field of an entry: its name is the time of export, its value the record.
        read.set(
          stream.slice(feedName.length + 1),
          entries.map(([id, fields]) => ({ id, record: parseRecord(fields[1] ?? '{}') })),
        )
      }
      const records = merge.take(read)
      if (records.length > 0) yield { records, position: JSON.stringify(merge.place()) }
    }
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof FeedGap) throw error
    throw new Unavailable(`feed: ${(error as Error).message}`, { cause: error })
  } finally {
    signal.removeEventListener('abort', stop)
    redis.disconnect()
  }
}

class FeedGap extends Error {}

/**
 * Records that were removed before they were read would be missing from every projection without a word: the exporter's time to live must be 0 or
 * longer than any reader may lag. What was removed before the first reading counts as a gap as well.
 */
async function refuseGap(redis: Redis, feedName: string, { streams }: Place): Promise<void> {
  for (const valueType of valueTypes) {
    const { count } = streams[valueType] ?? { count: 0 }
    const { added, length } = await sizeOf(redis, `${feedName}:${valueType}`)
    // Redis before 7 does not count what was ever added.
    if (Number.isNaN(added) || (added >= count && added - length <= count)) continue
    throw new FeedGap(
      `the feed has a gap: Redis stream ${feedName}:${valueType} once held ${added} records and holds ${length}, of which this reader knows ${count}. ` +
        'Set the exporter’s ZEEBE_REDIS_TIME_TO_LIVE_IN_SECONDS to 0, keep Redis on disk, and restore its data or begin with an empty database and broker.',
    )
  }
}

async function sizeOf(redis: Redis, stream: string): Promise<{ added: number; length: number }> {
  if ((await redis.exists(stream)) === 0) return { added: 0, length: 0 }
  const facts = (await redis.xinfo('STREAM', stream)) as unknown[]
  const fact = (name: string) => (facts.includes(name) ? Number(facts[facts.indexOf(name) + 1]) : NaN)
  return { added: fact('entries-added'), length: fact('length') }
}
