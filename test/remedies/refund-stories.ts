/** 退还罚款: what was paid beyond the decision in force goes back once, approved as every decision of enforcement; no case is closed while it is owed. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import type { Problem } from '../../src/platform/problem.ts'
import type { Play } from '../cases/officer-at-work.ts'
import { refusedWith } from '../cases/refused-with.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { approvedRefund, conclude, eachDecided, giveBack, pay as payFor, register } from './decided-case.ts'

export function refundStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  let clerk: Actor
  eachDecided(open, (now) => ({ bureau, play, clerk } = now))

  const today = () => legalDay(bureau.clock.now())
  const pay = (paidFen: number) => payFor(bureau, play, paidFen)
  const reviewed = async (outcome: 'changed' | 'revoked', newFineFen?: number) => {
    const review = await register(bureau, clerk, play.caseId)
    await conclude(bureau, clerk, review, outcome, newFineFen === undefined ? {} : { newFineFen })
  }
  const ask = (by = play.lead) =>
    bureau.cases.requestSideFlow(by, play.caseId, 'refund', { way: '转账', proposal: '建议退还。' })
  const page = () => bureau.cases.enforcementPage(play.lead, play.caseId)
  const archived = () =>
    bureau.eventually('the archive', async () => {
      const { case: seen } = await bureau.cases.page(play.lead, play.caseId)
      return seen.state === 'archived' && seen
    })

  it('is what was paid beyond the decision in force, approved and paid once; until then the case is not closed', async function () {
    this.timeout(120_000)
    expect(await refusedWith(ask())).to.deep.equal(['conflict'])
    await pay(30_000)
    await bureau.task(play.lead, 'draft-closing-report', play.caseId)
    await reviewed('changed', 10_000)
    expect((await page()).refund).to.deep.include({ owedFen: 20_000, fineFen: 20_000, refunds: [] })
    expect((await bureau.cases.page(play.lead, play.caseId)).case.owedBackFen).to.equal(20_000)
    expect(await refusedWith(play.fill('draft-closing-report'))).to.deep.equal(['conflict'])
    expect(await refusedWith(ask(await bureau.actor('squad-02-officer-1')))).to.deep.equal(['forbidden'])

    // Returned once, asked again.
    await bureau.settled(await ask())
    expect(await refusedWith(ask())).to.deep.equal(['conflict'])
    await play.decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '请附复议决定书' })
    await bureau.eventually('the request is over', async () =>
      (await bureau.cases.page(play.lead, play.caseId)).sideFlows.every(({ state }) => state === 'refused'),
    )
    expect((await page()).refund.refunds).to.deep.equal([])
    const id = await approvedRefund(bureau, play)
    const { documents } = await bureau.cases.page(play.lead, play.caseId)
    const issued = documents.filter(({ state }) => state === 'issued')
    expect(issued.map(({ kind }) => kind)).to.include.members(['refund-approval', 'refund-notice'])
    const notice = issued.find(({ kind }) => kind === 'refund-notice')!
    expect(notice.number).to.match(/退罚字/)
    const html = (await bureau.documents.html(play.lead, notice.id)).toString()
    for (const said of ['人民币贰佰元整', '处罚决定被变更', '（《行政复议法》第六十三条）', '张三丰'])
      expect(html).to.contain(said)

    expect(await refusedWith(ask())).to.deep.equal(['conflict'])
    const payment = (paidOn = today()) => ({ paidOn, voucherNumber: '退-0007' })
    const outsider = await bureau.actor('squad-02-officer-1')
    expect(await refusedWith(bureau.cases.payRefund(outsider, id, payment()))).to.deep.equal(['forbidden'])
    expect(
      await refusedWith(bureau.cases.payRefund(play.lead, id, payment(addDays(today(), 1)))),
    ).to.deep.equal(['input-invalid', 'paidOn'])
    expect(await refusedWith(play.fill('draft-closing-report'))).to.deep.equal(['conflict'])
    // Whichever of two comes first.
    const both = await Promise.allSettled([1, 2].map(() => bureau.cases.payRefund(play.lead, id, payment())))
    const paid = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const refused = both.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Problem).code] : []))
    expect([paid.length, refused]).to.deep.equal([1, ['conflict']])
    expect(paid[0]).to.include({ state: 'paid', amountFen: 20_000, voucherNumber: '退-0007' })
    const after = await page()
    expect([after.paidFen, after.outstandingFen, after.refund.owedFen]).to.deep.equal([10_000, 0, 0])
    expect(await refusedWith(ask())).to.deep.equal(['conflict'])
    const at = await bureau.cases.at(clerk, play.caseId, bureau.clock.now())
    expect(at.case.paidFen).to.equal(10_000)
    await play.fill('draft-closing-report')
    await play.approve()
    await archived()
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
  })

  it('keeps a case whose party has paid too much already from going on by itself', async function () {
    this.timeout(120_000)
    await pay(20_000)
    await reviewed('changed', 10_000)
    await bureau.quiet()
    expect((await bureau.tasks.ofCase(play.caseId)).map(({ elementId }) => elementId)).to.deep.equal([])
    await giveBack(bureau, play)
    await bureau.task(play.lead, 'draft-closing-report', play.caseId)
    expect((await page()).refund.refunds.map(({ amountFen }) => amountFen)).to.deep.equal([10_000])
  })

  it('is all of it where the decision was revoked, after the case was archived too', async function () {
    this.timeout(120_000)
    await pay(30_000)
    await play.fill('draft-closing-report')
    await play.approve()
    await archived()
    await bureau.advance(86_400_000)
    await reviewed('revoked')
    expect((await page()).refund.owedFen).to.equal(30_000)
    await giveBack(bureau, play)
    expect((await page()).refund.owedFen).to.equal(0)
    expect(await refusedWith(ask())).to.deep.equal(['conflict'])
    // What was issued since is served all the same; what was there before is bound.
    const { documents } = await bureau.cases.servicePage(play.lead, play.caseId)
    const idOf = (kind: string) => documents.find((one) => one.kind === kind)!.id
    const serve = (kind: string) =>
      bureau.cases.recordAttempt(play.lead, play.caseId, {
        way: 'in-person',
        documentIds: [idOf(kind)],
        outcome: 'served',
        at: isoInstant(bureau.clock.now()),
        place: '示例县综合行政执法局',
        recipient: '张三丰',
      })
    await serve('refund-notice')
    const after = await bureau.cases.servicePage(play.lead, play.caseId)
    expect(after.documents.find(({ kind }) => kind === 'refund-notice')!.state).to.equal('served')
    expect(await refusedWith(serve('penalty-decision'))).to.deep.equal(['conflict'])
  })

  it('is asked for anew where the decision changes once more before it is paid', async function () {
    this.timeout(120_000)
    await pay(30_000)
    await reviewed('changed', 10_000)
    const overtaken = await approvedRefund(bureau, play)
    const suit = await register(bureau, clerk, play.caseId, { kind: 'litigation', organ: '示例县人民法院' })
    await conclude(bureau, clerk, suit, 'revoked', { redo: { from: 'decision' } })
    expect((await page()).refund).to.include({ owedFen: 30_000, fineFen: 0, voidedFen: 30_000 })
    expect((await page()).refund.refunds.map(({ state }) => state)).to.deep.equal(['overtaken'])
    const payment = { paidOn: today(), voucherNumber: '退-0009' }
    expect(await refusedWith(bureau.cases.payRefund(play.lead, overtaken, payment))).to.deep.equal([
      'conflict',
    ])
    await giveBack(bureau, play)
    const { owedFen, refunds } = (await page()).refund
    expect([owedFen, refunds.map(({ state, amountFen }) => [state, amountFen])]).to.deep.equal([
      0,
      [
        ['overtaken', 20_000],
        ['paid', 30_000],
      ],
    ])
  })
}
