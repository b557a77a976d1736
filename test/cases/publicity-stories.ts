/** 处罚决定公开: asked for, approved, published once and recorded, withdrawn where review or litigation changes the decision. Told once for both engines. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant } from '../../src/platform/clock.ts'
import { conclude, decidedCase, register } from '../remedies/decided-case.ts'
import { enforcementDesk } from './enforcement-desk.ts'
import { startCase } from './officer-at-work.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function publicityStories(open: () => Promise<WholeBureau>): void {
  const desk = enforcementDesk(open)
  const { request, granted, sideFlow, decide, limit, documents, pay, archived } = desk

  const wanted = (change: object = {}) => ({
    public: true,
    reason: '占用公共道路，具有一定社会影响。',
    summary: '张某占道经营，罚款人民币一百元。',
    redaction: '隐去当事人姓名、身份证件号码和电话。',
    platform: '示例县人民政府门户网站',
    ...change,
  })
  const unwanted = { public: false, reason: '没有社会影响。', redaction: '不公开，无须处理。' }
  const ask = (change: object = {}) => request('publicity', wanted(change))
  const page = () => desk.bureau.cases.publicity.page(desk.officer, desk.caseId)
  const address = 'https://example.cn/penalties/1'
  const at = (later = 0) => isoInstant(desk.bureau.clock.now() + later)
  const record = (change: object = {}, by: Actor = desk.officer) =>
    desk.bureau.cases.publicity.record(by, desk.caseId, { at: at(), address, ...change })
  const published = async () => {
    await granted('publicity', wanted())
    await record()
  }
  const becomes = (id: string, state: string) =>
    desk.bureau.eventually(`${id} ${state}`, async () => (await sideFlow(id)).state === state)
  const runs = async (code: string) =>
    (await desk.bureau.deadlines.ofCase(desk.caseId)).some(
      (one) => one.limit === code && one.endedOn === null,
    )
  const mine = async () =>
    (await desk.bureau.deadlines.due(desk.officer, { whose: 'mine' })).items
      .filter(({ caseId }) => caseId === desk.caseId)
      .map((one) => one.limit)
  const written = async (kind: string) => {
    const { id } = (await desk.bureau.cases.page(desk.officer, desk.caseId)).documents.findLast(
      (one) => one.kind === kind,
    )!
    return (await desk.bureau.documents.html(desk.officer, id)).toString()
  }
  const audited = async (action: string) =>
    (await desk.bureau.audit.ofCase(desk.caseId)).filter((line) => line.action === action)

  it('is approved, published in seven working days from the decision, and recorded once; the limit ends with it', async function () {
    this.timeout(120_000)
    await desk.bureau.advance(day)
    const id = await ask()
    const { startsOn, dueOn, state } = (await limit('publicity'))!
    const { decided_at } = await desk.bureau.cases.row(desk.bureau.database, desk.caseId)
    expect(dueOn).to.equal((await desk.bureau.deadlines.dueOf('publicity', Number(decided_at))).dueOn)
    expect([startsOn < at().slice(0, 10), state]).to.deep.equal([true, 'running'])
    expect((await page()).state).to.equal('requested')
    expect(await refusedWith(record())).to.deep.equal(['conflict'])
    const soon = at()
    await desk.bureau.advance(60_000)
    await desk.approve()
    await becomes(id, 'done')
    expect(await documents()).to.include('publicity-approval')
    const paper = await written('publicity-approval')
    for (const said of ['张某占道经营', '隐去当事人姓名', '示例县人民政府门户网站', '具有一定社会影响'])
      expect(paper).to.contain(said)
    expect((await page()).state).to.equal('to-publish')
    expect(await mine()).to.include('publicity')
    expect(await refusedWith(ask())).to.deep.equal(['conflict'])

    const stranger = await desk.bureau.actor('squad-02-officer-1')
    expect(await refusedWith(record({}, stranger))).to.deep.equal(['forbidden'])
    expect(await refusedWith(record({ at: soon }))).to.deep.equal(['input-invalid', 'at'])
    expect(await refusedWith(record({ at: at(day) }))).to.deep.equal(['input-invalid', 'at'])
    const now = await record()
    expect(now.state).to.equal('published')
    expect(now.publications).to.have.length(1)
    expect(now.publications[0]).to.include({ address, recordedBy: desk.officer.officerId })
    expect(now.deadlines.map((one) => [one.limit, one.state])).to.deep.equal([['publicity', 'met']])
    expect(await refusedWith(record())).to.deep.equal(['conflict'])
    expect(await refusedWith(ask())).to.deep.equal(['conflict'])
    for (const action of ['side-flow.requested', 'publication.recorded'])
      expect((await audited(action)).every(({ authority }) => authority?.includes('第四十八条'))).to.equal(
        true,
      )
    expect(await audited('publication.recorded')).to.have.length(1)
    expect(await desk.bureau.audit.verify()).to.include({ ok: true })
  })

  it('is asked about from the issue of an ordinary decision on, until it is published or decided that it is not', async function () {
    this.timeout(120_000)
    const { bureau } = desk
    const play = await decidedCase(bureau)
    const { caseId, lead } = play
    const limits = async () =>
      (await bureau.deadlines.ofCase(caseId)).filter((one) => one.limit === 'publicity')
    const dueToLead = async () =>
      (await bureau.deadlines.due(lead, { whose: 'mine' })).items.some(
        (one) => one.caseId === caseId && one.limit === 'publicity',
      )
    const asked = async (given: object, settle: () => Promise<void>, state: string) => {
      const { id, ticket } = await bureau.cases.requestSideFlow(lead, caseId, 'publicity', { ...given })
      await bureau.settled({ ticket })
      await settle()
      await bureau.eventually(state, async () =>
        (await bureau.cases.page(lead, caseId)).sideFlows.some((one) => one.id === id && one.state === state),
      )
    }
    const { decided_at } = await bureau.cases.row(bureau.database, caseId)
    const { dueOn } = await bureau.deadlines.dueOf('publicity', Number(decided_at))
    expect(await limits()).to.have.length(1)
    expect((await limits())[0]).to.include({ state: 'running', dueOn })
    expect(await dueToLead()).to.equal(true)

    await bureau.advance(20 * day)
    // A refusal decides nothing: somebody still has to.
    const refuse = async () => {
      await play.decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '请再隐去地址' })
    }
    await asked(wanted(), refuse, 'refused')
    expect((await limits())[0]!.state).to.equal('over')
    expect(await dueToLead()).to.equal(true)
    // Where it is not to be published, nothing was missed.
    await asked(unwanted, () => play.approve(), 'done')
    expect((await limits())[0]!.state).to.equal('met')
    expect(await dueToLead()).to.equal(false)
  })

  it('says nothing that is personal of a citizen, however it is written', async function () {
    this.timeout(60_000)
    for (const said of [
      '张示例占道经营',
      '张 示 例占道经营',
      '身份证 330481199001011236',
      '身份证 33048119900101 1236',
      '证人身份证３３０４８１１９９００１０１１２３６',
      '联系电话 138 1234 5678',
    ])
      expect(await refusedWith(ask({ summary: said })), said).to.deep.equal(['input-invalid', 'summary'])
    expect(await refusedWith(ask({ summary: undefined, platform: undefined }))).to.deep.equal([
      'input-invalid',
      'platform',
      'summary',
    ])
    expect(await refusedWith(ask({ until: at().slice(0, 10) }))).to.deep.equal(['input-invalid', 'until'])
    expect(await limit('publicity')).to.equal(undefined)
    await ask({ summary: '统一社会信用代码 91330000MA00000000 的商户，决定书 20260302000138123456 号' })
  })

  it('is of a decision that was made', async function () {
    this.timeout(60_000)
    const play = await startCase(desk.bureau)
    const asking = desk.bureau.cases.requestSideFlow(play.lead, play.caseId, 'publicity', unwanted)
    expect(await refusedWith(asking)).to.deep.equal(['conflict'])
    expect((await desk.bureau.cases.publicity.page(play.lead, play.caseId)).state).to.equal('none')
  })

  it('may be refused, decided against, or called off before it is published; then no limit runs', async function () {
    this.timeout(120_000)
    const id = await ask()
    await decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '请再隐去地址' })
    await becomes(id, 'refused')
    expect(await runs('publicity')).to.equal(false)
    expect((await page()).state).to.equal('none')

    await granted('publicity', unwanted)
    expect((await page()).state).to.equal('not-to-publish')
    expect(await refusedWith(record())).to.deep.equal(['conflict'])
    expect(await runs('publicity')).to.equal(false)

    await granted('publicity', wanted())
    expect(await runs('publicity')).to.equal(true)
    const off = await request('publicity', unwanted)
    await decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '应当公开' })
    await becomes(off, 'refused')
    expect((await page()).state).to.equal('to-publish')
    expect(await runs('publicity')).to.equal(true)
    await granted('publicity', unwanted)
    expect(await page()).to.deep.include({ state: 'not-to-publish' })
    expect((await page()).publications.map(({ state }) => state)).to.deep.equal(['dropped'])
    expect(await runs('publicity')).to.equal(false)
  })

  it('is withdrawn in three working days where review changes the decision, also when a court then revokes it', async function () {
    this.timeout(120_000)
    await published()
    const clerk = await desk.bureau.actor('legal-reviewer-1')
    const review = await register(desk.bureau, clerk, desk.caseId)
    const changed = await conclude(desk.bureau, clerk, review, 'changed', { newFineFen: 5_000 })
    expect(changed.effect).to.deep.include({ publication: 'to-withdraw' })
    const { dueOn } = await desk.bureau.deadlines.dueOf('publicity-withdrawn', desk.bureau.clock.now())
    expect(await limit('publicity-withdrawn')).to.include({ state: 'running', dueOn })
    expect((await page()).state).to.equal('to-withdraw')
    expect(await mine()).to.include('publicity-withdrawn')
    expect(await refusedWith(ask())).to.deep.equal(['conflict'])

    const suit = await register(desk.bureau, clerk, desk.caseId, {
      kind: 'litigation',
      organ: '示例县人民法院',
      priorId: review.id,
    })
    const revoked = await conclude(desk.bureau, clerk, suit, 'revoked')
    expect(revoked.effect).to.deep.include({ publication: null })
    expect((await limit('publicity-withdrawn'))!.state).to.equal('running')
    const withdrawal = { on: desk.today() }
    const { remedies } = desk.bureau
    const refusedTo = (by: Actor, remedy: { id: string; version: number }) =>
      refusedWith(remedies.withdrawPublicity(by, remedy.id, withdrawal, remedy.version))
    expect(await refusedTo(desk.officer, changed)).to.deep.equal(['forbidden'])
    expect(await refusedTo(clerk, revoked)).to.deep.equal(['conflict'])
    await remedies.withdrawPublicity(clerk, changed.id, withdrawal, changed.version)
    const after = await page()
    expect(after.state).to.equal('withdrawn')
    expect(after.publications[0]).to.include({
      withdrawnOn: desk.today(),
      withdrawalReason: '处罚决定经行政复议变更',
    })
    expect((await limit('publicity-withdrawn'))!.state).to.equal('met')
    expect((await audited('publication.withdrawn')).map(({ authority }) => authority)).to.deep.equal([
      '行政处罚法 第四十八条',
    ])
    expect(await desk.bureau.audit.verify()).to.include({ ok: true })
  })

  it('is asked about where it was approved and not recorded: withdrawn if it was online, dropped if it was not', async function () {
    this.timeout(120_000)
    const clerk = await desk.bureau.actor('legal-reviewer-1')
    const { remedies, cases } = desk.bureau
    await granted('publicity', wanted())
    const online = at()
    await desk.bureau.advance(60_000)
    const review = await register(desk.bureau, clerk, desk.caseId)
    const illegal = await conclude(desk.bureau, clerk, review, 'illegal')
    expect(illegal.effect).to.deep.include({ publication: 'to-check' })
    expect((await page()).state).to.equal('to-check')
    expect(await runs('publicity')).to.equal(false)
    // The three days run until it is known.
    expect(await mine()).to.include('publicity-withdrawn')
    const told = await desk.bureau.tasks.notifications.mine(desk.officer)
    expect(told.find(({ kind }) => kind === 'publication-to-withdraw')!.text).to.match(/请登记是否已经上网/)
    const withdraw = () =>
      remedies.withdrawPublicity(clerk, illegal.id, { on: desk.today() }, illegal.version)
    expect(await refusedWith(withdraw())).to.deep.equal(['conflict'])
    expect(
      await refusedWith(cases.publicity.recordNotOnline(clerk, desk.caseId, { note: '无' })),
    ).to.deep.equal(['forbidden'])
    expect(await record({ at: online })).to.include({ state: 'to-withdraw' })
    expect(await refusedWith(record())).to.deep.equal(['conflict'])
    await withdraw()
    const withdrawn = await page()
    expect(withdrawn.state).to.equal('withdrawn')
    expect(withdrawn.publications[0]).to.include({ address, withdrawnOn: desk.today() })
    expect((await limit('publicity-withdrawn'))!.state).to.equal('met')
  })

  it('is dropped where it proves not to have been online', async function () {
    this.timeout(120_000)
    const clerk = await desk.bureau.actor('legal-reviewer-1')
    const { remedies, cases } = desk.bureau
    await granted('publicity', wanted())
    const deny = () =>
      cases.publicity.recordNotOnline(desk.officer, desk.caseId, { note: '检索平台，没有发布' })
    expect(await refusedWith(deny())).to.deep.equal(['conflict'])
    const review = await register(desk.bureau, clerk, desk.caseId)
    const illegal = await conclude(desk.bureau, clerk, review, 'illegal')
    expect(await deny()).to.include({ state: 'dropped' })
    expect(await runs('publicity-withdrawn')).to.equal(false)
    expect(await refusedWith(record())).to.deep.equal(['conflict'])
    expect(
      await refusedWith(remedies.withdrawPublicity(clerk, illegal.id, { on: desk.today() }, illegal.version)),
    ).to.deep.equal(['conflict'])
    expect((await audited('publication.not-online')).map(({ after }) => after)).to.deep.equal([
      { note: '检索平台，没有发布' },
    ])
  })

  it('comes to nothing where the decision is touched before its approval agrees', async function () {
    this.timeout(120_000)
    const id = await ask()
    const clerk = await desk.bureau.actor('legal-reviewer-1')
    await conclude(desk.bureau, clerk, await register(desk.bureau, clerk, desk.caseId), 'illegal')
    expect(await runs('publicity')).to.equal(false)
    await desk.approve()
    await becomes(id, 'refused')
    expect((await sideFlow(id)).reason).to.equal('处罚决定已经复议、诉讼改变')
    expect(await documents()).not.to.include('publicity-approval')
    expect(await page()).to.deep.include({ state: 'none', publications: [] })
  })

  it('is asked for of an archived case too, which shows among what is due until it is published', async function () {
    this.timeout(120_000)
    await pay(10_000)
    await archived()
    await granted('publicity', wanted())
    expect(await mine()).to.deep.equal(['publicity'])
    await desk.bureau.advance(20 * day)
    expect((await limit('publicity'))!.state).to.equal('over')
    expect(await record()).to.include({ state: 'published' })
    expect((await limit('publicity'))!.state).to.equal('over')
    expect(await mine()).to.deep.equal([])
  })
}
