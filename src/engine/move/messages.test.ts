import { expect } from 'chai'
import { openEngine, type TestEngine } from '../../../test/engine/open-engine.ts'
import { moveInstances, survey } from './index.ts'

describe('messages that nobody has taken', () => {
  let here: TestEngine
  /** Another embedded engine stands in for the broker: the port is the same. */
  let there: TestEngine
  beforeEach(async () => {
    here = await openEngine()
    there = await openEngine()
  })
  afterEach(async () => {
    await here.close()
    await there.close()
  })

  const publish = (correlationKey: string, messageId?: string) =>
    here.engine.execute({
      verb: 'publishMessage',
      name: 'word',
      correlationKey,
      timeToLive: 60_000,
      ...(messageId !== undefined && { messageId }),
    })
  const move = async () => {
    const now = here.clock.now()
    await moveInstances(here.database.sql, await survey(here.database.sql, now, now), {
      engine: there.engine,
      now,
    })
  }

  it('are there once, also when the move is made again after it broke off, with an id of their own or without', async () => {
    await publish('a', 'letter-1')
    // Two words that are equal are two words all the same.
    await publish('b')
    await publish('b')
    await here.engine.idle()
    await move()
    await move()
    await there.engine.idle()
    expect((await there.engine.counts()).bufferedMessages).to.equal(3)
  })
})
