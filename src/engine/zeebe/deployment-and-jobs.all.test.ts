/** The adapter on a real broker: what is deployed and evaluated, and the jobs that come of it. */
import { expect } from 'chai'
import { adapterOnBroker, bpmn, end, flow, job, start } from '../../../test/engine/adapter-on-broker.ts'

describe('Zeebe adapter: deployment and jobs', () => {
  const zeebe = adapterOnBroker()
  const { begin, take, refusal } = zeebe

  it('deploys, keeps the version of what did not change, and starts', async () => {
    const model = bpmn(
      'plain',
      start + job('work', 'plain') + end + flow('start', 'work') + flow('work', 'end'),
    )
    const first = await zeebe.engine.deploy([model])
    expect(first.processes).to.have.length(1)
    expect(first.processes[0]).to.include({ processId: 'plain', version: 1, resourceName: 'plain.bpmn' })
    expect((await zeebe.engine.deploy([model])).processes[0]!.processDefinitionKey).to.equal(
      first.processes[0]!.processDefinitionKey,
    )
    const created = await begin('plain', { n: 1, nested: { 名: ['越门占道', null, 0.5] } })
    expect(created).to.include({
      processId: 'plain',
      version: 1,
      processDefinitionKey: first.processes[0]!.processDefinitionKey,
    })
    const [activated] = await take('plain')
    expect(activated).to.deep.include({
      type: 'plain',
      elementId: 'work',
      processInstanceKey: created.processInstanceKey,
      processId: 'plain',
      processDefinitionVersion: 1,
      worker: 'w',
      retries: 3,
      customHeaders: {},
      variables: { n: 1, nested: { 名: ['越门占道', null, 0.5] } },
    })
    expect(activated!.deadline).to.be.a('number')
    await zeebe.engine.execute({ verb: 'completeJob', jobKey: activated!.key })
    const again = await refusal(zeebe.engine.execute({ verb: 'completeJob', jobKey: activated!.key }))
    expect(again.code).to.equal('NOT_FOUND')
  })

  it('names the elements at fault when a deployment is refused, and deploys nothing of it', async () => {
    const good = bpmn('spared', start + end + flow('start', 'end'))
    const bad = bpmn(
      'faulty',
      `${start}<bpmn:serviceTask id="bare"/><bpmn:receiveTask id="deaf"/>${end}${flow('start', 'bare')}${flow('bare', 'deaf')}${flow('deaf', 'end')}`,
    )
    const refused = await refusal(zeebe.engine.deploy([good, bad]))
    expect(refused.code).to.equal('INVALID_ARGUMENT')
    expect(refused.elementIds).to.include.members(['bare', 'deaf'])
    expect((await refusal(begin('spared'))).code).to.equal('NOT_FOUND')
    const gateway = bpmn(
      'unparsable',
      `${start}<bpmn:exclusiveGateway id="choice"/>${end}${flow('start', 'choice')}<bpmn:sequenceFlow id="yes" sourceRef="choice" targetRef="end"><bpmn:conditionExpression>= (</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    )
    expect((await refusal(zeebe.engine.deploy([gateway]))).elementIds).to.include('yes')
    expect((await refusal(zeebe.engine.deploy([{ name: 'broken.bpmn', content: '<bpmn' }]))).code).to.equal(
      'INVALID_ARGUMENT',
    )
  })

  it('settles at once, or after the time given, when there is no job', async () => {
    const began = performance.now()
    expect(await take('nothing', 0)).to.deep.equal([])
    expect(performance.now() - began).to.be.below(2_000)
    expect(await take('nothing', 1_000)).to.deep.equal([])
    expect(performance.now() - began).to.be.within(900, 8_000)
  })

  it('ends a waiting activation when its signal aborts', async () => {
    const gone = new AbortController()
    const began = performance.now()
    const asked = zeebe.engine.activateJobs({
      type: 'nothing',
      worker: 'w',
      timeout: 1_000,
      maxJobs: 1,
      requestTimeout: 30_000,
      signal: gone.signal,
    })
    setTimeout(() => gone.abort(), 100)
    expect(await asked).to.deep.equal([])
    const early = zeebe.engine.activateJobs({
      type: 'nothing',
      worker: 'w',
      timeout: 1_000,
      maxJobs: 1,
      requestTimeout: 30_000,
      signal: gone.signal,
    })
    expect(await early).to.deep.equal([])
    expect(performance.now() - began).to.be.below(5_000)
  })

  it('hands a failed job out again, extends jobs, sets retries, throws errors', async () => {
    const caught =
      '<bpmn:boundaryEvent id="caught" attachedToRef="work"><bpmn:outgoing>caught-other</bpmn:outgoing><bpmn:errorEventDefinition id="e" errorRef="refused"/></bpmn:boundaryEvent>'
    const model = bpmn(
      'failing',
      start +
        job('work', 'failing') +
        caught +
        job('other', 'failing-other') +
        flow('start', 'work') +
        flow('caught', 'other'),
    )
    model.content = model.content.replace(
      '<bpmn:signal',
      '<bpmn:error id="refused" errorCode="REFUSED"/><bpmn:signal',
    )
    await zeebe.engine.deploy([model])
    await begin('failing')
    const [first] = await take('failing')
    await zeebe.engine.execute({ verb: 'failJob', jobKey: first!.key, retries: 1, message: 'busy' })
    const [second] = await take('failing')
    expect(second).to.include({ key: first!.key, retries: 1 })
    await zeebe.engine.execute({ verb: 'extendJob', jobKey: second!.key, timeout: 120_000 })
    await zeebe.engine.execute({ verb: 'updateJobRetries', jobKey: second!.key, retries: 5 })
    expect(
      (await refusal(zeebe.engine.execute({ verb: 'updateJobRetries', jobKey: second!.key, retries: 0 })))
        .code,
    ).to.equal('INVALID_ARGUMENT')
    await zeebe.engine.execute({ verb: 'throwError', jobKey: second!.key, code: 'REFUSED', message: 'no' })
    expect((await take('failing-other'))[0]).to.include({ elementId: 'other' })
  })

  it('evaluates decisions with the rules that matched', async () => {
    const dmn = `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="g" name="g" namespace="test">
<decision id="route" name="路线"><decisionTable id="t" hitPolicy="FIRST"><input id="i" label="罚款"><inputExpression id="x" typeRef="number"><text>fine</text></inputExpression></input><output id="o" name="tier" typeRef="string"/>
<rule id="r1"><inputEntry id="a"><text>&lt; 100</text></inputEntry><outputEntry id="b"><text>"low"</text></outputEntry></rule><rule id="r2"><inputEntry id="c"><text>-</text></inputEntry><outputEntry id="d"><text>"high"</text></outputEntry></rule></decisionTable></decision></definitions>`
    const { decisions } = await zeebe.engine.deploy([{ name: 'route.dmn', content: dmn }])
    expect(decisions[0]).to.include({
      decisionId: 'route',
      name: '路线',
      version: 1,
      resourceName: 'route.dmn',
    })
    const evaluation = await zeebe.engine.evaluateDecision('route', { fine: 200 })
    expect(evaluation.output).to.equal('high')
    expect(evaluation.evaluated[0]).to.deep.include({
      decisionId: 'route',
      inputs: [{ id: 'i', name: '罚款', value: 200 }],
      matchedRules: [{ ruleId: 'r2', ruleIndex: 2, outputs: [{ id: 'o', name: 'tier', value: 'high' }] }],
    })
    expect((await refusal(zeebe.engine.evaluateDecision('unknown', {}))).code).to.equal('INVALID_ARGUMENT')
  })
})
