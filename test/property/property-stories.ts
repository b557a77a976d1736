/** What coercive measures and the store promise, told once for both databases, through the services and the real approvals. */
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { refusal } from '../cases/approval-stories.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { cart, fruit, headOfOrgan, openStore, returned, type Store } from './store.ts'

const day = 86_400_000
const hour = 3_600_000

export function propertyStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let store: Store

  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(60_000)
    store = await openStore(bureau)
  })
  const state = async (measureId: string) =>
    (await bureau.property.measure(store.lead, measureId)).measure.state
  const item = async (itemId: string) => (await bureau.property.item(store.keeper, itemId)).item

  it('goes from the application through four tiers to the last exit, and every chain closes', async () => {
    const { property } = bureau
    const { measureId, requestId } = await property.apply(store.lead, store.caseId, store.measureWords())
    expect(await state(measureId)).to.equal('applied')
    expect(await refusal(property.decide(store.lead, measureId, '一号'))).to.equal('conflict')
    await store.agree(requestId)
    expect(await state(measureId)).to.equal('approved')
    expect(await refusal(property.execute(store.lead, measureId, store.site()))).to.equal('conflict')
    await property.decide(store.lead, measureId, `示综执查扣字〔2026〕第000001号`)
    const {
      itemIds: [cartId, fruitId],
    } = await property.execute(store.lead, measureId, store.site())
    await store.store(cartId!)
    await store.store(fruitId!, 'C-01', 'w2')
    const { releaseId, requestId: release } = await store.releaseOf(measureId, [
      { itemId: cartId!, quantity: '1' },
      { itemId: fruitId!, quantity: '12.5' },
    ])
    expect(await refusal(store.giveBack(releaseId, cartId!, '1'))).to.equal('conflict')
    await store.agree(release)
    await store.giveBack(releaseId, cartId!, '1')
    await store.giveBack(releaseId, fruitId!, '2.5')
    expect(await item(fruitId!)).to.include({
      state: 'partly-out',
      onShelf: '10',
      quantity: '12.5',
      shelf: 'C-01',
    })
    await store.giveBack(releaseId, fruitId!, '10')
    const page = await property.item(store.lead, fruitId!)
    expect(page.item).to.include({ state: 'out', onShelf: '0', shelf: null, unit: '公斤' })
    expect(page.ledger.map(({ kind, change, balance }) => [kind, change, balance])).to.deep.equal([
      ['entry', '12.5', '12.5'],
      ['partial-exit', '-2.5', '10'],
      ['exit', '-10', '0'],
    ])
    const { measure, requests, releases, deadlines } = await property.measure(store.lead, measureId)
    expect(measure).to.include({ state: 'ended', endWay: 'released' })
    expect(requests.map(({ act, state: end }) => [act, end])).to.deep.equal([
      ['impose', 'agreed'],
      ['release', 'agreed'],
    ])
    expect(releases.map(({ state: end, exits }) => [end, exits.length])).to.deep.equal([['done', 3]])
    expect(deadlines.map(({ limit, state: kept }) => [limit, kept])).to.deep.equal([
      ['measure-initial', 'met'],
    ])
    expect(await bureau.audit.verify()).to.include({ ok: true })
  }).timeout(60_000)

  it('lets the head of the organ alone approve advance registration, decided upon within seven working days', async () => {
    const { measureId, requestId } = await bureau.property.apply(
      store.lead,
      store.caseId,
      store.measureWords('advance-registration'),
    )
    await store.agree(requestId, headOfOrgan)
    await bureau.property.decide(store.lead, measureId, `示综执登保字〔2026〕第${measureId}号`)
    await bureau.property.execute(store.lead, measureId, store.site([cart]))
    const [limit] = await store.limits(measureId)
    expect(limit).to.include({ limit: 'advance-registration', state: 'running' })
    expect(
      await refusal(
        bureau.property.applyForExtension(store.lead, measureId, { days: 5, reason: '案情复杂' }),
      ),
    ).to.equal('conflict')
  }).timeout(30_000)

  it('numbers items per year without gaps, also when a list is refused', async () => {
    const first = await store.take([cart])
    const second = await bureau.property
      .apply(store.lead, store.caseId, store.measureWords())
      .then(async ({ measureId, requestId }) => {
        await store.close(requestId, 'agreed')
        await bureau.property.decide(store.lead, measureId, `文号 ${measureId}`)
        return measureId
      })
    const half = { ...cart, quantity: '0.5' }
    const wrong = await bureau.property
      .execute(store.lead, second, store.site([cart, half]))
      .catch((error: Problem) => error.fields)
    expect(wrong).to.deep.equal([{ path: 'items.1.quantity', message: '该单位只能是整数' }])
    const {
      itemIds: [next],
    } = await bureau.property.execute(store.lead, second, store.site([cart]))
    const serial = async (id: string) => Number(/第(\d+)号/.exec((await item(id)).number)![1])
    expect(await serial(next!)).to.equal((await serial(first.itemIds[0]!)) + 1)
  })

  describe('a measure on the spot', () => {
    const onTheSpot = (at = bureau.clock.now()) =>
      bureau.property.executeOnTheSpot(
        store.lead,
        store.caseId,
        store.measureWords(),
        store.site([cart, fruit], at),
      )

    it('is reported and its approval supplemented within 24 hours', async () => {
      const { measureId } = await onTheSpot(bureau.clock.now() - hour)
      const limit = async () =>
        (await store.limits(measureId)).find(({ limit }) => limit.startsWith('urgent'))
      expect((await limit())!.dueAt).to.equal(bureau.clock.now() + 23 * hour)
      expect((await bureau.property.due(store.lead, 'mine')).map(({ what }) => what)).to.include.members([
        'report',
        'disposal',
      ])
      expect(await refusal(bureau.property.decide(store.lead, measureId, '早了'))).to.equal('conflict')
      expect(await refusal(store.releaseOf(measureId, []))).to.equal('conflict')
      const { requestId } = await bureau.property.applyAgain(store.lead, measureId, '情况紧急')
      await store.close(requestId, 'agreed')
      expect((await limit())!.state).to.equal('met')
      await bureau.property.decide(store.lead, measureId, `示综执查扣字〔2026〕第${measureId}号`)
      expect(await state(measureId)).to.equal('executed')
    })

    it('that is returned may be reported again, and is over after 24 hours', async () => {
      const { measureId } = await onTheSpot()
      const first = await bureau.property.applyAgain(store.lead, measureId, '情况紧急')
      expect(await refusal(bureau.property.applyAgain(store.lead, measureId, '再报'))).to.equal('conflict')
      await store.refuse(first.requestId, 'return')
      await bureau.advance(25 * hour)
      const again = await bureau.property.applyAgain(store.lead, measureId, '补充材料')
      await store.close(again.requestId, 'agreed')
      expect((await store.limits(measureId)).find(({ limit }) => limit.startsWith('urgent'))!.state).to.equal(
        'over',
      )
    })

    it('that is not approved is released at once, without another application', async () => {
      const { measureId, itemIds } = await onTheSpot()
      await store.store(itemIds[0]!)
      const { requestId } = await bureau.property.applyAgain(store.lead, measureId, '情况紧急')
      await store.refuse(requestId, 'reject')
      const { releases } = await bureau.property.measure(store.lead, measureId)
      expect(releases.map(({ ground, state: end }) => [ground, end])).to.deep.equal([
        ['not-approved', 'approved'],
      ])
      expect(
        (await bureau.property.due(store.keeper, 'bureau')).filter((one) => one.measureId === measureId),
      ).to.have.length(1)
      await store.store(itemIds[1]!)
      await store.giveBack(releases[0]!.id, itemIds[0]!, '1')
      await store.giveBack(releases[0]!.id, itemIds[1]!, '12.5')
      expect(await state(measureId)).to.equal('ended')
    })

    it('is never an advance registration, and needs two officers and a witness for an absent party', async () => {
      const { property } = bureau
      expect(
        await refusal(
          property.executeOnTheSpot(
            store.lead,
            store.caseId,
            store.measureWords('advance-registration'),
            store.site(),
          ),
        ),
      ).to.equal('conflict')
      for (const wrong of [
        { officerIds: [store.lead.officerId!, store.lead.officerId!] },
        { partyPresent: false },
        { at: bureau.clock.now() + hour },
      ])
        expect(
          await refusal(
            property.executeOnTheSpot(store.lead, store.caseId, store.measureWords(), {
              ...store.site(),
              ...wrong,
            }),
          ),
        ).to.equal('input-invalid')
    })
  })

  describe('the limit of a seizure', () => {
    it('is thirty days, extended once by at most thirty, without the time of an appraisal', async () => {
      const { property } = bureau
      const { measureId } = await store.take()
      const limit = async () => (await store.limits(measureId))[0]!
      const begun = await limit()
      expect(begun).to.include({ limit: 'measure-initial', state: 'running' })
      await bureau.advance(day)
      await property.appraise(store.lead, measureId, { step: 'begin', reason: '送检' })
      expect((await limit()).state).to.equal('suspended')
      await bureau.advance(10 * day)
      await property.appraise(store.lead, measureId, { step: 'end', reason: '检验报告已出' })
      expect((await limit()).excludedDays).to.equal(10)
      const longer = property.applyForExtension(store.lead, measureId, { days: 31, reason: '案情复杂' })
      expect(await refusal(longer)).to.equal('input-invalid')
      const { requestId } = await property.applyForExtension(store.lead, measureId, {
        days: 30,
        reason: '案情复杂',
      })
      await store.close(requestId, 'agreed')
      expect((await limit()).extensions).to.have.length(1)
      expect((await limit()).dueAt).to.be.greaterThan(begun.dueAt + 39 * day)
      expect((await property.measure(store.lead, measureId)).extension!.days).to.equal(30)
      expect(
        await refusal(property.applyForExtension(store.lead, measureId, { days: 1, reason: '再延长' })),
      ).to.equal('conflict')
    })

    it('that has run out before the extension was approved is not extended, and its goods are overdue', async () => {
      const { property } = bureau
      const { measureId, itemIds } = await store.take()
      const overdue = async () =>
        (await property.items(store.lead, { overdue: true, caseId: store.caseId })).items.map(({ id }) => id)
      expect(await overdue()).to.deep.equal([])
      const { requestId } = await property.applyForExtension(store.lead, measureId, {
        days: 30,
        reason: '案情复杂',
      })
      await bureau.advance(40 * day)
      await store.close(requestId, 'agreed')
      const { requests, extension } = await property.measure(store.lead, measureId)
      expect([requests.at(-1)!.state, extension]).to.deep.equal(['lapsed', null])
      expect(await overdue()).to.have.members(itemIds)
      expect(
        await refusal(property.applyForExtension(store.lead, measureId, { days: 30, reason: '再申请' })),
      ).to.equal('conflict')
    })
  })

  it('may be applied for again once it was returned, and not once it was refused', async () => {
    const { property } = bureau
    const { measureId, requestId } = await property.apply(store.lead, store.caseId, store.measureWords())
    await store.close(requestId, 'returned')
    expect(await state(measureId)).to.equal('returned')
    const again = await property.applyAgain(store.lead, measureId, '补充了理由')
    await store.close(again.requestId, 'rejected')
    expect(await state(measureId)).to.equal('refused')
    expect(await refusal(property.applyAgain(store.lead, measureId, '再来'))).to.equal('conflict')
  })

  it('lets each do what is theirs: officers of the case apply, the keeper keeps, approvers approve', async () => {
    const { property } = bureau
    const stranger = await bureau.actor('squad-02-officer-1')
    const { measureId, itemIds } = await store.take([cart])
    const itemId = itemIds[0]!
    const entry = { warehouse: 'w1', shelf: 'A-01', quantity: '1' }
    for (const forbidden of [
      () => property.apply(stranger, store.caseId, store.measureWords()),
      () => property.apply(store.keeper, store.caseId, store.measureWords()),
      () => property.applyForRelease(store.keeper, measureId, { ground: 'other', reason: '退', items: [] }),
      () => property.takeIn(store.lead, itemId, entry),
      () => property.openStockTake(store.lead, 'w1'),
      () => property.item(stranger, itemId),
      () => property.measure(stranger, measureId),
    ])
      expect(await refusal(forbidden())).to.equal('forbidden')
    await store.store(itemId)
    const { releaseId, requestId } = await store.releaseOf(measureId, [{ itemId, quantity: '1' }])
    const review = await bureau.task(await bureau.actor('squad-01-legal'), 'review', store.caseId)
    expect(
      await refusal(
        bureau.tasks.complete(store.lead, review.userTaskKey, { decision: 'agree', opinion: '同意' }),
      ),
    ).to.equal('forbidden')
    await store.close(requestId, 'agreed')
    expect(await refusal(store.giveBack(releaseId, itemId, '1', store.lead))).to.equal('forbidden')
    expect((await property.items(stranger, {})).items.map(({ id }) => id)).not.to.include(itemId)
  })

  it('takes in what the list says and nothing else, on a shelf that exists, once', async () => {
    const { property } = bureau
    const {
      itemIds: [id],
    } = await store.take([fruit])
    const entry = { warehouse: 'w1', shelf: 'A-01', quantity: '12.5' }
    expect(await refusal(property.takeIn(store.keeper, id!, { ...entry, quantity: '12' }))).to.equal(
      'input-invalid',
    )
    expect(await refusal(property.takeIn(store.keeper, id!, { ...entry, shelf: 'C-01' }))).to.equal(
      'input-invalid',
    )
    await property.takeIn(store.keeper, id!, entry)
    expect(await refusal(property.takeIn(store.keeper, id!, entry))).to.equal('conflict')
    await property.move(store.keeper, id!, { warehouse: 'w2', shelf: 'C-02', note: '易腐，移入冷库' })
    expect(await item(id!)).to.include({ warehouse: 'w2', shelf: 'C-02', onShelf: '12.5' })
  })

  it('gives nothing out beyond the release, nor another measure’s goods, nor another way', async () => {
    const { property } = bureau
    const first = await store.take([fruit])
    const second = await store.take([cart])
    for (const id of [...first.itemIds, ...second.itemIds]) await store.store(id)
    const [fruitId, cartId] = [first.itemIds[0]!, second.itemIds[0]!]
    expect(await refusal(store.releaseOf(first.measureId, [{ itemId: cartId, quantity: '1' }]))).to.equal(
      'input-invalid',
    )
    const { releaseId, requestId } = await store.releaseOf(first.measureId, [
      { itemId: fruitId, quantity: '5' },
    ])
    await store.close(requestId, 'agreed')
    expect(await refusal(store.giveBack(releaseId, fruitId, '5.001'))).to.equal('input-invalid')
    expect(await refusal(store.giveBack(releaseId, cartId, '1'))).to.equal('conflict')
    expect(
      await refusal(
        property.giveOut(store.keeper, releaseId, {
          itemId: fruitId,
          quantity: '5',
          particulars: { way: 'transferred', organ: '市场监督管理局', receivedBy: '李四' },
        }),
      ),
    ).to.equal('input-invalid')
    const rest = await store.releaseOf(first.measureId, [
      { itemId: fruitId, quantity: '7.5', way: 'destroyed' },
    ])
    await store.close(rest.requestId, 'agreed')
    const destroyed = (officerIds: string[]) =>
      property.giveOut(store.keeper, rest.releaseId, {
        itemId: fruitId,
        quantity: '7.5',
        particulars: { way: 'destroyed', officerIds, witness: '王五', place: '垃圾处理场' },
      })
    expect(await refusal(destroyed([store.lead.officerId!, store.lead.officerId!]))).to.equal('input-invalid')
    await destroyed([store.lead.officerId!, store.assisting.officerId!])
    await store.giveBack(releaseId, fruitId, '5')
    const { measure } = await property.measure(store.lead, first.measureId)
    expect(measure).to.include({ state: 'ended', endWay: 'disposed' })
  })

  it('confiscates only what a penalty decision says is confiscated', async () => {
    const { measureId, itemIds } = await store.take([cart])
    const wanted = [{ itemId: itemIds[0]!, quantity: '1', way: 'confiscated' as const }]
    const decisionSays = (words: string[], number: string) =>
      bureau.database.write(({ sql }) =>
        sql.run(
          `INSERT INTO documents (id, case_id, kind, ordinal, name, number, state, facts, html_sha256, drafted_by, drafted_at, issued_by, issued_at, revision)
           VALUES (?, ?, 'penalty-decision', ?, '行政处罚决定书', ?, 'issued', ?, ?, 'system', 1, 'system', 1, 1)`,
          [
            bureau.tasks.newId(),
            store.caseId,
            words.length,
            `${measureId}${number}`,
            JSON.stringify({ decision: { other: words } }),
            '0'.repeat(64),
          ],
        ),
      )
    expect(await refusal(store.releaseOf(measureId, wanted))).to.equal('conflict')
    await decisionSays(['没收违法所得'], '一')
    expect(await refusal(store.releaseOf(measureId, wanted))).to.equal('conflict')
    await decisionSays(['警告', '没收用于违法经营的三轮车'], '二')
    await store.store(itemIds[0]!)
    const { releaseId, requestId } = await store.releaseOf(measureId, wanted)
    await store.close(requestId, 'agreed')
    await bureau.property.giveOut(store.keeper, releaseId, {
      itemId: itemIds[0]!,
      quantity: '1',
      particulars: { way: 'confiscated' },
    })
    expect((await bureau.property.measure(store.lead, measureId)).measure.endWay).to.equal('disposed')
  })

  it('closes no case before its goods are disposed of, here by the decision that confiscates them', async () => {
    const { fill, approve, lead, caseId } = store
    await fill('enter-case')
    await approve()
    await fill('draft-filing')
    await approve()
    await fill('inspect-scene')
    await fill('interview-party')
    await store.photograph()
    await fill('collect-evidence')
    await fill('order-correction')
    await approve(['squad-01-head'])
    await fill('serve-correction-order')
    const { measureId, requestId: taking } = await bureau.property.apply(lead, caseId, store.measureWords())
    await store.agree(taking)
    await bureau.property.decide(lead, measureId, `示综执查扣字〔2026〕第${measureId}号`)
    const { itemIds } = await bureau.property.execute(lead, measureId, store.site([cart]))
    await store.store(itemIds[0]!)
    await fill('draft-investigation-report')
    await approve()
    await fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await fill('draft-advance-notice')
    await approve()
    await fill('serve-advance-notice')
    const receivedAt = isoInstant(bureau.clock.now())
    const waived = await bureau.cases.recordPartyMessage(lead, caseId, 'rights-waived', { receivedAt })
    await bureau.settled({ ticket: waived.ticket! })
    await fill('draft-decision', { other: '没收用于违法经营的三轮车一辆' })
    await approve()
    await fill('serve-decision')
    const paid = await bureau.cases.recordPartyMessage(lead, caseId, 'payment-received', {
      paidFen: 30_000,
      paidOn: legalDay(bureau.clock.now()),
    })
    await bureau.settled({ ticket: paid.ticket! })
    await bureau.task(lead, 'draft-closing-report', caseId)
    expect(await refusal(fill('draft-closing-report'))).to.equal('conflict')
    const { releaseId, requestId } = await store.releaseOf(measureId, [
      { itemId: itemIds[0]!, quantity: '1', way: 'confiscated' },
    ])
    await store.agree(requestId)
    await bureau.property.giveOut(store.keeper, releaseId, {
      itemId: itemIds[0]!,
      quantity: '1',
      particulars: { way: 'confiscated' },
    })
    await fill('draft-closing-report')
    await approve()
    await bureau.eventually(
      'the case is archived',
      async () => (await bureau.cases.page(lead, caseId)).case.state === 'archived',
    )
    expect(await refusal(bureau.property.apply(lead, caseId, store.measureWords()))).to.equal('conflict')
  }).timeout(120_000)

  it('counts a store: differences are explained, written down, and change nothing', async () => {
    const { property } = bureau
    const { itemIds, measureId } = await store.take([cart, fruit, { ...cart, name: '货架' }])
    const [cartId, fruitId, rackId] = itemIds as [string, string, string]
    for (const id of itemIds) await store.store(id, 'B-02')
    const { stockTakeId } = await property.openStockTake(store.keeper, 'w1')
    expect(await refusal(property.openStockTake(store.keeper, 'w1'))).to.equal('conflict')
    expect(
      await refusal(property.move(store.keeper, cartId, { warehouse: 'w2', shelf: 'C-01', note: '移库' })),
    ).to.equal('conflict')
    const others = (await property.items(store.keeper, { warehouse: 'w1' })).items.filter(
      ({ id }) => !itemIds.includes(id),
    )
    for (const { id, onShelf, shelf } of others)
      await property.count(store.keeper, stockTakeId, { itemId: id, quantity: onShelf, shelf: shelf! })
    await property.count(store.keeper, stockTakeId, { itemId: cartId, quantity: '0', shelf: 'B-02' })
    await property.count(store.keeper, stockTakeId, { itemId: cartId, quantity: '1', shelf: 'B-02' })
    await property.count(store.keeper, stockTakeId, { itemId: fruitId, quantity: '12', shelf: 'B-03' })
    const { differences } = await property.stockTake(store.keeper, stockTakeId)
    expect(
      differences.map(({ itemId, counted, countedShelf }) => [itemId, counted, countedShelf]),
    ).to.deep.equal([
      [fruitId, '12', 'B-03'],
      [rackId, '0', null],
    ])
    const explain = [
      { itemId: fruitId, explanation: '自然损耗，已移至 B-03' },
      { itemId: rackId, explanation: '未找到，正在追查' },
    ]
    const silent = await property
      .closeStockTake(store.keeper, stockTakeId, explain.slice(0, 1))
      .catch((error: Problem) => error.fields.map(({ path }) => path))
    expect(silent).to.deep.equal([`explanations.${rackId}`])
    await property.closeStockTake(store.keeper, stockTakeId, explain)
    expect(await item(fruitId)).to.include({ onShelf: '12.5', shelf: 'B-02' })
    expect((await property.item(store.keeper, rackId)).ledger.at(-1)).to.include({
      kind: 'difference',
      change: '0',
      note: '未找到，正在追查',
    })
    expect((await property.stockTake(store.keeper, stockTakeId)).differences).to.have.length(2)
    expect(await refusal(property.closeStockTake(store.keeper, stockTakeId, []))).to.equal('conflict')
    expect((await property.measureFacts(measureId)).items).to.have.length(3)
  })

  it('prints labels, on a sheet and by themselves', async () => {
    const { itemIds } = await store.take([cart, fruit])
    for (const sheet of [true, false]) {
      const pdf = await bureau.property.labels(store.keeper, itemIds, { sheet, start: 3 })
      expect((await PDFDocument.load(pdf)).getPageCount()).to.be.greaterThan(0)
    }
    const stranger = await bureau.actor('squad-02-officer-1')
    expect(await refusal(bureau.property.labels(stranger, itemIds, { sheet: true, start: 0 }))).to.equal(
      'not-found',
    )
  })

  describe('the database itself', () => {
    const refused = async (statement: string, values: (string | number)[]) =>
      bureau.database
        .write(({ sql }) => sql.run(statement, values))
        .then(
          () => false,
          () => true,
        )

    it('refuses to break the chain, whoever writes', async () => {
      const first = await store.take([fruit])
      const second = await store.take([cart])
      const [fruitId, cartId] = [first.itemIds[0]!, second.itemIds[0]!]
      await store.store(fruitId)
      await store.store(cartId)
      const { releaseId, requestId } = await store.releaseOf(first.measureId, [
        { itemId: fruitId, quantity: '5' },
      ])
      const exits =
        'INSERT INTO property_exits (id, release_id, item_id, way, quantity, particulars, given_out_by, at)'
      const attempts: [string, (string | number)[]][] = [
        // An exit without its release, of another measure's item, or another way.
        [`${exits} VALUES ('x1', ?, ?, 'returned', 1, '{}', 'x', 1)`, ['none', fruitId]],
        [`${exits} VALUES ('x2', ?, ?, 'returned', 1, '{}', 'x', 1)`, [releaseId, cartId]],
        [`${exits} VALUES ('x3', ?, ?, 'auctioned', 1, '{}', 'x', 1)`, [releaseId, fruitId]],
        // A release that lists another measure's item.
        [
          `INSERT INTO property_release_items (release_id, item_id, measure_id, way, quantity, given_out) VALUES (?, ?, ?, 'returned', 1, 0)`,
          [releaseId, cartId, first.measureId],
        ],
        // More given out than released, more on the shelf than came in, less than nothing, nowhere, in a case of another measure.
        ['UPDATE property_release_items SET given_out = quantity + 1 WHERE release_id = ?', [releaseId]],
        ['UPDATE property_items SET on_shelf = quantity + 1 WHERE id = ?', [fruitId]],
        ["UPDATE property_items SET on_shelf = -1, state = 'partly-out' WHERE id = ?", [fruitId]],
        ['UPDATE property_items SET warehouse = NULL, shelf = NULL WHERE id = ?', [fruitId]],
        ["UPDATE property_items SET shelf = 'nowhere' WHERE id = ?", [fruitId]],
        ["UPDATE property_items SET measure_id = 'none' WHERE id = ?", [fruitId]],
        // A second open request, a ledger line that takes out without an exit, a second entry.
        [
          `INSERT INTO measure_requests (id, measure_id, act, state, reason, requested_by, requested_at, open_mark)
           SELECT 'r1', measure_id, act, state, reason, requested_by, requested_at, open_mark FROM measure_requests WHERE id = ?`,
          [requestId],
        ],
        ...(['exit', 'entry'] as const).map((kind): [string, (string | number)[]] => [
          `INSERT INTO property_movements (id, item_id, sequence, kind, quantity_change, balance, note, recorded_by, at)
           VALUES ('m', ?, 2, ?, ?, 0, '', 'x', 1)`,
          [fruitId, kind, kind === 'exit' ? -1 : 1],
        ]),
        ['DELETE FROM measures WHERE id = ?', [first.measureId]],
      ]
      for (const [statement, values] of attempts)
        expect(await refused(statement, values), statement).to.equal(true)
      await store.close(requestId, 'agreed')
      expect(returned(1).way).to.equal(
        (await bureau.property.measure(store.lead, first.measureId)).releases[0]!.items[0]!.way,
      )
    })
  })
}
