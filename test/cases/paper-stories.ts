/** 办案文书 of a case under investigation: what its officers draw up themselves, and what their head approves. Told once for both engines. */
import { expect } from 'chai'
import type { PaperCode } from '../../src/cases/papers/kinds.ts'
import type { SideFlowCode } from '../../src/cases/side-flows/kinds.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import { refusal } from './refused-with.ts'
import { type Play, startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

const hour = 3_600_000
const day = 24 * hour

export function paperStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(90_000)
    play = await startCase(bureau)
    await play.file()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
  })

  const draw = (code: PaperCode, given: object) =>
    bureau.cases.drawUpPaper(play.lead, play.caseId, code, { ...given })
  const page = () => bureau.cases.page(play.lead, play.caseId)
  const granted = async (kind: SideFlowCode, given: object) => {
    const { id, ticket } = await bureau.cases.requestSideFlow(play.lead, play.caseId, kind, { ...given })
    await bureau.settled({ ticket })
    await play.approve(['squad-01-head'])
    await bureau.eventually(`${kind} is granted`, async () =>
      (await page()).sideFlows.some((one) => one.id === id && one.state === 'done'),
    )
  }
  const at = (later: number) => isoInstant(bureau.clock.now() + later)
  const onDay = (later: number) => at(later).slice(0, 10)
  const decisionLimit = async () =>
    (await bureau.deadlines.ofCase(play.caseId)).find(({ limit }) => limit === 'case-decision')!
  const written = async (documentId: string) =>
    (await bureau.documents.html(play.lead, documentId)).toString()
  /** Investigated, and told what is intended. */
  const notify = async () => {
    await play.investigate()
    await play.report()
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await play.fill('draft-advance-notice', {
      intendedPenalty: '没收烧烤炉一台，没收违法所得一百二十元',
    })
    await play.approve()
    await play.fill('serve-advance-notice')
  }
  const says = async (name: 'statement-received', more: object = {}) => {
    const given = { receivedAt: at(0), ...more }
    const { ticket } = await bureau.cases.recordPartyMessage(play.lead, play.caseId, name, given)
    await bureau.settled({ ticket: ticket! })
  }
  const summons = () => ({
    person: '张三丰',
    at: at(day),
    place: '示例县综合行政执法局 203 室',
    about: '店外占道经营的情况',
  })
  const entrustment = {
    institution: '示例县产品质量检验所',
    matter: '样品是否符合国家标准',
    materials: [{ name: '样品一', quantity: '2 件' }],
  }

  it('call the party in and ask for papers: numbered, to be served, each with what was filled in', async () => {
    const first = await draw('interview-notice', summons())
    const second = await draw('interview-notice', { ...summons(), person: '李四' })
    expect(Number(/(\d+)号/.exec(second.number!)![1])).to.equal(Number(/(\d+)号/.exec(first.number!)![1]) + 1)
    expect(await written(first.documentId)).to.include('张三丰')
    expect(await written(second.documentId)).to.include('李四')
    const { documentId } = await draw('evidence-provision-notice', {
      person: '张三丰',
      until: onDay(5 * day),
      place: '本局',
      items: [{ name: '营业执照', requirement: '复印件加盖印章' }],
    })
    const { documents } = await bureau.cases.servicePage(play.lead, play.caseId)
    expect(documents.map(({ id, state }) => [id, state])).to.deep.equal(
      [first.documentId, second.documentId, documentId].map((id) => [id, 'to-serve']),
    )
    await bureau.cases.recordAttempt(play.lead, play.caseId, {
      way: 'in-person',
      documentIds: [first.documentId],
      outcome: 'served',
      at: at(0),
      place: '示例县人民路 12 号',
      recipient: '张三丰',
    })
    expect((await page()).documents.map(({ kind }) => kind)).to.include('proof-of-service')
    expect(await bureau.audit.verify()).to.include({ ok: true })
  })

  it('show the scene as a file of the evidence, and list the samples', async () => {
    const { id } = await play.photograph()
    const sketch = await draw('scene-sketch', { evidenceId: id, scale: '1:200', note: '上北下南' })
    expect(sketch.number).to.equal(null)
    expect(await written(sketch.documentId)).to.include('data:image/png;base64,')
    expect(await refusal(draw('scene-sketch', { evidenceId: 'X', note: '上北下南' }))).to.equal(
      'input-invalid',
    )
    const list = await draw('sampling-list', {
      sampledAt: at(-hour),
      place: '示例县人民路 12 号',
      method: '随机抽取',
      items: [
        { name: '样品一', quantity: 2, unit: '件' },
        { name: '样品二', quantity: 0.5, unit: '千克' },
      ],
    })
    expect(await written(list.documentId)).to.include('样品二')
  })

  it('entrust an appraisal with the approval of the head; its days do not count until its opinion is told', async () => {
    const opinion = { number: '检 2026-7', issuedOn: onDay(0), conclusion: '不符合国家标准。' }
    expect(await refusal(draw('appraisal-notice', opinion))).to.equal('conflict')
    const { dueOn } = await decisionLimit()
    await granted('appraisal', entrustment)
    expect((await decisionLimit()).state).to.equal('suspended')
    const again = bureau.cases.requestSideFlow(play.lead, play.caseId, 'appraisal', entrustment)
    expect(await refusal(again)).to.equal('conflict')
    await bureau.quiet()
    await bureau.advance(10 * day)
    const { documentId } = await draw('appraisal-notice', { ...opinion, issuedOn: onDay(0) })
    const text = await written(documentId)
    for (const word of ['示例县产品质量检验所', '不符合国家标准', '三']) expect(text).to.include(word)
    const after = await decisionLimit()
    // Ten days; the first is that of the filing, which does not count anyway.
    expect(after).to.include({ state: 'running', excludedDays: 9 })
    expect(after.dueOn > dueOn).to.equal(true)
    expect(await refusal(draw('appraisal-notice', opinion))).to.equal('conflict')
    // One that comes to nothing is withdrawn.
    await granted('appraisal', entrustment)
    await bureau.cases.withdrawAppraisal(play.lead, play.caseId, { reason: '机构退回' })
    expect((await decisionLimit()).state).to.equal('running')
    expect(
      await refusal(bureau.cases.withdrawAppraisal(play.lead, play.caseId, { reason: '再次撤回' })),
    ).to.equal('conflict')
  }).timeout(90_000)

  it('order an act to stop once the head agrees', async () => {
    await granted('stop-order', { demand: '立即停止占道经营。' })
    const [order] = (await page()).documents.filter(({ kind }) => kind === 'stop-order')
    expect(order).to.include({ state: 'issued' })
    expect(await written(order!.id)).to.include('立即停止占道经营')
  }).timeout(60_000)

  it('check a correction that was ordered, and take a statement down', async () => {
    const recheck = () => ({
      startedAt: at(-hour),
      endedAt: at(-hour / 2),
      place: '示例县人民路 12 号',
      recorder: play.assisting.officerId!,
      content: '占道物品已经清除。',
      outcome: '已改正',
    })
    expect(await refusal(draw('correction-recheck', recheck()))).to.equal('conflict')
    await play.investigate()
    await bureau.task(play.lead, 'serve-correction-order', play.caseId)
    const { documentId } = await draw('correction-recheck', recheck())
    const text = await written(documentId)
    for (const word of [play.assisting.name, '责改字', '占道物品已经清除']) expect(text).to.include(word)
    const stranger = (await bureau.actor('squad-02-officer-1')).officerId!
    expect(await refusal(draw('correction-recheck', { ...recheck(), recorder: stranger }))).to.equal(
      'input-invalid',
    )
    const statement = () => {
      const { content: _content, outcome: _outcome, ...record } = recheck()
      return { ...record, content: '占道不足一米。', person: { name: '张三丰', relation: '当事人' } }
    }
    // The party states its case about what it has been told.
    expect(await refusal(draw('statement-record', statement()))).to.equal('input-invalid')
    await play.report()
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await play.fill('draft-advance-notice')
    await play.approve()
    await play.fill('serve-advance-notice', { at: at(-2 * hour) })
    await bureau.eventually('the notice is served', () =>
      draw('statement-record', statement()).catch((error: { code?: string }) => {
        if (error.code !== 'input-invalid') throw error
        return undefined
      }),
    )
    expect((await page()).facts.some(({ kind }) => kind === 'statement-record')).to.equal(true)
  }).timeout(120_000)

  it('report the verification of the clue, where there was one', async () => {
    expect(await refusal(draw('clue-verification', {}))).to.equal('conflict')
    const { clues, cases } = bureau
    const lead = play.lead.officerId!
    const { clueId } = await clues.register(play.lead, {
      source: 'patrol',
      place: '示例县人民路 12 号',
      content: '店外占道经营',
    })
    await clues.assignVerification(await bureau.actor('squad-01-head'), clueId, lead)
    await clues.reportVerification(play.lead, clueId, {
      verifiedAt: bureau.clock.now(),
      method: '现场查看',
      found: '店外占道经营属实。',
      outcome: 'confirmed',
      proposal: '建议立案调查。',
    })
    const assistingOfficerIds = [play.assisting.officerId!]
    const { caseId, ticket } = await cases.openCase(play.lead, {
      clueId,
      leadOfficerId: lead,
      assistingOfficerIds,
    })
    await bureau.settled({ ticket })
    // Nobody knows the party yet.
    const { documentId } = await cases.drawUpPaper(play.lead, caseId, 'clue-verification', {})
    const text = await written(documentId)
    for (const word of ['现场查看', '线索属实。建议立案调查。', '待查']) expect(text).to.include(word)
  })

  it('list what a decision confiscates, once it has been issued and says so', async () => {
    const list = { gainsFen: 12_000, items: [{ name: '烧烤炉', quantity: '1 台' }] }
    expect(await refusal(draw('confiscation-decision-list', list))).to.equal('conflict')
    expect(await refusal(draw('confiscation-decision-list', {}))).to.equal('input-invalid')
    await notify()
    await play.waive()
    await play.fill('draft-decision', { other: '没收用于违法经营的烧烤炉一台，没收违法所得一百二十元' })
    await play.approve()
    await bureau.task(play.lead, 'serve-decision', play.caseId)
    const text = await written((await draw('confiscation-decision-list', list)).documentId)
    for (const word of ['烧烤炉', '壹佰贰拾元']) expect(text).to.include(word)
  }).timeout(120_000)

  it('tell with the decision how what the party stated was weighed', async () => {
    await notify()
    for (const [content, accepted] of [
      ['占道不足一米', 'no'],
      ['初次占道，请求从轻', 'part'],
    ] as const) {
      await says('statement-received', { content })
      const weighed = { statement: content, accepted, result: `${content}，已经复核。`, fineYuan: 250 }
      await play.fill('review-statement', weighed)
    }
    await bureau.quiet()
    await bureau.advance(10 * day)
    await play.fill('draft-decision', { fineYuan: 250 })
    await play.approve()
    await bureau.task(play.lead, 'serve-decision', play.caseId)
    const review = (await page()).documents.find(({ kind }) => kind === 'statement-review')!
    const text = await written(review.id)
    for (const word of ['占道不足一米，已经复核', '不予采纳', '初次占道', '部分采纳', '分管领导'])
      expect(text).to.include(word)
  }).timeout(120_000)

  it('are drawn up by who handles the case, in time, while it is investigated', async () => {
    const stranger = await bureau.actor('squad-02-officer-1')
    const foreign = bureau.cases.drawUpPaper(stranger, play.caseId, 'interview-notice', summons())
    expect(await refusal(foreign)).to.equal('forbidden')
    expect(await refusal(draw('interview-notice', { ...summons(), at: at(-hour) }))).to.equal('input-invalid')
    expect((await page()).documents.map(({ kind }) => kind)).not.to.include('interview-notice')
    // Two at once get two numbers.
    const both = await Promise.all([draw('interview-notice', summons()), draw('interview-notice', summons())])
    expect(new Set(both.map(({ number }) => number)).size).to.equal(2)
  })
}
