import { expect } from 'chai'
import * as bpmn from '../../../test/engine/models.ts'
import { openEngine, type TestEngine } from '../../../test/engine/open-engine.ts'

const one = bpmn.model('one', bpmn.chain(bpmn.start(), bpmn.serviceTask('work'), bpmn.end()))
const request = { type: 'work', worker: 'test', timeout: 60_000, maxJobs: 10 }

describe('jobs of the embedded engine', () => {
  let test: TestEngine
  beforeEach(async () => {
    test = await openEngine()
    await test.engine.deploy([one])
  })
  afterEach(() => test.close())

  const create = (variables = {}) =>
    test.engine.execute({ verb: 'createInstance', processId: 'one', variables })

  it('are given oldest first, with the variables asked for', async () => {
    const first = await create({ a: 1, b: 2 })
    await create({ a: 3 })
    const jobs = await test.engine.activateJobs({ ...request, fetchVariables: ['a'] })
    expect(jobs.map((job) => job.variables)).to.deep.equal([{ a: 1 }, { a: 3 }])
    expect(jobs[0]).to.include({
      processInstanceKey: first.processInstanceKey,
      elementId: 'work',
      retries: 3,
      worker: 'test',
      processDefinitionVersion: 1,
    })
    expect(jobs[0]?.deadline).to.equal(test.clock.now() + 60_000)
  })

  it('reach a worker that waits for them', async () => {
    const waiting = test.engine.activateJobs({ ...request, requestTimeout: 10_000 })
    await create()
    expect(await waiting).to.have.length(1)
  })

  it('leave a worker that waits in vain when its time is up, and when it is aborted', async () => {
    const waiting = test.engine.activateJobs({ ...request, requestTimeout: 10_000 })
    test.clock.advance(10_000)
    expect(await waiting).to.deep.equal([])
    const abort = new AbortController()
    const aborted = test.engine.activateJobs({ ...request, requestTimeout: 10_000, signal: abort.signal })
    abort.abort()
    expect(await aborted).to.deep.equal([])
  })

  it('come back when their worker does not answer, and stay taken over a restart', async () => {
    await create()
    const [job] = await test.engine.activateJobs(request)
    await test.reopen()
    expect(await test.engine.activateJobs(request)).to.deep.equal([])
    test.clock.advance(60_000)
    await test.engine.idle()
    expect((await test.engine.activateJobs(request))[0]?.key).to.equal(job?.key)
  })

  it('wait out their back-off', async () => {
    await create()
    const [job] = await test.engine.activateJobs(request)
    await test.engine.execute({
      verb: 'failJob',
      jobKey: job?.key ?? '',
      retries: 2,
      backOff: 5_000,
      message: 'busy',
    })
    expect(await test.engine.activateJobs(request)).to.deep.equal([])
    test.clock.advance(5_000)
    await test.engine.idle()
    expect((await test.engine.activateJobs(request))[0]).to.include({ key: job?.key, retries: 2 })
  })

  it('can be extended while they are active', async () => {
    await create()
    const [job] = await test.engine.activateJobs(request)
    await test.engine.execute({ verb: 'extendJob', jobKey: job?.key ?? '', timeout: 120_000 })
    test.clock.advance(100_000)
    await test.engine.idle()
    expect(await test.engine.activateJobs(request)).to.deep.equal([])
  })
})
