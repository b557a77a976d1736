import { expect } from 'chai'
import * as bpmn from '../../../test/engine/models.ts'
import { openEngine, type TestEngine } from '../../../test/engine/open-engine.ts'
import { survey } from './survey.ts'

describe('what stands against moving an instance', () => {
  let test: TestEngine
  beforeEach(async () => {
    test = await openEngine()
  })
  afterEach(() => test.close())

  async function begin(content: string, { roots = '', variables = {} } = {}): Promise<void> {
    await test.engine.deploy([bpmn.model('p', content, roots)])
    await test.engine.execute({ verb: 'createInstance', processId: 'p', variables })
    await test.engine.idle()
  }
  async function finish(type: string): Promise<void> {
    const [job] = await test.engine.activateJobs({ type, worker: 'w', timeout: 1, maxJobs: 1 })
    await test.engine.execute({ verb: 'completeJob', jobKey: job!.key })
    await test.engine.idle()
  }
  async function found(dueBy = test.clock.now()) {
    const { obstacles } = await survey(test.database.sql, test.clock.now(), dueBy)
    return obstacles.map(({ kind, elementId }) => [kind, elementId])
  }
  const repeated = (task: bpmn.Node) => bpmn.multiInstance(task, 'items', 'item')
  const work = bpmn.serviceTask('work')

  it('is nothing, for one that waits at a task, for a message or a timer, inside a subprocess, or several at a time', async () => {
    const inside = bpmn.chain(bpmn.start('s2'), bpmn.userTask('ask'), bpmn.end('e2'))
    await begin(bpmn.chain(bpmn.start(), bpmn.subprocess('sub', inside), bpmn.end()))
    await begin(bpmn.chain(bpmn.start(), repeated(bpmn.userTask('ask')), bpmn.end()), {
      variables: { items: [1, 2, 3] },
    })
    await begin(bpmn.chain(bpmn.start(), bpmn.timerCatch('wait', 'P1D'), bpmn.end()))
    expect(await found()).to.deep.equal([])
    const { instances, timersAnew } = await survey(test.database.sql, test.clock.now(), 0)
    expect([...instances]).to.deep.equal([['p', 3]])
    // Its instant is no variable: the report says so.
    expect([...timersAnew]).to.deep.equal([['p wait', 1]])
  })

  it('is a timer that is due before the move is over', async () => {
    await begin(bpmn.chain(bpmn.start(), bpmn.timerCatch('wait', 'PT10M'), bpmn.end()))
    expect(await found()).to.deep.equal([])
    expect(await found(test.clock.now() + 600_000)).to.deep.equal([['timer-due', 'wait']])
  })

  it('is an incident that is not a job’s; a job that failed is tried again', async () => {
    await begin(bpmn.chain(bpmn.start(), repeated(work), bpmn.end()))
    expect(await found()).to.deep.equal([['incident', 'work']])
    await begin(bpmn.chain(bpmn.start(), work, bpmn.end()))
    const [job] = await test.engine.activateJobs({ type: 'work', worker: 'w', timeout: 1, maxJobs: 1 })
    await test.engine.execute({ verb: 'failJob', jobKey: job!.key, retries: 0 })
    await test.engine.idle()
    const { obstacles, failedJobs } = await survey(test.database.sql, test.clock.now(), 0)
    expect(obstacles.map(({ kind }) => kind)).to.deep.equal(['incident'])
    expect(failedJobs).to.equal(1)
  })

  it('is a token at a join that no finished step can bring there, and no other token', async () => {
    const split = (last: bpmn.Node) =>
      bpmn.chain(
        bpmn.start(),
        bpmn.parallelGateway('split'),
        work,
        last,
        bpmn.parallelGateway('join'),
        bpmn.end(),
      ) +
      bpmn.userTask('ask').xml +
      bpmn.flow('split', 'ask') +
      bpmn.flow('ask', 'join')
    await begin(split(bpmn.serviceTask('more')))
    await finish('work')
    await finish('more')
    expect(await found()).to.deep.equal([])
    await begin(split(bpmn.subprocess('sub', bpmn.chain(bpmn.start('s2'), bpmn.end('e2')))))
    await finish('work')
    expect(await found()).to.deep.equal([['join', 'join']])
  })

  it('is a subprocess repeated for each item, a sequence after its first item, an event subprocess', async () => {
    const inside = bpmn.chain(bpmn.start('s2'), work, bpmn.end('e2'))
    const items = { variables: { items: [1, 2] } }
    await begin(bpmn.chain(bpmn.start(), repeated(bpmn.subprocess('sub', inside)), bpmn.end()), items)
    expect(await found()).to.deep.equal([['repeated-scope', 'sub']])
    await test.close()
    test = await openEngine()
    const inTurn = bpmn
      .chain(bpmn.start(), repeated(work), bpmn.end())
      .replace(
        '<bpmn:multiInstanceLoopCharacteristics>',
        '<bpmn:multiInstanceLoopCharacteristics isSequential="true">',
      )
    await begin(inTurn, items)
    expect(await found()).to.deep.equal([])
    await finish('work')
    expect(await found()).to.deep.equal([['sequence', 'work']])
    await test.close()
    test = await openEngine()
    const aside = bpmn.subprocess(
      'aside',
      bpmn.chain(
        {
          id: 's3',
          xml: `<bpmn:startEvent id="s3" isInterrupting="false">${bpmn.timer('timeDuration', 'PT1H')}</bpmn:startEvent>`,
        },
        bpmn.userTask('ask'),
        bpmn.end('e3'),
      ),
      ' triggeredByEvent="true"',
    )
    await begin(bpmn.chain(bpmn.start(), work, bpmn.end()) + aside.xml)
    expect(await found()).to.deep.equal([])
    test.clock.advance(3_600_000)
    await test.engine.idle()
    expect(await found()).to.deep.equal([['event-subprocess', 'aside']])
  })

  it('is a step that could still be compensated, and then the event that waits for the compensation', async () => {
    const compensate = (id: string) => `<bpmn:compensateEventDefinition id="${id}"/>`
    const undo = bpmn.serviceTask('undo').xml.replace('id="undo"', 'id="undo" isForCompensation="true"')
    await begin(
      bpmn.chain(
        bpmn.start(),
        work,
        bpmn.serviceTask('more'),
        {
          id: 'back',
          xml: `<bpmn:intermediateThrowEvent id="back">${compensate('c1')}</bpmn:intermediateThrowEvent>`,
        },
        bpmn.end(),
      ) +
        `<bpmn:boundaryEvent id="undone" attachedToRef="work">${compensate('c2')}</bpmn:boundaryEvent>${undo}` +
        '<bpmn:association id="a" associationDirection="One" sourceRef="undone" targetRef="undo"/>',
    )
    expect(await found()).to.deep.equal([])
    await finish('work')
    expect(await found()).to.deep.equal([['compensation', 'p']])
    await finish('more')
    expect(await found()).to.deep.include.members([
      ['compensation', 'p'],
      ['in-between', 'back'],
    ])
  })

  it('is a subprocess that was entered twice, once for both', async () => {
    const inside = bpmn.chain(bpmn.start('s2'), bpmn.userTask('ask'), bpmn.end('e2'))
    await begin(
      bpmn.chain(bpmn.start(), bpmn.parallelGateway('split'), bpmn.subprocess('sub', inside), bpmn.end()) +
        work.xml +
        bpmn.flow('split', 'work') +
        bpmn.flow('work', 'sub'),
    )
    expect(await found()).to.deep.equal([])
    await finish('work')
    expect(await found()).to.deep.equal([['scope-twice', 'sub']])
  })

  it('is no message; those that were taken, and the instances that they started, are counted', async () => {
    await begin(
      bpmn.chain(bpmn.start('start', bpmn.message('m')), bpmn.userTask('ask'), bpmn.end()) +
        bpmn.chain(bpmn.start('by-hand'), work),
      { roots: bpmn.messageRoot('m', 'word') },
    )
    for (const name of ['word', 'another'])
      await test.engine.execute({ verb: 'publishMessage', name, correlationKey: 'k', timeToLive: 60_000 })
    await test.engine.idle()
    const { messages, takenMessages, messageLocks, obstacles } = await survey(
      test.database.sql,
      test.clock.now(),
      0,
    )
    expect({ messages, takenMessages, messageLocks, obstacles }).to.deep.equal({
      messages: 1,
      takenMessages: 1,
      messageLocks: 1,
      obstacles: [],
    })
  })
})
