/** 其他处罚的执行: what a decision orders beside its fine is carried out and recorded before the case is closed (行政处罚法 第六十六条). */
import { expect } from 'chai'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { type Play, startCase } from './officer-at-work.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

export function otherPenaltiesStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())

  it('closes no case before what it confiscates is paid in, to the last yuan of the list', async () => {
    play = await startCase(bureau)
    const { fill, lead, caseId } = play
    await play.file()
    await play.investigate()
    await play.report()
    await fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    const intendedPenalty = '警告\n没收违法所得一百二十元'
    await fill('draft-advance-notice', { intendedPenalty })
    await play.approve()
    await fill('serve-advance-notice')
    await bureau.eventually('the time to speak', async () =>
      (await bureau.deadlines.ofCase(caseId)).some(({ limit }) => limit === 'statement-defence'),
    )
    await bureau.advance(8 * 86_400_000)
    // The fine is said once, as the amount.
    expect(await refusedWith(fill('draft-decision', { other: '警告\n并处罚款三百元' }))).to.deep.equal([
      'input-invalid',
      'other',
    ])
    expect(await refusedWith(fill('draft-decision', { fineYuan: 0 }))).to.deep.equal([
      'input-invalid',
      'fineYuan',
    ])
    await fill('draft-decision', { other: '警告\n没收违法所得一百二十元' })
    await play.approve()
    await bureau.task(lead, 'serve-decision', caseId)
    const { id: evidenceId } = await play.photograph()
    const record = (change: object = {}) =>
      bureau.cases.recordExecution(lead, caseId, {
        kind: '没收违法所得',
        on: legalDay(bureau.clock.now()),
        way: '上缴国库',
        amountFen: 5_000,
        evidenceId,
        ...change,
      })
    expect(await refusedWith(record())).to.deep.equal(['conflict'])
    await fill('serve-decision', { at: isoInstant(bureau.clock.now()) })
    await bureau.eventually('the payment limit', async () =>
      (await bureau.deadlines.ofCase(caseId)).some(({ limit }) => limit === 'payment'),
    )
    expect(await refusedWith(record()), 'before the list').to.deep.equal(['conflict'])
    const list = { gainsFen: 12_000 }
    const { documentId } = await bureau.cases.drawUpPaper(lead, caseId, 'confiscation-decision-list', list)
    await bureau.cases.recordAttempt(lead, caseId, {
      way: 'in-person',
      documentIds: [documentId],
      outcome: 'served',
      at: isoInstant(bureau.clock.now()),
      place: '示例县人民路 12 号',
      recipient: '张三丰',
    })
    const paid = { paidFen: 30_000, paidOn: legalDay(bureau.clock.now()), receiptNumber: '票-1' }
    const { ticket } = await bureau.cases.recordPartyMessage(lead, caseId, 'payment-received', paid)
    await bureau.settled({ ticket: ticket! })
    await bureau.task(lead, 'draft-closing-report', caseId)

    expect(await refusedWith(fill('draft-closing-report'))).to.deep.equal(['conflict'])
    for (const [change, path] of [
      [{ kind: '警告', amountFen: undefined }, 'kind'],
      [{ amountFen: undefined }, 'amountFen'],
      [{ on: '2026-01-01' }, 'on'],
      [{ evidenceId: 'of-no-case' }, 'evidenceId'],
    ] as const)
      expect(await refusedWith(record(change))).to.deep.equal(['input-invalid', path])
    const stranger = await bureau.actor('squad-02-officer-1')
    expect(
      await refusedWith(
        bureau.cases.recordExecution(stranger, caseId, {
          kind: '没收违法所得',
          on: legalDay(bureau.clock.now()),
          way: '上缴国库',
          amountFen: 1,
          evidenceId,
        }),
      ),
    ).to.deep.equal(['forbidden'])
    await record()
    expect(await refusedWith(fill('draft-closing-report'))).to.deep.equal(['conflict'])
    await record({ amountFen: 7_000 })
    const { otherPenalties } = await bureau.cases.enforcementPage(lead, caseId)
    expect(otherPenalties.map(({ kind, state, owedFen }) => [kind, state, owedFen])).to.deep.equal([
      ['没收违法所得', 'executed', 12_000],
    ])
    await fill('draft-closing-report')
    expect(await bureau.audit.verify()).to.include({ ok: true })
  }).timeout(180_000)
}
