/** What coercive measures promise, through the services and the real approvals: application, urgency, limits, release, the end of a case. */
import { expect } from 'chai'
import { legalDay } from '../../src/platform/clock.ts'
import { refusal } from '../cases/refused-with.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { cart, fruit, headOfOrgan } from './store.ts'
import { propertyDesk } from './property-desk.ts'

const day = 86_400_000
const hour = 3_600_000

export function measureStories(open: () => Promise<WholeBureau>): void {
  const desk = propertyDesk(open)
  const { state, item } = desk

  it('goes from the application through four tiers to the last exit, and every chain closes', async () => {
    const { property } = desk.bureau
    const { measureId, requestId } = await property.apply(
      desk.store.lead,
      desk.store.caseId,
      desk.store.measureWords(),
    )
    expect(await state(measureId)).to.equal('applied')
    expect(await refusal(desk.store.decided(measureId))).to.equal('conflict')
    await desk.store.agree(requestId)
    expect(await state(measureId)).to.equal('approved')
    expect(await refusal(property.execute(desk.store.lead, measureId, desk.store.site()))).to.equal(
      'conflict',
    )
    const [cartId, fruitId] = await desk.store.carryOut(measureId)
    await desk.store.store(cartId!)
    await desk.store.store(fruitId!, 'C-01', 'w2')
    const { releaseId, requestId: release } = await desk.store.releaseOf(measureId, [
      { itemId: cartId!, quantity: '1' },
      { itemId: fruitId!, quantity: '12.5' },
    ])
    expect(await refusal(desk.store.giveBack(releaseId, cartId!, '1'))).to.equal('conflict')
    await desk.store.agree(release)
    await desk.store.giveBack(releaseId, cartId!, '1')
    await desk.store.giveBack(releaseId, fruitId!, '2.5')
    expect(await item(fruitId!)).to.include({
      state: 'partly-out',
      onShelf: '10',
      quantity: '12.5',
      shelf: 'C-01',
    })
    await desk.store.giveBack(releaseId, fruitId!, '10')
    const page = await property.item(desk.store.lead, fruitId!)
    expect(page.item).to.include({ state: 'out', onShelf: '0', shelf: null, unit: '公斤' })
    expect(page.ledger.map(({ kind, change, balance }) => [kind, change, balance])).to.deep.equal([
      ['entry', '12.5', '12.5'],
      ['partial-exit', '-2.5', '10'],
      ['exit', '-10', '0'],
    ])
    const { measure, requests, releases, deadlines } = await property.measure(desk.store.lead, measureId)
    expect(measure).to.include({ state: 'ended', endWay: 'released' })
    expect(requests.map(({ act, state: end }) => [act, end])).to.deep.equal([
      ['impose', 'agreed'],
      ['release', 'agreed'],
    ])
    expect(releases.map(({ state: end, exits }) => [end, exits.length])).to.deep.equal([['done', 3]])
    expect(deadlines.map(({ limit, state: kept }) => [limit, kept])).to.deep.equal([
      ['measure-initial', 'met'],
    ])
    expect(await desk.bureau.audit.verify()).to.include({ ok: true })
  }).timeout(60_000)

  it('lets the head of the organ alone approve advance registration, decided upon within seven working days', async () => {
    const { measureId, requestId } = await desk.bureau.property.apply(
      desk.store.lead,
      desk.store.caseId,
      desk.store.measureWords('advance-registration'),
    )
    await desk.store.agree(requestId, headOfOrgan)
    await desk.store.carryOut(measureId, [cart])
    const [limit] = await desk.store.limits(measureId)
    expect(limit).to.include({ limit: 'advance-registration', state: 'running' })
    expect(
      await refusal(
        desk.bureau.property.applyForExtension(desk.store.lead, measureId, { days: 5, reason: '案情复杂' }),
      ),
    ).to.equal('conflict')
  }).timeout(30_000)

  describe('a measure on the spot', () => {
    const onTheSpot = (at = desk.bureau.clock.now()) =>
      desk.bureau.property.executeOnTheSpot(
        desk.store.lead,
        desk.store.caseId,
        desk.store.measureWords(),
        desk.store.site([cart, fruit], at),
      )

    it('is reported and its approval supplemented within 24 hours', async () => {
      const { measureId } = await onTheSpot(desk.bureau.clock.now() - hour)
      const limit = async () =>
        (await desk.store.limits(measureId)).find(({ limit }) => limit.startsWith('urgent'))
      expect((await limit())!.dueAt).to.equal(desk.bureau.clock.now() + 23 * hour)
      expect(
        (await desk.bureau.property.due(desk.store.lead, 'mine')).map(({ what }) => what),
      ).to.include.members(['report', 'disposal'])
      expect(await refusal(desk.store.decided(measureId))).to.equal('conflict')
      expect(await refusal(desk.store.releaseOf(measureId, []))).to.equal('conflict')
      const { requestId } = await desk.bureau.property.applyAgain(desk.store.lead, measureId, '情况紧急')
      await desk.store.close(requestId, 'agreed')
      expect((await limit())!.state).to.equal('met')
      await desk.store.decided(measureId)
      expect(await state(measureId)).to.equal('executed')
    })

    it('that is returned may be reported again, and is over after 24 hours', async () => {
      const { measureId } = await onTheSpot()
      const first = await desk.bureau.property.applyAgain(desk.store.lead, measureId, '情况紧急')
      expect(await refusal(desk.bureau.property.applyAgain(desk.store.lead, measureId, '再报'))).to.equal(
        'conflict',
      )
      await desk.store.refuse(first.requestId, 'return')
      await desk.bureau.advance(25 * hour)
      const again = await desk.bureau.property.applyAgain(desk.store.lead, measureId, '补充材料')
      await desk.store.close(again.requestId, 'agreed')
      expect(
        (await desk.store.limits(measureId)).find(({ limit }) => limit.startsWith('urgent'))!.state,
      ).to.equal('over')
    })

    it('that is not approved is released at once, without another application', async () => {
      const { measureId, itemIds } = await onTheSpot()
      await desk.store.store(itemIds[0]!)
      const { requestId } = await desk.bureau.property.applyAgain(desk.store.lead, measureId, '情况紧急')
      await desk.store.refuse(requestId, 'reject')
      const { releases } = await desk.bureau.property.measure(desk.store.lead, measureId)
      expect(releases.map(({ ground, state: end }) => [ground, end])).to.deep.equal([
        ['not-approved', 'approved'],
      ])
      expect(
        (await desk.bureau.property.due(desk.store.keeper, 'bureau')).filter(
          (one) => one.measureId === measureId,
        ),
      ).to.have.length(1)
      await desk.store.store(itemIds[1]!)
      await desk.store.giveBack(releases[0]!.id, itemIds[0]!, '1')
      await desk.store.giveBack(releases[0]!.id, itemIds[1]!, '12.5')
      expect(await state(measureId)).to.equal('ended')
    })

    it('is never an advance registration, and needs two officers and a witness for an absent party', async () => {
      const { property } = desk.bureau
      expect(
        await refusal(
          property.executeOnTheSpot(
            desk.store.lead,
            desk.store.caseId,
            desk.store.measureWords('advance-registration'),
            desk.store.site(),
          ),
        ),
      ).to.equal('conflict')
      for (const wrong of [
        { officerIds: [desk.store.lead.officerId!, desk.store.lead.officerId!] },
        { partyPresent: false },
        { at: desk.bureau.clock.now() + hour },
      ])
        expect(
          await refusal(
            property.executeOnTheSpot(desk.store.lead, desk.store.caseId, desk.store.measureWords(), {
              ...desk.store.site(),
              ...wrong,
            }),
          ),
        ).to.equal('input-invalid')
    })
  })

  describe('the limit of a seizure', () => {
    it('is thirty days, extended once by at most thirty, without the time of an appraisal', async () => {
      const { property } = desk.bureau
      const { measureId } = await desk.store.take()
      const limit = async () => (await desk.store.limits(measureId))[0]!
      const begun = await limit()
      expect(begun).to.include({ limit: 'measure-initial', state: 'running' })
      await desk.bureau.advance(day)
      await property.appraise(desk.store.lead, measureId, { step: 'begin', reason: '送检' })
      expect((await limit()).state).to.equal('suspended')
      await desk.bureau.advance(10 * day)
      await property.appraise(desk.store.lead, measureId, { step: 'end', reason: '检验报告已出' })
      expect((await limit()).excludedDays).to.equal(10)
      const longer = property.applyForExtension(desk.store.lead, measureId, { days: 31, reason: '案情复杂' })
      expect(await refusal(longer)).to.equal('input-invalid')
      const { requestId } = await property.applyForExtension(desk.store.lead, measureId, {
        days: 30,
        reason: '案情复杂',
      })
      await desk.store.close(requestId, 'agreed')
      expect((await limit()).extensions).to.have.length(1)
      expect((await limit()).dueAt).to.be.greaterThan(begun.dueAt + 39 * day)
      expect((await property.measure(desk.store.lead, measureId)).extension!.days).to.equal(30)
      expect(
        await refusal(property.applyForExtension(desk.store.lead, measureId, { days: 1, reason: '再延长' })),
      ).to.equal('conflict')
    })

    it('that has run out before the extension was approved is not extended, and its goods are overdue', async () => {
      const { property } = desk.bureau
      const { measureId, itemIds } = await desk.store.take()
      const overdue = async () =>
        (await property.items(desk.store.lead, { overdue: true, caseId: desk.store.caseId })).items.map(
          ({ id }) => id,
        )
      expect(await overdue()).to.deep.equal([])
      const { requestId } = await property.applyForExtension(desk.store.lead, measureId, {
        days: 30,
        reason: '案情复杂',
      })
      await desk.bureau.advance(40 * day)
      await desk.store.close(requestId, 'agreed')
      const { requests, extension } = await property.measure(desk.store.lead, measureId)
      expect([requests.at(-1)!.state, extension]).to.deep.equal(['lapsed', null])
      expect(await overdue()).to.have.members(itemIds)
      expect(
        await refusal(property.applyForExtension(desk.store.lead, measureId, { days: 30, reason: '再申请' })),
      ).to.equal('conflict')
    })
  })

  it('may be applied for again once it was returned, and not once it was refused', async () => {
    const { property } = desk.bureau
    const { measureId, requestId } = await property.apply(
      desk.store.lead,
      desk.store.caseId,
      desk.store.measureWords(),
    )
    await desk.store.close(requestId, 'returned')
    expect(await state(measureId)).to.equal('returned')
    const again = await property.applyAgain(desk.store.lead, measureId, '补充了理由')
    await desk.store.close(again.requestId, 'rejected')
    expect(await state(measureId)).to.equal('refused')
    expect(await refusal(property.applyAgain(desk.store.lead, measureId, '再来'))).to.equal('conflict')
  })

  it('confiscates only what a penalty decision says is confiscated', async () => {
    const { measureId, itemIds } = await desk.store.take([cart])
    const wanted = [{ itemId: itemIds[0]!, quantity: '1', way: 'confiscated' as const }]
    const decisionSays = (words: string[], number: string) =>
      desk.bureau.database.write(({ sql }) =>
        sql.run(
          `INSERT INTO documents (id, case_id, kind, ordinal, name, number, state, facts, html_sha256, drafted_by, drafted_at, issued_by, issued_at, revision)
           VALUES (?, ?, 'penalty-decision', ?, '行政处罚决定书', ?, 'issued', ?, ?, 'system', 1, 'system', 1, 1)`,
          [
            desk.bureau.tasks.newId(),
            desk.store.caseId,
            words.length,
            `${measureId}${number}`,
            JSON.stringify({ decision: { other: words } }),
            '0'.repeat(64),
          ],
        ),
      )
    expect(await refusal(desk.store.releaseOf(measureId, wanted))).to.equal('conflict')
    await decisionSays(['没收违法所得'], '一')
    expect(await refusal(desk.store.releaseOf(measureId, wanted))).to.equal('conflict')
    await decisionSays(['警告', '没收用于违法经营的三轮车'], '二')
    await desk.store.store(itemIds[0]!)
    const { releaseId, requestId } = await desk.store.releaseOf(measureId, wanted)
    await desk.store.close(requestId, 'agreed')
    await desk.bureau.property.giveOut(desk.store.keeper, releaseId, {
      itemId: itemIds[0]!,
      quantity: '1',
      particulars: { way: 'confiscated' },
    })
    expect((await desk.bureau.property.measure(desk.store.lead, measureId)).measure.endWay).to.equal(
      'disposed',
    )
  })

  it('closes no case before its goods are disposed of, here by the decision that confiscates them', async () => {
    const { fill, approve, lead, caseId } = desk.store
    await fill('enter-case')
    await approve()
    await fill('draft-filing')
    await approve()
    await fill('inspect-scene')
    await fill('interview-party')
    await desk.store.photograph()
    await fill('collect-evidence')
    await fill('order-correction')
    await approve(['squad-01-head'])
    await fill('serve-correction-order')
    const { measureId, requestId: taking } = await desk.bureau.property.apply(
      lead,
      caseId,
      desk.store.measureWords(),
    )
    await desk.store.agree(taking)
    const itemIds = await desk.store.carryOut(measureId, [cart])
    await desk.store.store(itemIds[0]!)
    expect(
      await refusal(
        desk.bureau.cases.requestSideFlow(lead, caseId, 'termination', {
          course: '经调查，违法事实不能成立。',
          reason: '证据不足。',
          basis: '《中华人民共和国行政处罚法》第五十七条第一款第三项',
        }),
      ),
    ).to.equal('conflict')
    await fill('draft-investigation-report')
    await approve()
    await fill('legal-review', {}, await desk.bureau.actor('legal-reviewer-2'))
    await fill('draft-advance-notice', { intendedPenalty: '没收三轮车一辆' })
    await approve()
    await fill('serve-advance-notice')
    await desk.store.waive()
    await fill('draft-decision', { other: '没收用于违法经营的三轮车一辆' })
    await approve()
    await fill('serve-decision')
    const paid = await desk.bureau.cases.recordPartyMessage(lead, caseId, 'payment-received', {
      paidFen: 30_000,
      paidOn: legalDay(desk.bureau.clock.now()),
    })
    await desk.bureau.settled({ ticket: paid.ticket! })
    await desk.bureau.task(lead, 'draft-closing-report', caseId)
    expect(await refusal(fill('draft-closing-report'))).to.equal('conflict')
    const { releaseId, requestId } = await desk.store.releaseOf(measureId, [
      { itemId: itemIds[0]!, quantity: '1', way: 'confiscated' },
    ])
    await desk.store.agree(requestId)
    await desk.bureau.property.giveOut(desk.store.keeper, releaseId, {
      itemId: itemIds[0]!,
      quantity: '1',
      particulars: { way: 'confiscated' },
    })
    await fill('draft-closing-report')
    await approve()
    await desk.bureau.eventually(
      'the case is archived',
      async () => (await desk.bureau.cases.page(lead, caseId)).case.state === 'archived',
    )
    expect(await refusal(desk.bureau.property.apply(lead, caseId, desk.store.measureWords()))).to.equal(
      'conflict',
    )
  }).timeout(120_000)
}
