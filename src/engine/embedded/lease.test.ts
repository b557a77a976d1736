import { expect } from 'chai'
import { openEngine, type TestEngine } from '../../../test/engine/open-engine.ts'
import { createLog } from '../../platform/log.ts'
import { Unavailable } from '../port.ts'
import { createEmbeddedEngine } from './index.ts'
import { Lease } from './store/lease.ts'

describe('the lease', () => {
  let test: TestEngine
  beforeEach(async () => {
    test = await openEngine()
  })
  afterEach(() => test.close())

  const second = () =>
    createEmbeddedEngine({ database: test.database, clock: test.clock, log: createLog('silent') })

  it('keeps a second engine out and names the first', async () => {
    const refusal = await second().catch((error: unknown) => error)
    expect(refusal).to.be.instanceOf(Unavailable)
    expect((refusal as Error).message)
      .to.include(`process ${process.pid}`)
      .and.to.include('2026-01-05T00:00:00.000Z')
  })

  it('is given back on closing', async () => {
    await test.engine.close()
    test.engine = await second()
    expect((await test.engine.health()).status).to.equal('up')
  })

  it('is renewed while time passes', async () => {
    test.clock.advance(3_600_000)
    await test.engine.idle()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await second().catch((error: unknown) => error)).to.be.instanceOf(Unavailable)
  })

  it('can be taken from a process that is gone', async () => {
    await test.engine.close()
    await test.database.write(({ sql }) =>
      sql.run(
        "INSERT INTO engine_lease (id, token, process_id, host, since, expires_at) VALUES (1, '1 x', ?, ?, 0, ?)",
        [process.pid, 'elsewhere', test.clock.now() - 1],
      ),
    )
    test.engine = await second()
    expect((await test.engine.health()).status).to.equal('up')
  })

  it('is not renewed by a transaction that is taken back', async () => {
    await test.engine.close()
    const lease = await Lease.take(test.database, test.clock)
    test.clock.advance(15_000)
    const failed = test.database.write(async (transaction) => {
      await lease.hold(transaction)
      throw new Error('the disk is full')
    })
    await failed.catch(() => undefined)
    await test.database.write(({ sql }) => sql.run("UPDATE engine_lease SET token = 'another'"))
    const held = await lease.renew(test.database).catch((error: unknown) => error)
    expect(held).to.be.instanceOf(Unavailable)
  })

  it('lost to another process, nothing is written any more', async () => {
    await test.database.write(({ sql }) => sql.run("UPDATE engine_lease SET token = 'another'"))
    test.clock.advance(60_000)
    const failure = await test.engine
      .execute({ verb: 'broadcastSignal', name: 'any' })
      .catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(Unavailable).with.property('message').that.includes('taken over')
  })
})
