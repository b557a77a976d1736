import { expect } from 'chai'
import * as bpmn from '../../../test/engine/models.ts'
import { openEngine, type TestEngine } from '../../../test/engine/open-engine.ts'
import { Refusal, Unavailable } from '../port.ts'
import type { Outcome } from './writer.ts'

const one = bpmn.model('one', bpmn.chain(bpmn.start(), bpmn.serviceTask('work'), bpmn.end()))

async function chunks(test: TestEngine): Promise<number> {
  const [row] = await test.database.sql.all<{ count: number }>('SELECT COUNT(*) AS count FROM engine_log')
  return row?.count ?? 0
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('group commit', () => {
  let test: TestEngine
  afterEach(() => test.close())

  it('writes commands that wait together in one transaction', async () => {
    test = await openEngine()
    await test.engine.deploy([one])
    const before = await chunks(test)
    await Promise.all(
      Array.from({ length: 50 }, () => test.engine.execute({ verb: 'createInstance', processId: 'one' })),
    )
    expect(await chunks(test)).to.be.lessThan(before + 5)
    expect((await test.engine.counts()).instances).to.equal(50)
  })

  it('takes back a refused command and keeps the others of its batch', async () => {
    test = await openEngine()
    await test.engine.deploy([one])
    const [refused, created] = await Promise.all([
      failureOf(test.engine.execute({ verb: 'createInstance', processId: 'unknown' })),
      test.engine.execute({ verb: 'createInstance', processId: 'one' }),
    ])
    expect(refused).to.be.instanceOf(Refusal).with.property('code', 'NOT_FOUND')
    expect(created.processId).to.equal('one')
    expect((await test.engine.counts()).instances).to.equal(1)
  })

  it('has done nothing when the transaction fails, and goes on afterwards', async () => {
    let failing = false
    test = await openEngine({
      async onBatch() {
        if (failing) throw new Error('the disk is full')
      },
    })
    await test.engine.deploy([one])
    await test.engine.execute({ verb: 'createInstance', processId: 'one' })
    const [job] = await test.engine.activateJobs({
      type: 'work',
      worker: 'test',
      timeout: 60_000,
      maxJobs: 1,
    })
    failing = true
    const failures = await Promise.all([
      failureOf(test.engine.execute({ verb: 'completeJob', jobKey: job?.key ?? '' })),
      failureOf(test.engine.execute({ verb: 'createInstance', processId: 'one' })),
    ])
    for (const failure of failures) expect(failure).to.be.instanceOf(Unavailable)
    failing = false
    expect((await test.engine.counts()).instances).to.equal(1)
    await test.engine.execute({ verb: 'completeJob', jobKey: job?.key ?? '' })
    expect((await test.engine.counts()).instances).to.equal(0)
  })

  it('gives a failed batch its jobs back', async () => {
    let failing = false
    test = await openEngine({
      async onBatch() {
        if (failing) throw new Error('the disk is full')
      },
    })
    await test.engine.deploy([one])
    await test.engine.execute({ verb: 'createInstance', processId: 'one' })
    const request = { type: 'work', worker: 'test', timeout: 60_000, maxJobs: 1 }
    failing = true
    expect(await failureOf(test.engine.activateJobs(request))).to.be.instanceOf(Unavailable)
    failing = false
    await test.engine.idle()
    expect(await test.engine.activateJobs(request)).to.have.length(1)
  })

  it('tells the observer what became of each ticket, in the transaction of the batch', async () => {
    const outcomes: Outcome[] = []
    const intents: string[] = []
    test = await openEngine({
      async onBatch(_transaction, batch) {
        outcomes.push(...batch.outcomes)
        intents.push(...batch.records.map((record) => `${record.valueType} ${record.intent}`))
      },
    })
    await test.engine.deploy([one])
    await test.engine.execute({ verb: 'createInstance', processId: 'one' }, { ticket: 't1' })
    await failureOf(test.engine.execute({ verb: 'completeUserTask', userTaskKey: '1' }, { ticket: 't2' }))
    expect(outcomes.map(({ ticket }) => ticket)).to.deep.equal(['t1', 't2'])
    expect(outcomes[0]).to.have.nested.property('answer.processId', 'one')
    expect(outcomes[1]?.refusal).to.have.property('code', 'NOT_FOUND')
    expect(intents).to.include('JOB CREATED')
  })
})
