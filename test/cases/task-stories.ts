/** What the tasklist promises: who sees and takes what, one completion only, and what happens when a timer is quicker than a person. */
import { expect } from 'chai'
import { refusal } from './refused-with.ts'
import { type Play, startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

/** A task of the case's officers that a timer takes away. */
const timed = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">
  <bpmn:process id="timed-supplement" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="supplement" />
    <bpmn:userTask id="supplement" name="补充材料">
      <bpmn:extensionElements>
        <zeebe:userTask /><zeebe:formDefinition formId="supplement-file" />
        <zeebe:assignmentDefinition candidateGroups="=[&quot;case-officers:&quot; + caseId]" />
        <zeebe:taskHeaders><zeebe:header key="form" value="supplement-file" /><zeebe:header key="fact" value="supplement" /></zeebe:taskHeaders>
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="late" attachedToRef="supplement"><bpmn:outgoing>f3</bpmn:outgoing>
      <bpmn:timerEventDefinition id="late-timer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="supplement" targetRef="done" />
    <bpmn:endEvent id="done"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="f3" sourceRef="late" targetRef="over" />
    <bpmn:endEvent id="over"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`

export function taskStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    await bureau.link.engine.deploy([{ name: 'timed-supplement.bpmn', content: timed }])
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(60_000)
    play = await startCase(bureau)
  })

  it('shows a task to the officers of the case only', async () => {
    const { userTaskKey, title, law } = await bureau.task(play.assisting, 'enter-case', play.caseId)
    expect(title).to.equal('案件录入')
    expect(law).to.equal('行政处罚法 第五十四条')
    const stranger = await bureau.actor('squad-01-officer-3')
    expect((await bureau.tasks.mine(stranger, { caseId: play.caseId })).items).to.deep.equal([])
    expect(await refusal(bureau.tasks.complete(stranger, userTaskKey, play.forms['enter-case']!))).to.equal(
      'forbidden',
    )
    const administrator = await bureau.actor('general-admin-1')
    expect(await refusal(bureau.cases.page(administrator, play.caseId))).to.equal('forbidden')
    expect(await refusal(bureau.cases.list(administrator, {}))).to.equal('forbidden')
    expect((await bureau.cases.list(await bureau.actor('squad-02-officer-1'), {})).items).to.deep.equal([])
  })

  it('is claimed once, given back, and completed once', async () => {
    const { userTaskKey } = await bureau.task(play.lead, 'enter-case', play.caseId)
    await bureau.settled(await bureau.tasks.claim(play.assisting, userTaskKey))
    await bureau.eventually(
      'assigned',
      async () => (await bureau.tasks.get(play.lead, userTaskKey)).assignee === play.assisting.officerId,
    )
    expect(await refusal(bureau.tasks.claim(play.lead, userTaskKey))).to.equal('conflict')
    await bureau.settled(await bureau.tasks.unclaim(play.assisting, userTaskKey))
    await bureau.eventually(
      'free',
      async () => (await bureau.tasks.get(play.lead, userTaskKey)).assignee === null,
    )
    bureau.holdOutbox()
    const first = await bureau.tasks.complete(play.lead, userTaskKey, play.forms['enter-case']!)
    expect(
      await refusal(bureau.tasks.complete(play.assisting, userTaskKey, play.forms['enter-case']!)),
    ).to.equal('conflict')
    expect((await bureau.tasks.get(play.lead, userTaskKey)).state).to.equal('submitted')
    bureau.releaseOutbox()
    await bureau.settled(first)
    // On a broker the task's own record may come later than the answer.
    expect(
      await refusal(bureau.tasks.complete(play.assisting, userTaskKey, play.forms['enter-case']!)),
    ).to.equal('conflict')
  })

  it('asks for what the filing approval needs of the party before anyone approves it', async () => {
    const fresh = await startCase(bureau)
    const { party } = await bureau.database.write((tx) =>
      bureau.parties.findOrCreate(tx, fresh.lead, { kind: 'citizen', name: '无址人' }, fresh.caseId),
    )
    const refusal = await fresh.fill('enter-case', { partyId: party.id }).then(
      () => undefined,
      (error: { fields?: object[] }) => error.fields,
    )
    expect(refusal).to.deep.equal([
      { path: 'partyId', message: '当事人地址不能为空（《行政处罚法》第五十九条第一款第一项）' },
    ])
  })

  it('keeps what was entered and tells the person when a timer takes the task that is being completed', async () => {
    const { processInstanceKey } = await bureau.link.engine.execute({
      verb: 'createInstance',
      processId: 'timed-supplement',
      variables: { caseId: play.caseId },
    })
    const { userTaskKey } = await bureau.task(play.lead, 'supplement', play.caseId)
    bureau.holdOutbox()
    const { ticket, actId } = await bureau.tasks.complete(play.lead, userTaskKey, {
      note: '补充现场照片说明',
    })
    await bureau.advance(3_600_000)
    await bureau.eventually('the timer has fired', async () => {
      const [row] = await bureau.database.sql.all<{ state: string }>(
        'SELECT state FROM process_instances WHERE process_instance_key = ?',
        [processInstanceKey],
      )
      return row?.state === 'completed'
    })
    bureau.releaseOutbox()
    expect((await bureau.outbox.settled(ticket, 10_000))?.outcome).to.equal('void')
    const act = await bureau.tasks.act(play.lead, actId)
    expect(act).to.include({ state: 'void' })
    expect(act.reason).to.contain('已经结束')
    expect(JSON.parse(act.data)).to.deep.equal({ note: '补充现场照片说明' })
    expect((await bureau.tasks.notifications.mine(play.lead)).map(({ kind }) => kind)).to.include('act-void')
    expect(
      await bureau.database.sql.all(
        "SELECT * FROM case_facts WHERE kind = 'supplement' AND state = 'effective'",
      ),
    ).to.deep.equal([])
  })
}
