import { expect } from 'chai'
import * as bpmn from '../../../test/engine/models.ts'
import { openEngine, type TestEngine } from '../../../test/engine/open-engine.ts'
import type { FeedRecord } from '../feed-record.ts'

const model = bpmn.model(
  'task',
  bpmn.chain(
    bpmn.start(),
    bpmn.userTask(
      'approve',
      '<zeebe:assignmentDefinition assignee="li"/><zeebe:taskSchedule dueDate="2026-01-06T08:00:00+08:00"/>',
    ),
    bpmn.end(),
  ),
)

describe('the feed of the embedded engine', () => {
  let test: TestEngine
  beforeEach(async () => {
    test = await openEngine()
    await test.engine.deploy([model])
  })
  afterEach(() => test.close())

  it('tells what happened, in order and in the words of Zeebe', async () => {
    await test.engine.execute({ verb: 'createInstance', processId: 'task', variables: { n: 1 } })
    const records = await test.records()
    const told = records.filter(({ valueType }) =>
      ['PROCESS_INSTANCE', 'USER_TASK', 'VARIABLE'].includes(valueType),
    )
    expect(
      told.map(({ valueType, intent, value }) =>
        `${valueType} ${intent} ${'elementId' in value ? String(value.elementId) : ''}`.trim(),
      ),
    ).to.deep.equal([
      'VARIABLE CREATED',
      'PROCESS_INSTANCE ELEMENT_ACTIVATING task',
      'PROCESS_INSTANCE ELEMENT_ACTIVATED task',
      'PROCESS_INSTANCE ELEMENT_ACTIVATING start',
      'PROCESS_INSTANCE ELEMENT_ACTIVATED start',
      'PROCESS_INSTANCE ELEMENT_COMPLETING start',
      'PROCESS_INSTANCE ELEMENT_COMPLETED start',
      'PROCESS_INSTANCE SEQUENCE_FLOW_TAKEN start_approve',
      'PROCESS_INSTANCE ELEMENT_ACTIVATING approve',
      'USER_TASK CREATING approve',
      'USER_TASK CREATED approve',
      'PROCESS_INSTANCE ELEMENT_ACTIVATED approve',
    ])
    expect(records.map(({ position }) => Number(position))).to.deep.equal(
      records.map(({ position }) => Number(position)).toSorted((a, b) => a - b),
    )
    const task = records.find((record) => record.valueType === 'USER_TASK' && record.intent === 'CREATED')
    expect(task?.value).to.include({
      assignee: 'li',
      dueDate: '2026-01-06T08:00+08:00',
      elementId: 'approve',
    })
  })

  it('goes on from a position and waits for more', async () => {
    const before = await test.records()
    const done = new AbortController()
    const seen: FeedRecord[] = []
    const reading = (async () => {
      for await (const { records } of test.engine.feed(before.at(-1)?.position ?? '', done.signal)) {
        seen.push(...records)
        if (records.some((record) => record.valueType === 'SIGNAL')) done.abort()
      }
    })()
    await test.engine.execute({ verb: 'broadcastSignal', name: 'later' })
    await reading
    expect(seen.map(({ valueType }) => valueType)).to.deep.equal(['SIGNAL'])
  })

  it('carries no file contents', async () => {
    for (const record of await test.records()) expect(record.value).not.to.have.property('resource')
  })
})
