import { expect } from 'chai'
import * as bpmn from '../../../test/engine/models.ts'
import { openEngine, type TestEngine } from '../../../test/engine/open-engine.ts'
import { Refusal } from '../port.ts'

const first = bpmn.model('p', bpmn.chain(bpmn.start(), bpmn.serviceTask('work'), bpmn.end()))
const second = bpmn.model('p', bpmn.chain(bpmn.start(), bpmn.serviceTask('work', 'other'), bpmn.end()))
const broken = {
  name: 'broken.bpmn',
  content: bpmn.definitions('<bpmn:process id="b" isExecutable="true"/>'),
}

describe('deployment', () => {
  let test: TestEngine
  beforeEach(async () => {
    test = await openEngine()
  })
  afterEach(() => test.close())

  it('keeps the version of what did not change', async () => {
    const [one] = (await test.engine.deploy([first])).processes
    expect((await test.engine.deploy([first])).processes).to.deep.equal([one])
    expect((await test.engine.deploy([second])).processes[0]).to.include({ processId: 'p', version: 2 })
    await test.reopen()
    expect((await test.engine.deploy([second])).processes[0]).to.include({ version: 2 })
    expect((await test.engine.deploy([first])).processes[0]).to.include({ version: 3 })
  })

  it('is all or nothing', async () => {
    expect(await test.engine.deploy([first, broken]).catch((error: unknown) => error)).to.be.instanceOf(
      Refusal,
    )
    const created = await test.engine
      .execute({ verb: 'createInstance', processId: 'p' })
      .catch((error: unknown) => error)
    expect(created).to.be.instanceOf(Refusal).with.property('code', 'NOT_FOUND')
  })

  it('lets running instances go on with their version', async () => {
    await test.engine.deploy([first])
    await test.engine.execute({ verb: 'createInstance', processId: 'p' })
    await test.engine.deploy([second])
    await test.engine.execute({ verb: 'createInstance', processId: 'p' })
    await test.engine.execute({ verb: 'createInstance', processId: 'p', version: 1 })
    expect((await test.engine.counts()).activatableJobs).to.deep.equal({ work: 2, other: 1 })
  })

  it('hands timers that start a process over to the new version', async () => {
    const every = (id: string) =>
      bpmn.model(
        'timed',
        bpmn.chain(
          bpmn.start('begin', bpmn.timer('timeCycle', 'R/PT1H')),
          bpmn.serviceTask('work', id),
          bpmn.end(),
        ),
      )
    await test.engine.deploy([every('old')])
    await test.engine.deploy([every('new')])
    test.clock.advance(3_600_000)
    await test.engine.idle()
    await test.reopen()
    test.clock.advance(3_600_000)
    await test.engine.idle()
    expect((await test.engine.counts()).activatableJobs).to.deep.equal({ new: 2 })
  })
})
