/** The adapter on a real broker: what the port promises and the gateway alone does not give. */
import { expect } from 'chai'
import { systemClock } from '../../platform/clock.ts'
import { createLog } from '../../platform/log.ts'
import type { FeedRecord } from '../feed-record.ts'
import { type Command, type FeedBatch, Refusal, Unavailable } from '../port.ts'
import { brokerClock, createZeebeEngine, type RunningBroker, startBroker } from './index.ts'

const bpmn = (id: string, content: string) => ({
  name: `${id}.bpmn`,
  content: `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="test">
<bpmn:message id="paid" name="${id}-paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=caseId"/></bpmn:extensionElements></bpmn:message>
<bpmn:signal id="stop" name="${id}-stop"/>
<bpmn:process id="${id}" isExecutable="true">${content}</bpmn:process></bpmn:definitions>`,
})
const start = '<bpmn:startEvent id="start"/>'
const end = '<bpmn:endEvent id="end"/>'
const flow = (from: string, to: string) =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`
const job = (id: string, type: string) =>
  `<bpmn:serviceTask id="${id}"><bpmn:extensionElements><zeebe:taskDefinition type="${type}"/></bpmn:extensionElements></bpmn:serviceTask>`
const userTask = (id: string) =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="legal"/></bpmn:extensionElements></bpmn:userTask>`

describe('Zeebe adapter', () => {
  let broker: RunningBroker
  let engine: ReturnType<typeof createZeebeEngine>
  before(async () => {
    broker = await startBroker({ controlledClock: true })
    engine = createZeebeEngine(broker, { clock: systemClock(), log: createLog('silent') })
  })
  after(async () => {
    await engine?.close()
    await broker?.stop()
  })

  const begin = (processId: string, variables = {}) =>
    engine.execute({ verb: 'createInstance', processId, variables })
  const take = (type: string, requestTimeout = 5_000) =>
    engine.activateJobs({ type, worker: 'w', timeout: 60_000, maxJobs: 1, requestTimeout })
  const refusal = async (promise: Promise<unknown>): Promise<Refusal> => {
    const outcome = await promise.then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(outcome).to.be.instanceOf(Refusal)
    return outcome as Refusal
  }
  const feedUntil = async (seen: (record: FeedRecord) => boolean, from = ''): Promise<FeedBatch[]> => {
    const batches: FeedBatch[] = []
    for await (const batch of engine.feed(from, AbortSignal.timeout(30_000))) {
      batches.push(batch)
      if (batch.records.some(seen)) return batches
    }
    throw new Error(`not seen among ${batches.flatMap(({ records }) => records).length} records`)
  }

  it('deploys, keeps the version of what did not change, and starts', async () => {
    const model = bpmn(
      'plain',
      start + job('work', 'plain') + end + flow('start', 'work') + flow('work', 'end'),
    )
    const first = await engine.deploy([model])
    expect(first.processes).to.have.length(1)
    expect(first.processes[0]).to.include({ processId: 'plain', version: 1, resourceName: 'plain.bpmn' })
    expect((await engine.deploy([model])).processes[0]!.processDefinitionKey).to.equal(
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
    await engine.execute({ verb: 'completeJob', jobKey: activated!.key })
    const again = await refusal(engine.execute({ verb: 'completeJob', jobKey: activated!.key }))
    expect(again.code).to.equal('NOT_FOUND')
  })

  it('names the elements at fault when a deployment is refused, and deploys nothing of it', async () => {
    const good = bpmn('spared', start + end + flow('start', 'end'))
    const bad = bpmn(
      'faulty',
      `${start}<bpmn:serviceTask id="bare"/><bpmn:receiveTask id="deaf"/>${end}${flow('start', 'bare')}${flow('bare', 'deaf')}${flow('deaf', 'end')}`,
    )
    const refused = await refusal(engine.deploy([good, bad]))
    expect(refused.code).to.equal('INVALID_ARGUMENT')
    expect(refused.elementIds).to.include.members(['bare', 'deaf'])
    expect((await refusal(begin('spared'))).code).to.equal('NOT_FOUND')
    const gateway = bpmn(
      'unparsable',
      `${start}<bpmn:exclusiveGateway id="choice"/>${end}${flow('start', 'choice')}<bpmn:sequenceFlow id="yes" sourceRef="choice" targetRef="end"><bpmn:conditionExpression>= (</bpmn:conditionExpression></bpmn:sequenceFlow>`,
    )
    expect((await refusal(engine.deploy([gateway]))).elementIds).to.include('yes')
    expect((await refusal(engine.deploy([{ name: 'broken.bpmn', content: '<bpmn' }]))).code).to.equal(
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
    const asked = engine.activateJobs({
      type: 'nothing',
      worker: 'w',
      timeout: 1_000,
      maxJobs: 1,
      requestTimeout: 30_000,
      signal: gone.signal,
    })
    setTimeout(() => gone.abort(), 100)
    expect(await asked).to.deep.equal([])
    const early = engine.activateJobs({
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
    await engine.deploy([model])
    await begin('failing')
    const [first] = await take('failing')
    await engine.execute({ verb: 'failJob', jobKey: first!.key, retries: 1, message: 'busy' })
    const [second] = await take('failing')
    expect(second).to.include({ key: first!.key, retries: 1 })
    await engine.execute({ verb: 'extendJob', jobKey: second!.key, timeout: 120_000 })
    await engine.execute({ verb: 'updateJobRetries', jobKey: second!.key, retries: 5 })
    expect(
      (await refusal(engine.execute({ verb: 'updateJobRetries', jobKey: second!.key, retries: 0 }))).code,
    ).to.equal('INVALID_ARGUMENT')
    await engine.execute({ verb: 'throwError', jobKey: second!.key, code: 'REFUSED', message: 'no' })
    expect((await take('failing-other'))[0]).to.include({ elementId: 'other' })
  })

  it('completes, assigns and changes native user tasks', async () => {
    await engine.deploy([
      bpmn('tasks', start + userTask('approve') + end + flow('start', 'approve') + flow('approve', 'end')),
    ])
    const { processInstanceKey } = await begin('tasks')
    const isOurs = (intent: string) => (record: FeedRecord) =>
      record.valueType === 'USER_TASK' &&
      record.intent === intent &&
      record.value.processInstanceKey === processInstanceKey
    const batches = await feedUntil(isOurs('CREATED'))
    const userTaskKey = batches.flatMap(({ records }) => records).find(isOurs('CREATED'))!.key
    await engine.execute({ verb: 'assignUserTask', userTaskKey, assignee: 'li' })
    expect(
      (
        await refusal(
          engine.execute({ verb: 'assignUserTask', userTaskKey, assignee: 'wang', allowOverride: false }),
        )
      ).code,
    ).to.equal('INVALID_STATE')
    await engine.execute({ verb: 'assignUserTask', userTaskKey, assignee: null })
    await engine.execute({ verb: 'assignUserTask', userTaskKey, assignee: 'wang', allowOverride: false })
    await engine.execute({
      verb: 'updateUserTask',
      userTaskKey,
      changes: { candidateUsers: ['zhao'], dueDate: '2027-01-06T00:00:00Z' },
    })
    await engine.execute({
      verb: 'completeUserTask',
      userTaskKey,
      variables: { agreed: true },
      action: 'agree',
    })
    expect((await refusal(engine.execute({ verb: 'completeUserTask', userTaskKey }))).code).to.equal(
      'NOT_FOUND',
    )
    const completed = (await feedUntil(isOurs('COMPLETED')))
      .flatMap(({ records }) => records)
      .find(isOurs('COMPLETED'))!
    expect(completed.value).to.deep.include({
      assignee: 'wang',
      candidateUsersList: ['zhao'],
      candidateGroupsList: ['legal'],
      dueDate: '2027-01-06T00:00:00Z',
      action: 'agree',
      variables: { agreed: true },
      formKey: '-1',
    })
  })

  it('correlates messages once per message id, and broadcasts signals', async () => {
    const catching = (id: string, definition: string) =>
      `<bpmn:intermediateCatchEvent id="${id}">${definition}</bpmn:intermediateCatchEvent>`
    await engine.deploy([
      bpmn(
        'events',
        start +
          catching('message', '<bpmn:messageEventDefinition id="m" messageRef="paid"/>') +
          catching('signal', '<bpmn:signalEventDefinition id="s" signalRef="stop"/>') +
          job('after', 'events') +
          flow('start', 'message') +
          flow('message', 'signal') +
          flow('signal', 'after'),
      ),
    ])
    await begin('events', { caseId: 'c1' })
    const message: Command = {
      verb: 'publishMessage',
      name: 'events-paid',
      correlationKey: 'c1',
      timeToLive: 60_000,
      messageId: 'm1',
      variables: { fen: 5 },
    }
    expect(((await engine.execute(message)) as { messageKey: string }).messageKey).to.match(/^\d+$/)
    expect((await refusal(engine.execute(message))).code).to.equal('ALREADY_EXISTS')
    await feedUntil(
      (record) =>
        record.valueType === 'PROCESS_INSTANCE' &&
        record.intent === 'ELEMENT_ACTIVATED' &&
        record.value.elementId === 'signal',
    )
    expect(
      (await engine.execute({ verb: 'broadcastSignal', name: 'events-stop', variables: { why: 'x' } }))
        .signalKey,
    ).to.match(/^\d+$/)
    expect((await take('events'))[0]!.variables).to.deep.equal({ caseId: 'c1', fen: 5, why: 'x' })
  })

  it('resolves incidents, sets variables, modifies, migrates and cancels', async () => {
    const choice = `<bpmn:exclusiveGateway id="choice"/><bpmn:sequenceFlow id="yes" sourceRef="choice" targetRef="work"><bpmn:conditionExpression>= ok = true</bpmn:conditionExpression></bpmn:sequenceFlow>`
    await engine.deploy([
      bpmn(
        'changed',
        start +
          choice +
          job('work', 'changed') +
          job('spare', 'changed-spare') +
          flow('start', 'choice') +
          flow('work', 'spare'),
      ),
    ])
    const { processInstanceKey } = await begin('changed')
    const isIncident = (record: FeedRecord) =>
      record.valueType === 'INCIDENT' && record.value.processInstanceKey === processInstanceKey
    const incident = (await feedUntil(isIncident)).flatMap(({ records }) => records).find(isIncident)!
    expect(incident.value).to.include({ elementId: 'choice', jobKey: '-1' })
    await engine.execute({ verb: 'setVariables', scopeKey: processInstanceKey, variables: { ok: true } })
    await engine.execute({ verb: 'resolveIncident', incidentKey: incident.key })
    const [waiting] = await take('changed')
    await engine.execute({
      verb: 'modifyInstance',
      processInstanceKey,
      activate: [{ elementId: 'spare', variables: { moved: 1 } }],
      terminate: [waiting!.elementInstanceKey],
    })
    const [spare] = await take('changed-spare')
    expect(spare!.variables).to.deep.equal({ ok: true, moved: 1 })
    const next = await engine.deploy([
      bpmn('changed', start + job('spare2', 'changed-next') + flow('start', 'spare2')),
    ])
    await engine.execute({
      verb: 'migrateInstance',
      processInstanceKey,
      targetProcessDefinitionKey: next.processes[0]!.processDefinitionKey,
      mapping: [{ source: 'spare', target: 'spare2' }],
    })
    await engine.execute({ verb: 'cancelInstance', processInstanceKey })
    expect((await refusal(engine.execute({ verb: 'cancelInstance', processInstanceKey }))).code).to.equal(
      'NOT_FOUND',
    )
  })

  it('evaluates decisions with the rules that matched', async () => {
    const dmn = `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="g" name="g" namespace="test">
<decision id="route" name="路线"><decisionTable id="t" hitPolicy="FIRST"><input id="i" label="罚款"><inputExpression id="x" typeRef="number"><text>fine</text></inputExpression></input><output id="o" name="tier" typeRef="string"/>
<rule id="r1"><inputEntry id="a"><text>&lt; 100</text></inputEntry><outputEntry id="b"><text>"low"</text></outputEntry></rule><rule id="r2"><inputEntry id="c"><text>-</text></inputEntry><outputEntry id="d"><text>"high"</text></outputEntry></rule></decisionTable></decision></definitions>`
    const { decisions } = await engine.deploy([{ name: 'route.dmn', content: dmn }])
    expect(decisions[0]).to.include({
      decisionId: 'route',
      name: '路线',
      version: 1,
      resourceName: 'route.dmn',
    })
    const evaluation = await engine.evaluateDecision('route', { fine: 200 })
    expect(evaluation.output).to.equal('high')
    expect(evaluation.evaluated[0]).to.deep.include({
      decisionId: 'route',
      inputs: [{ id: 'i', name: '罚款', value: 200 }],
      matchedRules: [{ ruleId: 'r2', ruleIndex: 2, outputs: [{ id: 'o', name: 'tier', value: 'high' }] }],
    })
    expect((await refusal(engine.evaluateDecision('unknown', {}))).code).to.equal('INVALID_ARGUMENT')
  })

  it('gives the feed in order, and from any position on exactly what follows', async () => {
    await engine.deploy([
      bpmn('many', start + job('work', 'many') + end + flow('start', 'work') + flow('work', 'end')),
    ])
    const before = (await feedUntil(() => true)).at(-1)!
    const keys = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => (await begin('many', { n })).processInstanceKey),
    )
    for (let done = 0; done < keys.length;) {
      const jobs = await engine.activateJobs({
        type: 'many',
        worker: 'w',
        timeout: 60_000,
        maxJobs: 32,
        requestTimeout: 5_000,
      })
      await Promise.all(
        jobs.map(({ key, variables }) =>
          engine.execute({ verb: 'completeJob', jobKey: key, variables: { done: variables.n! } }),
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
    expect(await engine.health()).to.include({ status: 'up' })
    const { brokers, version, engine: name } = await engine.topology()
    expect([name, version, brokers.length, brokers[0]!.partitions[0]]).to.deep.equal([
      'zeebe',
      '8.5.8',
      1,
      { id: 1, role: 'LEADER', healthy: true },
    ])
    const away = createZeebeEngine(
      { ...broker, gatewayAddress: '127.0.0.1:1', restAddress: 'http://127.0.0.1:1' },
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
    const clock = brokerClock(broker.managementAddress)
    const timer =
      '<bpmn:intermediateCatchEvent id="days"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>P5D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>'
    await engine.deploy([
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
