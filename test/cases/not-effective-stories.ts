/** 旁支事项 that the case has overtaken while it was approved: refused with the reason, no number taken, who asked for it is told. Through HTTP, for both engines. */
import { expect } from 'chai'
import { type Door, openDoor } from './over-the-door.ts'
import { type Play, startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

const officer = 'squad-01-officer-1'
const kind = 'recusal-decision'

function recusalDesk(open: () => Promise<WholeBureau>) {
  let bureau: WholeBureau
  let door: Door
  let play: Play
  let third: string
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    door = await openDoor(bureau)
    third = (await bureau.actor('squad-01-officer-3')).officerId!
  })
  after(async () => {
    await door?.close()
    await bureau?.close()
  })
  beforeEach(async function () {
    this.timeout(120_000)
    play = await startCase(bureau)
    await play.file()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
  })

  const request = async (what: string, given: object) =>
    (await door.act<{ id: string }>(officer, `/cases/${play.caseId}/${what}`, given)).id
  const claim = { way: '当事人申请', applicant: '张三丰', claim: '与当事人系亲属。' }
  return {
    get bureau() {
      return bureau
    },
    get door() {
      return door
    },
    get play() {
      return play
    },
    get caseId() {
      return play.caseId
    },
    request,
    /** Of the assisting officer, whose place a third would take. */
    recusal: () =>
      request('recusal', {
        ...claim,
        officerId: play.assisting.officerId,
        granted: true,
        reason: '属实。',
        successorId: third,
      }),
    /** The assisting officer leaves the case for another reason. */
    async replaced() {
      const id = await request('change-of-officers', {
        officerId: play.assisting.officerId,
        successorId: third,
        reason: '工作调整。',
      })
      await door.agree(play.caseId, 'designation-of-officers', ['squad-01-head'])
      expect((await door.ended(play.caseId, id)).state).to.equal('done')
    },
    /** The number of the next paper of the kind, issued for somebody who stays. */
    async nextNumber() {
      const id = await request('recusal', {
        ...claim,
        officerId: play.lead.officerId,
        granted: false,
        reason: '经查不是亲属。',
      })
      await door.agree(play.caseId, kind)
      expect((await door.ended(play.caseId, id)).state).to.equal('done')
      return numberOf((await door.papers(play.caseId, kind)).at(-1)!.number)
    },
    /** The last number of the kind that anything bears. */
    async lastNumber() {
      const rows = await bureau.database.sql.all<{ number: string }>(
        'SELECT number FROM documents WHERE kind = ? AND number IS NOT NULL',
        [kind],
      )
      return Math.max(0, ...rows.map(({ number }) => numberOf(number)))
    },
    async nothingStopped() {
      await bureau.quiet()
      expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
    },
  }
}

const numberOf = (number: string | null) => Number(/第(\d+)号/.exec(number!)![1])
const why = '人员不对：不是本案办案人员'

export function notEffectiveStories(open: () => Promise<WholeBureau>): void {
  const desk = recusalDesk(open)

  it('take no number, and who asked is told why', async function () {
    this.timeout(180_000)
    const before = await desk.lastNumber()
    const id = await desk.recusal()
    await desk.replaced()
    await desk.door.agree(desk.caseId, kind)
    expect(await desk.door.ended(desk.caseId, id)).to.include({ state: 'refused', reason: why })
    expect(await desk.door.papers(desk.caseId, kind)).to.deep.equal([{ state: 'void', number: null }])
    const [told, ...more] = await desk.door.told(officer, desk.caseId, 'side-flow-not-effective')
    expect(more).to.deep.equal([])
    for (const words of ['“回避”', why, '没有出具文书']) expect(told).to.include(words)
    const trace = (await desk.bureau.cases.page(desk.play.lead, desk.caseId)).trace
    expect(trace.map(({ elementId }) => elementId)).to.include('not-effective')
    // The number that was not taken is the next one's.
    expect(await desk.nextNumber()).to.equal(before + 1)
    await desk.nothingStopped()
  })

  it('take no number either where that happens while their papers are being printed', async function () {
    this.timeout(180_000)
    const before = await desk.lastNumber()
    const id = await desk.recusal()
    await desk.door.approval(desk.caseId, kind)
    const prepared = await desk.bureau.cases.prepareSideFlow(id, [kind])
    expect(prepared).to.have.property('issues').with.length(1)
    await desk.replaced()
    const applied = await desk.bureau.database.write((tx) =>
      desk.bureau.cases.applySideFlow(tx, id, prepared),
    )
    expect(applied).to.deep.equal({ applied: false, suspended: false, stayedUntil: null })
    expect(await desk.door.ended(desk.caseId, id)).to.include({ state: 'refused', reason: why })
    expect(await desk.door.papers(desk.caseId, kind)).to.deep.equal([{ state: 'void', number: null }])
    await desk.door.agree(desk.caseId, kind)
    await desk.nothingStopped()
    expect(await desk.lastNumber()).to.equal(before)
    expect(await desk.nextNumber()).to.equal(before + 1)
  })

  it('end no case where goods were taken meanwhile', async function () {
    this.timeout(180_000)
    const id = await desk.request('termination', {
      course: '经调查，现场未见占道物品。',
      reason: '违法事实不能成立。',
      basis: '《中华人民共和国行政处罚法》第五十七条第一款第三项',
    })
    const place = '示例县人民路 12 号'
    await desk.door.act(officer, `/cases/${desk.caseId}/measures/on-the-spot`, {
      kind: 'seizure',
      reason: '物品可能灭失',
      basis: '行政强制法 第二十二条',
      place,
      execution: {
        at: desk.bureau.clock.now(),
        place,
        officerIds: [desk.play.lead.officerId, desk.play.assisting.officerId],
        partyPresent: true,
        statement: '',
        course: '出示证件，当场清点',
        items: [
          { name: '苹果', kind: '食品', specification: '', quantity: '2.5', unit: '公斤', photoIds: [] },
        ],
      },
    })
    await desk.door.agree(desk.caseId, 'termination-approval')
    const { state, reason } = await desk.door.ended(desk.caseId, id)
    expect(state).to.equal('refused')
    expect(await desk.door.papers(desk.caseId, 'termination-approval')).to.deep.equal([
      { state: 'void', number: null },
    ])
    expect((await desk.door.page(desk.caseId)).case.state).to.equal('open')
    const [told] = await desk.door.told(officer, desk.caseId, 'side-flow-not-effective')
    expect(told).to.include(reason)
    await desk.nothingStopped()
  })
}

type Adapt = (name: string, content: string) => string

/** As the model was, and as a bureau may have drawn it: documents are issued by a step of their own, before the one that applies. */
export function issuedBeforeStory(open: (adapt: Adapt) => Promise<WholeBureau>): void {
  const issue = `<bpmn:serviceTask id="issue-document" name="文书定稿">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="document.issue" />
        <zeebe:ioMapping>
          <zeebe:input source="=issueKinds" target="kinds" />
        </zeebe:ioMapping>
      </bpmn:extensionElements>
      <bpmn:incoming>request-approved-to-apply-request</bpmn:incoming>
      <bpmn:outgoing>issue-document-to-apply-request</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="issue-document-to-apply-request" sourceRef="issue-document" targetRef="apply-request" />`
  const desk = recusalDesk(() =>
    open((name, content) =>
      name === 'side-flow.bpmn'
        ? content
            .replace('<zeebe:input source="=issueKinds" target="kinds" />', '')
            .replace('targetRef="apply-request"', 'targetRef="issue-document"')
            .replace(
              '<bpmn:incoming>request-approved-to-apply-request</bpmn:incoming>',
              '<bpmn:incoming>issue-document-to-apply-request</bpmn:incoming>',
            )
            .replace(
              '<bpmn:serviceTask id="apply-request"',
              `${issue}\n    <bpmn:serviceTask id="apply-request"`,
            )
        : content,
    ),
  )

  it('are refused all the same, and the paper that is out already is named to who has to invalidate it', async function () {
    this.timeout(180_000)
    const id = await desk.recusal()
    await desk.replaced()
    await desk.door.agree(desk.caseId, kind)
    expect(await desk.door.ended(desk.caseId, id)).to.include({ state: 'refused', reason: why })
    const [paper, ...others] = await desk.door.papers(desk.caseId, kind)
    expect([paper!.state, others]).to.deep.equal(['issued', []])
    const [told] = await desk.door.told(officer, desk.caseId, 'side-flow-not-effective')
    expect(told).to.include(paper!.number).and.to.include('请依法作废或者撤销')
    await desk.nothingStopped()
  })
}
