/** The reader on a real Redis whose streams are written here as the exporter writes them. */
import { expect } from 'chai'
import { Redis } from 'ioredis'
import { createLog } from '../../platform/log.ts'
import type { FeedBatch } from '../port.ts'
import { readFeed } from './feed.ts'

const redisUrl = process.env.ZHIHENG_REDIS_URL ?? 'redis://127.0.0.1:6379'

describe('Zeebe feed', () => {
  const feedName = `feed-test-${process.pid}`
  let redis: Redis
  before(() => (redis = new Redis(redisUrl)))
  afterEach(async () => {
    const keys = await redis.keys(`${feedName}:*`)
    if (keys.length > 0) await redis.del(...keys)
  })
  after(() => redis.disconnect())

  const add = (valueType: string, position: number) =>
    redis.xadd(
      `${feedName}:${valueType}`,
      '*',
      '1795494157399',
      JSON.stringify({
        partitionId: 1,
        key: position,
        position,
        recordType: 'EVENT',
        valueType,
        intent: 'CREATED',
        timestamp: 1,
        value: {},
      }),
    )
  /** Batches until `count` records have come. */
  const read = async (count: number, from = ''): Promise<FeedBatch[]> => {
    const batches: FeedBatch[] = []
    const stop = new AbortController()
    for await (const batch of readFeed({
      redisUrl,
      feedName,
      from,
      signal: stop.signal,
      log: createLog('silent'),
    })) {
      batches.push(batch)
      if (batches.flatMap(({ records }) => records).length >= count) stop.abort()
    }
    return batches
  }
  const positions = (batches: FeedBatch[]) =>
    batches.flatMap(({ records }) => records).map(({ position }) => Number(position))

  it('reads 2,500 records of two streams in order, and waits for the next', async () => {
    for (let position = 1; position <= 2_500; position++)
      await add(position % 5 === 0 ? 'VARIABLE' : 'JOB', position)
    const batches = await read(2_500)
    expect(positions(batches)).to.deep.equal(Array.from({ length: 2_500 }, (_, i) => i + 1))
    const waiting = read(1, batches.at(-1)!.position)
    await add('TIMER', 2_501)
    expect(positions(await waiting)).to.deep.equal([2_501])
  })

  it('goes on after what was given when only that was removed', async () => {
    await add('JOB', 1)
    const [{ position }] = (await read(1)) as [FeedBatch]
    await redis.xtrim(`${feedName}:JOB`, 'MAXLEN', 0)
    await add('JOB', 2)
    expect(positions(await read(1, position))).to.deep.equal([2])
  })

  it('refuses to go on when records were removed before they were read', async () => {
    const refused = async (from: string) => {
      const error = await read(1, from).catch((reason: unknown) => reason)
      expect(error).to.be.instanceOf(Error)
      expect((error as Error).message).to.contain('gap')
    }
    await add('JOB', 1)
    const [{ position }] = (await read(1)) as [FeedBatch]
    await add('JOB', 2)
    await redis.xtrim(`${feedName}:JOB`, 'MAXLEN', 0)
    await refused(position)
    await refused('')
    await redis.del(`${feedName}:JOB`)
    await refused(position)
  })
})
