/** 旁支事项 of a case under investigation: each asked for, approved in order, applied; and what must not be possible. Told once for both engines. */
import { expect } from 'chai'
import { legalDay } from '../../src/platform/clock.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { type Play, startCase, tiers } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function sideFlowStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(60_000)
    play = await startCase(bureau)
    await play.fill('enter-case')
    await play.approve()
    await play.fill('draft-filing')
    await play.approve()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
  })

  const page = () => bureau.cases.page(play.lead, play.caseId)
  const request = async (kind: Parameters<WholeBureau['cases']['requestSideFlow']>[2], given: object) => {
    const { id, ticket } = await bureau.cases.requestSideFlow(play.lead, play.caseId, kind, {
      ...given,
    })
    await bureau.settled({ ticket })
    return id
  }
  const stateOf = async (id: string) => (await page()).sideFlows.find((one) => one.id === id)!
  const becomes = (id: string, state: string) =>
    bureau.eventually(`${id} ${state}`, async () => (await stateOf(id)).state === state)
  const deadline = async () =>
    (await bureau.deadlines.ofCase(play.caseId)).find(({ limit }) => limit === 'case-decision')!
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => {
        throw new Error('was not refused')
      },
      ({ code }: Problem) => code,
    )
  const documentsOf = async (kind: string) =>
    (await page()).documents.filter((one) => one.kind === kind).map(({ state }) => state)

  it('extends the limit once, after all four tiers have agreed', async function () {
    this.timeout(60_000)
    const before = await deadline()
    const id = await request('extension', { reason: '须等待鉴定意见。', days: 30 })
    expect(await refusal(request('extension', { reason: '再次申请', days: 10 }))).to.equal('conflict')
    await play.approve(tiers.slice(0, 3))
    expect((await deadline()).dueOn).to.equal(before.dueOn)
    await play.approve(tiers.slice(3))
    await becomes(id, 'done')
    const after = await deadline()
    // A last day that had moved over a holiday does not carry its move along.
    expect(Date.parse(after.dueOn) - Date.parse(before.dueOn)).to.be.at.least(27 * day)
    expect(after.dueOn).to.equal((await stateOf(id)).data.until)
    expect(await documentsOf('extension-approval')).to.deep.equal(['issued'])
    expect(await refusal(request('extension', { reason: '再次申请', days: 10 }))).to.equal('conflict')
  })

  it('goes to the police on the day of the consent, which the letter names, not of the request', async function () {
    this.timeout(240_000)
    const id = await request('criminal-transfer', {
      police: '示例县公安局',
      crime: '非法经营罪',
      crimeBasis: '《中华人民共和国刑法》第二百二十五条',
      course: '经查，违法经营数额较大，涉嫌犯罪。',
      materials: [{ name: '案件调查报告', copies: 1 }],
    })
    const asked = legalDay(bureau.clock.now())
    await play.approve(tiers)
    await bureau.advance(day)
    // The head of the organ decides (行政执法机关移送涉嫌犯罪案件的规定 第五条).
    await play.approve(['general-director'])
    await becomes(id, 'done')
    const consent = legalDay(bureau.clock.now())
    expect(consent > asked).to.equal(true)
    const letter = (await page()).documents.find(({ kind }) => kind === 'criminal-transfer')!
    const html = (await bureau.documents.html(play.lead, letter.id)).toString()
    const inChinese = (on: string) => {
      const [year, month, date] = on.split('-').map(Number)
      return `${year}年${month}月${date}日`
    }
    expect(html)
      .to.contain(`负责人于${inChinese(consent)}批准`)
      .and.not.to.contain(`负责人于${inChinese(asked)}批准`)
  })

  it('goes on as it was when a tier refuses', async function () {
    this.timeout(60_000)
    const before = await deadline()
    const id = await request('extension', { reason: '须等待鉴定意见。', days: 30 })
    await play.refuseToApprove('理由不足')
    await becomes(id, 'refused')
    expect((await stateOf(id)).reason).to.equal('不予批准')
    expect((await deadline()).dueOn).to.equal(before.dueOn)
    expect(await documentsOf('extension-approval')).to.deep.equal(['void'])
    await play.fill('inspect-scene')
  })

  it('stands still while it is suspended: nobody acts, no day counts; then it goes on', async function () {
    this.timeout(60_000)
    const id = await request('suspension', {
      reason: '当事人下落不明。',
      basis: '《住房和城乡建设行政处罚程序规定》',
      resumeWhen: '找到当事人。',
    })
    await play.approve()
    await becomes(id, 'suspended')
    const { dueOn, state } = await deadline()
    expect(state).to.equal('suspended')
    expect(await refusal(play.fill('inspect-scene'))).to.equal('conflict')
    await bureau.advance(10 * day)
    await bureau.complete(play.lead, 'resume-case', play.caseId, { reason: '当事人已经找到。' })
    await becomes(id, 'done')
    const again = await deadline()
    expect(again.state).to.equal('running')
    // It was suspended on the day of filing, which does not count anyway.
    expect(again.excludedDays).to.equal(9)
    expect(Date.parse(again.dueOn) - Date.parse(dueOn)).to.be.at.least(7 * day)
    await play.fill('inspect-scene')
  })

  it('ends the case by termination: its tasks and limits end, what waited for a tier falls', async function () {
    this.timeout(60_000)
    const waiting = await request('extension', { reason: '须等待鉴定意见。', days: 30 })
    const id = await request('termination', {
      course: '经调查，现场未见占道物品。',
      reason: '违法事实不能成立。',
      basis: '《中华人民共和国行政处罚法》第五十七条第一款第三项',
    })
    const approvalOf = async (subject: string) =>
      (await page()).approvals.find((one) => one.subject === subject)!.id
    await bureau.eventually(
      'both approvals',
      async () => (await page()).approvals.filter(({ state }) => state === 'running').length === 2,
    )
    // Two approvals wait for the same people: each decision names its own.
    const wanted = await approvalOf('termination-approval')
    for (const userName of tiers) {
      const reviewer = await bureau.actor(userName)
      const task = await bureau.eventually(`the review of ${userName}`, async () =>
        (await bureau.tasks.mine(reviewer, { caseId: play.caseId })).items.find(
          (one) => one.approvalId === wanted && one.state === 'open',
        ),
      )
      await bureau.settled(
        await bureau.tasks.complete(reviewer, task.userTaskKey, { decision: 'agree', opinion: '同意' }),
      )
    }
    await becomes(id, 'done')
    expect((await page()).case.state).to.equal('terminated')
    await bureau.eventually('no open task', async () =>
      (await page()).tasks.every(({ state }) => state !== 'open'),
    )
    await becomes(waiting, 'refused')
    // What is left is to bind the volume.
    const running = (await bureau.deadlines.ofCase(play.caseId)).filter(({ endedOn }) => endedOn === null)
    expect(running.map(({ limit }) => limit)).to.deep.equal(['archive'])
    expect(await refusal(request('extension', { reason: '须等待鉴定意见。', days: 30 }))).to.equal('conflict')
    expect(await documentsOf('termination-approval')).to.deep.equal(['issued'])
    expect((await page()).documents.filter(({ state }) => state === 'draft')).to.deep.equal([])
  })

  it('hands the case to who has jurisdiction, with a numbered letter', async function () {
    this.timeout(60_000)
    const id = await request('transfer', {
      recipient: '示例县市场监督管理局',
      course: '当事人无照经营。',
      reason: '不属本机关管辖。',
      basis: '《中华人民共和国行政处罚法》第二十二条',
      materials: [{ name: '现场照片', copies: 2 }],
    })
    await play.approve()
    await becomes(id, 'done')
    expect((await page()).case.state).to.equal('transferred')
    const letter = (await page()).documents.find(({ kind }) => kind === 'jurisdiction-transfer')!
    expect(letter.number).to.match(/移字〔\d{4}〕第\d{6}号$/)
  })

  it('replaces an officer by recusal, and one who is only designated by the head alone', async function () {
    this.timeout(60_000)
    const third = await bureau.actor('squad-01-officer-3')
    const { assisting } = play
    const granted = {
      officerId: assisting.officerId!,
      way: '当事人申请',
      applicant: '张三丰',
      claim: '与当事人系亲属。',
      granted: true,
      reason: '属实。',
    }
    expect(await refusal(request('recusal', granted))).to.equal('input-invalid')
    const id = await request('recusal', { ...granted, successorId: third.officerId! })
    await play.approve()
    await becomes(id, 'done')
    expect((await page()).officers.map(({ officerId }) => officerId)).to.deep.equal([
      play.lead.officerId,
      third.officerId,
    ])
    const back = await request('change-of-officers', {
      officerId: third.officerId!,
      successorId: assisting.officerId!,
      reason: '工作调整。',
    })
    await play.approve(['squad-01-head'])
    await becomes(back, 'done')
    expect((await page()).officers.map(({ officerId }) => officerId)).to.deep.equal([
      play.lead.officerId,
      assisting.officerId,
    ])
  })

  it('is asked for by who handles the case only', async () => {
    const stranger = await bureau.actor('squad-02-officer-1')
    const asking = bureau.cases.requestSideFlow(stranger, play.caseId, 'extension', {
      reason: '延长',
      days: 10,
    })
    expect(await refusal(asking)).to.equal('forbidden')
  })
}
