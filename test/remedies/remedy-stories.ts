/** Review 行政复议 and litigation 行政诉讼 against a decision, and what they make of the case. Told once for both databases and engines. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { type Play, startCase } from '../cases/officer-at-work.ts'
import { citizen } from '../cases/ordinary-forms.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import {
  conclude as concludeFor,
  decide,
  eachDecided,
  giveBack,
  pay as payFor,
  register as registerFor,
} from './decided-case.ts'

const day = 86_400_000

export function remedyStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  let clerk: Actor
  eachDecided(open, (now) => ({ bureau, play, clerk } = now))

  const today = () => legalDay(bureau.clock.now())
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => {
        throw new Error('was not refused')
      },
      ({ code, fields = [] }: Problem) => [code, ...fields.map(({ path }) => path)].join(' '),
    )
  const register = (change: object = {}, by = clerk) => registerFor(bureau, by, play.caseId, change)
  const conclude = (
    remedy: { id: string; version: number },
    outcome: string,
    more?: Parameters<typeof concludeFor>[4],
  ) => concludeFor(bureau, clerk, remedy, outcome, more)
  const theCase = async () => (await bureau.cases.page(clerk, play.caseId)).case
  const records = async () => {
    const { party_id } = await bureau.cases.row(bureau.database, play.caseId)
    return (await bureau.parties.records(party_id!)).filter(({ caseId }) => caseId === play.caseId)
  }
  const pay = (paidFen: number) => payFor(bureau, play, paidFen)

  it('is answered in its limit; meanwhile no surcharge, and enforcement stops when ordered; only a final judgment takes the decision away', async function () {
    this.timeout(60_000)
    expect(await refusal(register({}, play.lead))).to.equal('forbidden')
    expect(await refusal(register({ receivedOn: addDays(today(), 1) }))).to.equal('input-invalid receivedOn')
    expect(await refusal(register({ kind: 'appeal' }))).to.equal('input-invalid priorId')
    await bureau.advance(day)
    const filedOn = today()
    const review = await register()
    expect(review).to.include({
      state: 'open',
      withinLimit: true,
      reviewSkipped: false,
      kindName: '行政复议',
    })
    expect(review.document!.kind).to.equal('penalty-decision')
    const { dueOn } = await bureau.deadlines.dueOf('review-answer', bureau.clock.now())
    expect(review.answerDueOn).to.equal(dueOn)
    expect(await refusal(register({ kind: 'litigation', organ: '示例县人民法院' }))).to.equal('conflict')
    const answer = {
      answeredOn: today(),
      content: '事实清楚，程序合法，请求维持。',
      basis: ['《浙江省城市市容和环境卫生管理条例》第十八条'],
      evidence: [
        { name: '现场检查笔录', proves: '占道经营', collectedOn: addDays(today(), -1) },
        { name: '补充询问', proves: '占道经营', collectedOn: today() },
      ],
    }
    expect(await refusal(bureau.remedies.answer(clerk, review.id, answer, review.version))).to.equal(
      'input-invalid evidence[1].collectedOn',
    )
    const evidence = answer.evidence.slice(0, 1)
    const answered = await bureau.remedies.answer(clerk, review.id, { ...answer, evidence }, review.version)
    expect(answered.answeredOn).to.equal(today())
    expect(await refusal(bureau.remedies.answer(clerk, review.id, answer, review.version))).to.equal(
      'changed-meanwhile',
    )
    expect(await bureau.remedies.isEnforcementSuspended(play.caseId)).to.equal(false)
    const stop = { fromOn: today(), orderedBy: 'review-organ' as const, reason: '执行将造成难以弥补的损失。' }
    const stopped = await bureau.remedies.suspendEnforcement(clerk, review.id, stop, answered.version)
    expect(await bureau.remedies.isEnforcementSuspended(play.caseId)).to.equal(true)
    expect(await bureau.remedies.isEnforcementSuspended(play.caseId, addDays(today(), -1))).to.equal(false)
    expect(await bureau.remedies.surchargePauses(play.caseId)).to.deep.equal([
      { fromOn: filedOn, toOn: null },
    ])
    await bureau.advance(30 * day)
    const upheld = await conclude(stopped, 'upheld')
    expect(upheld).to.include({ state: 'concluded', outcomeName: '维持', concludedOn: today() })
    expect(await bureau.remedies.isEnforcementSuspended(play.caseId)).to.equal(false)
    expect(await bureau.remedies.surchargePauses(play.caseId)).to.deep.equal([
      { fromOn: filedOn, toOn: today() },
    ])
    expect(await theCase()).to.include({ state: 'open', decisionState: null, fineFen: 30_000 })

    // Fifteen days for the suit after a review; too late is shown, and for the court to say.
    await bureau.advance(20 * day)
    const suit = await register({ kind: 'litigation', organ: '示例县人民法院', priorId: review.id })
    expect(suit).to.include({ limitCode: 'litigation-after-review', withinLimit: false })
    const not = await conclude(suit, 'not-accepted')
    expect(not.effect).to.deep.equal({ effect: 'stands' })
    expect(await bureau.remedies.surchargePauses(play.caseId)).to.have.length(1)

    // A judgment takes the decision away only when it is final.
    const sued = await register({ kind: 'litigation', organ: '示例县人民法院' })
    expect(sued).to.include({ limitCode: 'litigation', withinLimit: true })
    const judged = await conclude(sued, 'revoked', { final: false })
    expect(judged.state).to.equal('decided')
    expect(await theCase()).to.include({ state: 'open', decisionState: null })
    expect(await refusal(bureau.remedies.becomeFinal(clerk, sued.id, today(), judged.version))).to.equal(
      'input-invalid on',
    )
    const appeal = await register({ kind: 'appeal', organ: '示例市中级人民法院', priorId: sued.id })
    expect((await bureau.remedies.get(clerk, sued.id)).state).to.equal('appealed')
    const final = await conclude(appeal, 'upheld')
    expect(final.effect).to.deep.include({ effect: 'void', decision: 'revoked', refundFen: 0 })
    expect(await theCase()).to.include({ state: 'revoked', decisionState: 'revoked' })
    expect(await records()).to.deep.equal([])
    await bureau.eventually('no open task', async () => (await bureau.tasks.ofCase(play.caseId)).length === 0)
    // What is left is to bind the volume.
    const running = (await bureau.deadlines.ofCase(play.caseId)).filter(({ endedOn }) => endedOn === null)
    expect(running.map(({ limit }) => limit)).to.deep.equal(['archive'])
    expect(await refusal(pay(30_000))).to.equal('conflict')
    expect((await bureau.remedies.list(clerk, { kind: 'appeal', limit: 1 })).items[0]!.caseId).to.equal(
      play.caseId,
    )
  })

  it('leaves ten days for the appeal against a ruling (LL 85)', async () => {
    const suit = await register({ kind: 'litigation', organ: '示例县人民法院' })
    const refused = await conclude(suit, 'not-accepted', { final: false })
    const { dueOn } = await bureau.deadlines.dueOf('appeal-ruling', bureau.clock.now())
    expect(dueOn >= addDays(today(), 10) && dueOn < addDays(today(), 15)).to.equal(true)
    await bureau.advance(14 * day)
    const final = (on: string) => bureau.remedies.becomeFinal(clerk, suit.id, on, refused.version)
    expect(await refusal(final(dueOn))).to.equal('input-invalid on')
    const late = await register({ kind: 'appeal', organ: '示例市中级人民法院', priorId: suit.id })
    expect(late).to.include({ limitCode: 'appeal-ruling', limitDueOn: dueOn })
  })

  it('counts from the service of an order, not from its issue (RL 20, LL 46)', async function () {
    this.timeout(60_000)
    const ordered = await startCase(bureau, { ...citizen, name: '冯另案', idNumber: '330381199001014490' })
    await ordered.file()
    await ordered.investigate()
    await bureau.task(ordered.lead, 'serve-correction-order', ordered.caseId)
    const { documents } = await bureau.cases.page(ordered.lead, ordered.caseId)
    const documentId = documents.find(({ kind }) => kind === 'correction-order')!.id
    const over = (change: object) => registerFor(bureau, clerk, ordered.caseId, { documentId, ...change })
    await bureau.advance(61 * day)
    // Nothing has begun to run against who was not served.
    const early = await over({})
    expect(early.withinLimit).to.equal(true)
    await conclude(early, 'withdrawn')
    const served = bureau.clock.now()
    await ordered.fill('serve-correction-order', { at: isoInstant(served) })
    await bureau.task(ordered.lead, 'draft-investigation-report', ordered.caseId)
    await bureau.advance(60 * day)
    const review = await over({})
    expect(review).to.include({
      limitDueOn: (await bureau.deadlines.dueOf('administrative-review', served)).dueOn,
      withinLimit: true,
    })
    await conclude(review, 'withdrawn')
    const suit = await over({ kind: 'litigation', organ: '示例县人民法院' })
    expect(suit.limitDueOn).to.equal((await bureau.deadlines.dueOf('litigation', served)).dueOn)
  })

  it('leaves the party fifteen days to go to court before the organ may apply for enforcement', async function () {
    this.timeout(60_000)
    const remedies = () => bureau.cases.checkRemedies(bureau.database, play.caseId)
    const day = 86_400_000
    await bureau.advance(55 * day)
    const review = await register()
    expect(await remedies()).to.include({ over: false })
    await bureau.advance(130 * day)
    await conclude(review, 'upheld')
    // The six months from service are over before the fifteen days from the review's decision.
    const { over, nextCheckAt } = await remedies()
    expect(over).to.equal(false)
    expect(legalDay(nextCheckAt - 1)).to.equal(
      (await bureau.deadlines.dueOf('litigation-after-review', bureau.clock.now())).dueOn,
    )
    await bureau.advance(nextCheckAt - bureau.clock.now())
    expect(await remedies()).to.include({ over: true })
  })

  it('begins the three months for the court fifteen days after a review, not when six months from service are over', async function () {
    this.timeout(60_000)
    const { dueOf } = bureau.deadlines
    const row = () => bureau.cases.row(bureau.database, play.caseId)
    const remedies = () => bureau.cases.checkRemedies(bureau.database, play.caseId)
    const start = () => bureau.cases.courtTermStart(bureau.database, play.caseId)
    const untouched = await dueOf('litigation', (await row()).served_at!)
    expect(await start()).to.equal(untouched.dueAt)
    // Looked at in time, whenever a review comes in and is decided meanwhile.
    const looks = async () => (await remedies()).nextCheckAt - bureau.clock.now()
    expect(await looks()).to.be.lessThan(30 * day)
    await bureau.advance(day)
    const refused = await register()
    await conclude(refused, 'not-accepted')
    // Nothing was heard: what was open from the decision on is still open.
    expect(await start()).to.equal(untouched.dueAt)
    const review = await register()
    await bureau.advance(34 * day)
    expect(await refusal(start())).to.equal('conflict')
    await conclude(review, 'upheld')
    const { dueAt, dueOn } = await dueOf('litigation-after-review', bureau.clock.now())
    expect(await start()).to.equal(dueAt)
    expect(dueOn < addDays(untouched.dueOn, -100)).to.equal(true)
    await bureau.advance(dueAt + 1 - bureau.clock.now())
    expect(await remedies()).to.include({ over: true })
    // A suit that the court takes holds it up again; when it is final, nothing is open any more.
    const suit = await register({ kind: 'litigation', organ: '示例县人民法院', priorId: review.id })
    expect(await remedies()).to.include({ over: false })
    await bureau.advance(40 * day)
    await conclude(suit, 'dismissed')
    expect(legalDay(await start())).to.equal(today())
  })

  it('changes the fine: what was paid beyond it is to be paid back and the case goes on; then the investigation is made again', async function () {
    this.timeout(60_000)
    await pay(20_000)
    const review = await register()
    expect(await refusal(conclude(review, 'upheld', { newFineFen: 1 }))).to.equal('input-invalid newFineFen')
    expect(await refusal(conclude(review, 'settled', { final: false }))).to.equal('input-invalid final')
    const changed = await conclude(review, 'changed', { newFineFen: 10_000 })
    expect(changed.effect).to.deep.include({ decision: 'changed', refundFen: 10_000 })
    expect(await theCase()).to.include({ decisionState: 'changed', fineFen: 10_000 })
    expect((await records()).map(({ fineFen }) => fineFen)).to.deep.equal([10_000])
    await giveBack(bureau, play)
    await bureau.task(play.lead, 'draft-closing-report', play.caseId)

    // The court goes further: the whole investigation has to be made again, while the case is open.
    const before = (await bureau.cases.row(bureau.database, play.caseId)).process_instance_key
    const again = await register({ kind: 'litigation', organ: '示例县人民法院' })
    await conclude(again, 'revoked', { redo: { from: 'investigation' } })
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
    const row = await bureau.cases.row(bureau.database, play.caseId)
    expect(row.stage).to.equal('investigation')
    expect(row.process_instance_key).to.be.a('string').and.not.equal(before)
    const running = (await bureau.deadlines.ofCase(play.caseId)).filter(({ endedOn }) => endedOn === null)
    expect(running.map(({ limit }) => limit)).to.deep.equal(['case-decision'])
    expect((await records()).length).to.equal(0)
    await play.fill('inspect-scene')
  })

  it('is made again from the review on, after the case had been closed; nothing of the first round is told', async function () {
    this.timeout(120_000)
    await pay(30_000)
    await play.fill('draft-closing-report')
    await play.approve()
    const archived = () =>
      bureau.eventually('the archive', async () => (await theCase()).state === 'archived' && theCase())
    await archived()
    const first = (await bureau.cases.documentFacts(play.caseId, { kind: 'closing-report' })).decision!.number
    const review = await register()
    const redone = await conclude(review, 'revoked', { redo: { from: 'decision', by: addDays(today(), 60) } })
    expect(redone.effect).to.deep.include({ effect: 'void', decision: 'redo', refundFen: 30_000 })
    expect(await theCase()).to.include({ state: 'open', fineFen: null, paidFen: 0, decidedAt: null })
    expect(await records()).to.deep.equal([])
    expect(await refusal(play.waive())).to.equal('conflict')
    await bureau.advance(day)
    await bureau.task(await bureau.actor('legal-reviewer-2'), 'legal-review', play.caseId)
    const facts = await bureau.cases.documentFacts(play.caseId, { kind: 'penalty-decision' })
    expect([facts.notice, facts.decision?.number, facts.investigation?.proposal]).to.deep.equal([
      undefined,
      undefined,
      '建议罚款三百元。',
    ])
    await decide(bureau, play, 200)
    expect(await theCase()).to.include({ fineFen: 20_000, stage: 'closing' })
    expect((await records()).map(({ fineFen }) => fineFen)).to.deep.equal([20_000])
    await pay(20_000)
    // What was paid under the first decision goes back first.
    expect(await refusal(play.fill('draft-closing-report'))).to.equal('conflict')
    await giveBack(bureau, play)
    await play.fill('draft-closing-report')
    await play.approve()
    await archived()
    const second = (await bureau.cases.documentFacts(play.caseId, { kind: 'closing-report' })).decision!
      .number
    expect(second).to.be.a('string').and.not.equal(first)
    expect((await bureau.audit.verify()).ok).to.equal(true)
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
  })
}
