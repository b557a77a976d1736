/** The adapter on a real broker: the commands that move a running instance on, from user tasks and messages to migration. */
import { expect } from 'chai'
import type { FeedRecord } from '../feed-record.ts'
import type { Command } from '../port.ts'
import {
  adapterOnBroker,
  bpmn,
  end,
  flow,
  job,
  start,
  userTask,
} from '../../../test/engine/adapter-on-broker.ts'

describe('Zeebe adapter: commands', () => {
  const zeebe = adapterOnBroker()
  const { begin, take, refusal, feedUntil } = zeebe

  it('completes, assigns and changes native user tasks', async () => {
    await zeebe.engine.deploy([
      bpmn('tasks', start + userTask('approve') + end + flow('start', 'approve') + flow('approve', 'end')),
    ])
    const { processInstanceKey } = await begin('tasks')
    const isOurs = (intent: string) => (record: FeedRecord) =>
      record.valueType === 'USER_TASK' &&
      record.intent === intent &&
      record.value.processInstanceKey === processInstanceKey
    const batches = await feedUntil(isOurs('CREATED'))
    const userTaskKey = batches.flatMap(({ records }) => records).find(isOurs('CREATED'))!.key
    await zeebe.engine.execute({ verb: 'assignUserTask', userTaskKey, assignee: 'li' })
    expect(
      (
        await refusal(
          zeebe.engine.execute({
            verb: 'assignUserTask',
            userTaskKey,
            assignee: 'wang',
            allowOverride: false,
          }),
        )
      ).code,
    ).to.equal('INVALID_STATE')
    await zeebe.engine.execute({ verb: 'assignUserTask', userTaskKey, assignee: null })
    await zeebe.engine.execute({
      verb: 'assignUserTask',
      userTaskKey,
      assignee: 'wang',
      allowOverride: false,
    })
    await zeebe.engine.execute({
      verb: 'updateUserTask',
      userTaskKey,
      changes: { candidateUsers: ['zhao'], dueDate: '2027-01-06T00:00:00Z' },
    })
    await zeebe.engine.execute({
      verb: 'completeUserTask',
      userTaskKey,
      variables: { agreed: true },
      action: 'agree',
    })
    expect((await refusal(zeebe.engine.execute({ verb: 'completeUserTask', userTaskKey }))).code).to.equal(
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
    await zeebe.engine.deploy([
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
    expect(((await zeebe.engine.execute(message)) as { messageKey: string }).messageKey).to.match(/^\d+$/)
    expect((await refusal(zeebe.engine.execute(message))).code).to.equal('ALREADY_EXISTS')
    await feedUntil(
      (record) =>
        record.valueType === 'PROCESS_INSTANCE' &&
        record.intent === 'ELEMENT_ACTIVATED' &&
        record.value.elementId === 'signal',
    )
    expect(
      (await zeebe.engine.execute({ verb: 'broadcastSignal', name: 'events-stop', variables: { why: 'x' } }))
        .signalKey,
    ).to.match(/^\d+$/)
    expect((await take('events'))[0]!.variables).to.deep.equal({ caseId: 'c1', fen: 5, why: 'x' })
  })

  it('resolves incidents, sets variables, modifies, migrates and cancels', async () => {
    const choice = `<bpmn:exclusiveGateway id="choice"/><bpmn:sequenceFlow id="yes" sourceRef="choice" targetRef="work"><bpmn:conditionExpression>= ok = true</bpmn:conditionExpression></bpmn:sequenceFlow>`
    await zeebe.engine.deploy([
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
    await zeebe.engine.execute({
      verb: 'setVariables',
      scopeKey: processInstanceKey,
      variables: { ok: true },
    })
    await zeebe.engine.execute({ verb: 'resolveIncident', incidentKey: incident.key })
    const [waiting] = await take('changed')
    await zeebe.engine.execute({
      verb: 'modifyInstance',
      processInstanceKey,
      activate: [{ elementId: 'spare', variables: { moved: 1 } }],
      terminate: [waiting!.elementInstanceKey],
    })
    const [spare] = await take('changed-spare')
    expect(spare!.variables).to.deep.equal({ ok: true, moved: 1 })
    const next = await zeebe.engine.deploy([
      bpmn('changed', start + job('spare2', 'changed-next') + flow('start', 'spare2')),
    ])
    await zeebe.engine.execute({
      verb: 'migrateInstance',
      processInstanceKey,
      targetProcessDefinitionKey: next.processes[0]!.processDefinitionKey,
      mapping: [{ source: 'spare', target: 'spare2' }],
    })
    await zeebe.engine.execute({ verb: 'cancelInstance', processInstanceKey })
    expect(
      (await refusal(zeebe.engine.execute({ verb: 'cancelInstance', processInstanceKey }))).code,
    ).to.equal('NOT_FOUND')
  })
})
