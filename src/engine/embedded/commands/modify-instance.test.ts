import { expect } from 'chai'
import * as bpmn from '../../../../test/engine/models.ts'
import { openEngine, type TestEngine } from '../../../../test/engine/open-engine.ts'
import { Refusal } from '../../port.ts'

describe('an instance that is modified', () => {
  let test: TestEngine
  before(async () => {
    test = await openEngine()
    const inside = bpmn.chain(bpmn.start('s2'), bpmn.serviceTask('work'), bpmn.end('e2'))
    await test.engine.deploy([
      bpmn.model(
        'p',
        bpmn.chain(bpmn.start(), bpmn.userTask('ask'), bpmn.subprocess('sub', inside), bpmn.end()),
      ),
    ])
  })
  after(() => test.close())

  it('gets variables in each scope around an element before the element begins', async () => {
    const { processInstanceKey } = await test.engine.execute({ verb: 'createInstance', processId: 'p' })
    const modify = (scopes: { [id: string]: object }) =>
      test.engine.execute({
        verb: 'modifyInstance',
        processInstanceKey,
        activate: [
          { elementId: 'work', variables: { a: 1 }, scopes: scopes as { [id: string]: { b: number } } },
        ],
      })
    const refusal = await modify({ ask: { b: 2 } }).catch((error: unknown) => error)
    expect(refusal).to.be.instanceOf(Refusal)
    await modify({ sub: { b: 2 } })
    const [job] = await test.engine.activateJobs({ type: 'work', worker: 'w', timeout: 1, maxJobs: 1 })
    expect(job!.variables).to.deep.equal({ a: 1, b: 2 })
    const variables = (await test.records()).flatMap((record) =>
      record.valueType === 'VARIABLE'
        ? [[record.value.name, record.value.scopeKey === processInstanceKey]]
        : [],
    )
    expect(variables).to.deep.equal([
      ['a', true],
      ['b', false],
    ])
  })
})
