/** What the shipped models do not have: instances of other models, moved from the embedded engine to a broker, and going on there. */
import { expect } from 'chai'
import { moveInstances, type Moved, survey } from '../../src/engine/move/index.ts'
import {
  createZeebeEngine,
  type RunningBroker,
  startBroker,
  brokerClock,
} from '../../src/engine/zeebe/index.ts'
import type { Engine, Variables } from '../../src/engine/port.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { createLog } from '../../src/platform/log.ts'
import * as bpmn from '../engine/models.ts'
import { openEngine, type TestEngine } from '../engine/open-engine.ts'

const hour = 3_600_000

describe('instances of any model, moved to a broker', function () {
  this.timeout(180_000)
  let broker: RunningBroker
  let there: Engine
  let here: TestEngine
  let moved: Moved
  /** Keys of user tasks here, by element. */
  const tasks = new Map<string, string>()

  const begin = (processId: string, variables: Variables = {}) =>
    here.engine.execute({ verb: 'createInstance', processId, variables })
  const job = async (engine: Engine, type: string, requestTimeout = 0) =>
    (await engine.activateJobs({ type, worker: 'w', timeout: hour, maxJobs: 1, requestTimeout }))[0]
  const finish = async (type: string, variables: Variables = {}) => {
    const found = await job(here.engine, type)
    await here.engine.execute({ verb: 'completeJob', jobKey: found!.key, variables })
    await here.engine.idle()
  }
  const complete = (name: string, variables: Variables = {}) =>
    there.execute({ verb: 'completeUserTask', userTaskKey: moved.keys.get(tasks.get(name)!)!, variables })
  /** What the job knows that the broker offers. */
  const reached = async (type: string) => (await job(there, type, 10_000))?.variables

  before(async () => {
    here = await openEngine()
    // The broker looks for it at boundary events only.
    const outgoing = (flow: string) => `<bpmn:outgoing>${flow}</bpmn:outgoing>`
    const after = (type: string) => [bpmn.serviceTask('after', type), bpmn.end()]
    await here.engine.deploy([
      bpmn.model(
        'joins',
        bpmn.chain(
          bpmn.start(),
          bpmn.parallelGateway('split'),
          bpmn.userTask('a'),
          bpmn.parallelGateway('join'),
          ...after('joined'),
        ) +
          [bpmn.serviceTask('b'), bpmn.userTask('c')]
            .map((task) => task.xml + bpmn.flow('split', task.id) + bpmn.flow(task.id, 'join'))
            .join('') +
          bpmn.chain(bpmn.serviceTask('d'), bpmn.exclusiveGateway('through')) +
          bpmn.flow('split', 'd') +
          bpmn.flow('through', 'join'),
      ),
      bpmn.model(
        'votes',
        bpmn
          .chain(
            bpmn.start(),
            bpmn.multiInstance(bpmn.userTask('vote'), 'people', 'person'),
            ...after('voted'),
          )
          .replace(
            '<zeebe:loopCharacteristics inputCollection="=people" inputElement="person"/></bpmn:extensionElements>',
            '<zeebe:loopCharacteristics inputCollection="=people" inputElement="person" outputCollection="votes" outputElement="=choice"/></bpmn:extensionElements><bpmn:completionCondition>=count(votes[item = "yes"]) &gt;= 2</bpmn:completionCondition>',
          ),
      ),
      bpmn.model(
        'limits',
        bpmn.chain(
          bpmn.start(),
          bpmn.subprocess(
            'inside',
            `<bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=outerAt" target="at"/></zeebe:ioMapping></bpmn:extensionElements>` +
              bpmn.chain(bpmn.start('s2'), bpmn.userTask('ask'), bpmn.end('e2')) +
              bpmn.boundary(
                'warned',
                'ask',
                outgoing('warned_warn') + bpmn.timer('timeDate', '=warnAt'),
                false,
              ).xml +
              bpmn.boundary('over', 'ask', outgoing('over_late') + bpmn.timer('timeDate', '=at')).xml +
              bpmn.serviceTask('warn', 'warn').xml +
              bpmn.serviceTask('late', 'late').xml +
              bpmn.flow('warned', 'warn') +
              bpmn.flow('over', 'late'),
          ),
          bpmn.end(),
        ),
      ),
      bpmn.model(
        'calls',
        bpmn.chain(bpmn.start(), bpmn.callActivity('call', 'called'), ...after('returned')),
      ),
      bpmn.model(
        'called',
        bpmn.chain(bpmn.start(), bpmn.serviceTask('first'), bpmn.userTask('older'), bpmn.end()),
      ),
      bpmn.model(
        'hears',
        bpmn.chain(bpmn.start(), bpmn.messageCatch('hear', 'm'), ...after('heard')),
        bpmn.messageRoot('m', 'word', '=name'),
      ),
    ])
    await begin('joins', { n: 1 })
    await begin('votes', { people: ['x', 'y', 'z'] })
    const at = (hours: number) => new Date(here.clock.now() + hours * hour).toISOString()
    await begin('limits', { outerAt: at(48), warnAt: at(1) })
    await begin('calls', { n: 2 })
    await here.engine.execute({
      verb: 'publishMessage',
      name: 'word',
      correlationKey: 'late',
      timeToLive: 72 * hour,
      variables: { said: true },
    })
    await begin('hears', { name: 'early' })
    await here.engine.idle()
    await finish('b')
    await finish('d')
    await finish('first')
    const opened = (await here.records()).filter(
      ({ valueType, intent }) => valueType === 'USER_TASK' && intent === 'CREATED',
    ) as { key: string; value: { elementId: string } }[]
    for (const { key, value } of opened)
      tasks.set(`${value.elementId}${tasks.has(value.elementId) ? key : ''}`, key)
    const votes = opened.filter(({ value }) => value.elementId === 'vote').map(({ key }) => key)
    tasks.set('second vote', votes[1]!)
    await here.engine.execute({ verb: 'completeUserTask', userTaskKey: tasks.get('a')! })
    await here.engine.execute({
      verb: 'completeUserTask',
      userTaskKey: votes[0]!,
      variables: { choice: 'yes' },
    })
    await here.engine.execute({ verb: 'assignUserTask', userTaskKey: tasks.get('c')!, assignee: 'me' })
    // The warning is given here; it must not be given again.
    here.clock.advance(2 * hour)
    await here.engine.idle()
    await finish('warn')
    // A newer version of what is called, while an older one runs.
    await here.engine.deploy([
      bpmn.model('called', bpmn.chain(bpmn.start(), bpmn.serviceTask('other'), bpmn.end())),
    ])

    broker = await startBroker({ controlledClock: true })
    await brokerClock(broker.managementAddress).pin(here.clock.now())
    there = createZeebeEngine(broker, { clock: systemClock(), log: createLog('silent') })
    const now = here.clock.now()
    const found = await survey(here.database.sql, now, now + hour)
    expect(found.obstacles).to.deep.equal([])
    await here.engine.close()
    moved = await moveInstances(here.database.sql, found, { engine: there, now })
  })
  after(async () => {
    await there?.close()
    await broker?.stop()
    await here?.close()
  })

  it('wait at a join for the branch that was not finished', async () => {
    expect(await job(there, 'joined')).to.equal(undefined)
    await complete('c')
    expect(await reached('joined')).to.deep.equal({ n: 1 })
  })

  it('go on half-way in a vote, with what was voted', async () => {
    expect(await job(there, 'voted')).to.equal(undefined)
    await complete('second vote', { choice: 'yes' })
    expect(await reached('voted')).to.deep.include({ votes: ['yes', 'yes', null] })
  })

  it('keep to the version that they were called in', async () => {
    await complete('older')
    expect(await reached('returned')).to.deep.equal({ n: 2 })
    await there.execute({ verb: 'createInstance', processId: 'calls', variables: {} })
    expect(await reached('other')).to.deep.equal({})
  })

  it('take messages that nobody had taken', async () => {
    await there.execute({ verb: 'createInstance', processId: 'hears', variables: { name: 'late' } })
    expect(await reached('heard')).to.deep.equal({ name: 'late', said: true })
  })

  it('let timers fire when they would have fired, and not again', async () => {
    await brokerClock(broker.managementAddress).pin(here.clock.now() + 47 * hour)
    expect(await reached('late')).to.include.keys('at', 'warnAt')
    expect(await job(there, 'warn')).to.equal(undefined)
  })
})
