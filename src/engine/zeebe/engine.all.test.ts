/** The adapter on a real broker as a whole: its feed, its health and topology, its clock. */
import { expect } from 'chai'
import { systemClock } from '../../platform/clock.ts'
import { createLog } from '../../platform/log.ts'
import type { FeedRecord } from '../feed-record.ts'
import { Unavailable } from '../port.ts'
import { brokerClock, createZeebeEngine } from './index.ts'
import { adapterOnBroker, bpmn, end, flow, job, start } from '../../../test/engine/adapter-on-broker.ts'

describe('Zeebe adapter: feed, health and clock', () => {
  const zeebe = adapterOnBroker()
  const { begin, take, feedUntil } = zeebe

  it('gives the feed in order, and from any position on exactly what follows', async () => {
    await zeebe.engine.deploy([
      bpmn('many', start + job('work', 'many') + end + flow('start', 'work') + flow('work', 'end')),
    ])
    const before = (await feedUntil(() => true)).at(-1)!
    const keys = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => (await begin('many', { n })).processInstanceKey),
    )
    for (let done = 0; done < keys.length;) {
      const jobs = await zeebe.engine.activateJobs({
        type: 'many',
        worker: 'w',
        timeout: 60_000,
        maxJobs: 32,
        requestTimeout: 5_000,
      })
      await Promise.all(
        jobs.map(({ key, variables }) =>
          zeebe.engine.execute({ verb: 'completeJob', jobKey: key, variables: { done: variables.n! } }),
        ),
      )
      done += jobs.length
    }
    const left = new Set(keys)
    const isLast = (record: FeedRecord) => {
      if (record.valueType === 'PROCESS_INSTANCE' && record.intent === 'ELEMENT_COMPLETED')
        left.delete(record.key)
      return left.size === 0
    }
    const batches = await feedUntil(isLast)
    const all = batches.flatMap(({ records }) => records)
    const positions = all.map(({ position }) => Number(position))
    expect(positions).to.deep.equal([...new Set(positions)].sort((a, b) => a - b))
    // Within an instance: variable before element, element before job, as the broker did it.
    const ofOne = all.filter(
      (record) => (record.value as { processInstanceKey?: string }).processInstanceKey === keys[0],
    )
    expect(ofOne.filter(({ valueType }) => valueType === 'JOB').map(({ intent }) => intent)).to.deep.equal([
      'CREATED',
      'COMPLETED',
    ])
    const lastPosition = Number(all.at(-1)!.position)
    const rest = (
      await feedUntil(({ position }) => Number(position) >= lastPosition, before.position)
    ).flatMap(({ records }) => records)
    const after = all.filter(({ position }) => Number(position) > Number(before.records.at(-1)!.position))
    expect(rest.slice(0, after.length)).to.deep.equal(after)
  })

  it('tells its health and topology, and that a broker is away', async () => {
    expect(await zeebe.engine.health()).to.include({ status: 'up' })
    const { brokers, version, engine: name } = await zeebe.engine.topology()
    expect([name, version, brokers.length, brokers[0]!.partitions[0]]).to.deep.equal([
      'zeebe',
      '8.5.8',
      1,
      { id: 1, role: 'LEADER', healthy: true },
    ])
    const away = createZeebeEngine(
      { ...zeebe.broker, gatewayAddress: '127.0.0.1:1', restAddress: 'http://127.0.0.1:1' },
      { clock: systemClock(), log: createLog('silent') },
    )
    expect(await away.health()).to.include({ status: 'down' })
    const failure = await away
      .activateJobs({ type: 'x', worker: 'w', timeout: 1, maxJobs: 1 })
      .catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(Unavailable)
    await away.close()
  })

  it('fires timers when the broker’s clock is moved', async () => {
    const clock = brokerClock(zeebe.broker.managementAddress)
    const timer =
      '<bpmn:intermediateCatchEvent id="days"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>P5D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>'
    await zeebe.engine.deploy([
      bpmn('timed', start + timer + job('after', 'timed') + flow('start', 'days') + flow('days', 'after')),
    ])
    await begin('timed')
    expect(await take('timed', 0)).to.deep.equal([])
    const before = await clock.now()
    await clock.advance(5 * 86_400_000 + 1_000)
    expect((await clock.now()) - before).to.be.at.least(5 * 86_400_000)
    expect(await take('timed', 8_000)).to.have.length(1)
    await clock.pin(before + 30 * 86_400_000)
    expect(await clock.now()).to.equal(before + 30 * 86_400_000)
    await clock.reset()
  })
})
