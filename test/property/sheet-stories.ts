/** 出入库单据: the keeper draws them up from the ledger; what has left or come in stands on one of them, once. */
import { expect } from 'chai'
import type { Problem } from '../../src/platform/problem.ts'
import { startCase } from '../cases/officer-at-work.ts'
import { refusal } from '../cases/refused-with.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { measureFlowDesk } from './measure-flow-desk.ts'
import { cart, fruit, returned } from './store.ts'

export function sheetStories(open: () => Promise<WholeBureau>): void {
  const desk = measureFlowDesk(open)

  const written = async (documentId: string) =>
    (await desk.bureau.documents.html(desk.store.lead, documentId)).toString()

  it('list what came in, what may leave, who took it back and what became of the rest', async () => {
    const { store, bureau } = desk
    const { property } = bureau
    const { measureId, requestId } = await desk.applyFor()
    await store.agree(requestId)
    const [cartId, fruitId] = (await store.carryOut(measureId, [cart, fruit])) as [string, string]
    const { keeper, lead } = store
    const entry = { warehouse: 'w1', deliveredBy: lead.officerId! }
    expect(await refusal(property.sheets.entry(keeper, measureId, entry))).to.equal('conflict')
    await store.store(cartId)
    expect(await refusal(property.sheets.entry(lead, measureId, entry))).to.equal('forbidden')
    const stranger = (await bureau.actor('squad-02-officer-1')).officerId!
    expect(
      await refusal(property.sheets.entry(keeper, measureId, { ...entry, deliveredBy: stranger })),
    ).to.equal('input-invalid')
    const first = await property.sheets.entry(keeper, measureId, entry)
    expect(first.number).to.match(/入库字〔2026〕第\d{6}号$/)
    // What the keeper drew up, and what the goods are kept by, the keeper reads; other papers of the case they do not.
    const [listed] = (await desk.view(measureId)).documents
    for (const id of [first.documentId, listed!.id])
      expect((await bureau.documents.pdf(keeper, id)).bytes.length).to.be.greaterThan(0)
    const filed = await startCase(bureau)
    await filed.fill('enter-case')
    await filed.approval()
    const [other] = await bureau.documents.list(lead, filed.caseId)
    expect(await refusal(bureau.documents.pdf(keeper, other!.id))).to.equal('forbidden')
    const text = await written(first.documentId)
    for (const word of ['三轮车', '查扣字', lead.name, keeper.name, '第一暂扣仓库'])
      expect(text).to.include(word)
    expect(text).not.to.include('苹果')
    // What came in later stands on a sheet of its own; nothing stands on two.
    await store.store(fruitId, 'A-02')
    const both = await Promise.allSettled([
      property.sheets.entry(keeper, measureId, entry),
      property.sheets.entry(keeper, measureId, entry),
    ])
    const drawn = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(
      both.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Problem).code] : [])),
    ).to.deep.equal(['conflict'])
    expect(await written(drawn[0]!.documentId)).to.include('12.5')

    const release = await store.releaseOf(measureId, [
      { itemId: cartId, quantity: '1' },
      { itemId: fruitId, quantity: '10' },
    ])
    expect(await refusal(property.sheets.exit(keeper, release.releaseId, { recipient: '张三丰' }))).to.equal(
      'conflict',
    )
    await store.agree(release.requestId)
    await desk.onPaper('the decision on the release', measureId, 'measure-release')
    const exit = await property.sheets.exit(keeper, release.releaseId, { recipient: '张三丰' })
    expect(exit.number).to.match(/出库字/)
    const permit = await written(exit.documentId)
    for (const word of ['返还', '张三丰', '解除查封（扣押）决定书', '分管领导'])
      expect(permit).to.include(word)
    expect(await refusal(property.sheets.exit(keeper, release.releaseId, { recipient: '张三丰' }))).to.equal(
      'conflict',
    )
    const place = '第一暂扣仓库'
    expect(await refusal(property.sheets.back(keeper, release.releaseId, { place }))).to.equal('conflict')
    await store.giveBack(release.releaseId, cartId, '1')
    await property.giveOut(keeper, release.releaseId, {
      itemId: fruitId,
      quantity: '10',
      particulars: { ...returned(bureau.clock.now()), recipient: '李四', relation: '委托代理人' } as never,
    })
    const mine = await written((await property.sheets.back(keeper, release.releaseId, { place })).documentId)
    for (const word of ['三轮车', '本人', exit.number!]) expect(mine).to.include(word)
    expect(mine).not.to.include('苹果')
    const theirs = await property.sheets.back(keeper, release.releaseId, { place, phone: '13900000000' })
    expect(await written(theirs.documentId)).to.include('委托代理人')
    expect(await refusal(property.sheets.back(keeper, release.releaseId, { place }))).to.equal('conflict')

    const rest = await store.releaseOf(measureId, [{ itemId: fruitId, quantity: '2.5', way: 'destroyed' }])
    await store.agree(rest.requestId)
    await bureau.eventually(
      'the second decision on a release',
      async () => (await desk.papers(measureId)).filter((kind) => kind === 'measure-release').length === 2,
    )
    await property.giveOut(keeper, rest.releaseId, {
      itemId: fruitId,
      quantity: '2.5',
      particulars: {
        way: 'destroyed',
        officerIds: [lead.officerId!, store.assisting.officerId!],
        witness: '王五',
        place: '示例县垃圾处理场',
      },
    })
    expect(await refusal(property.sheets.exit(keeper, rest.releaseId, { recipient: '王五' }))).to.equal(
      'conflict',
    )
    const record = await property.sheets.disposal(keeper, rest.releaseId, {
      place: '示例县垃圾处理场',
      course: '当众销毁，全程录像。',
      witness: '王五',
    })
    const told = await written(record.documentId)
    for (const word of ['2.5 公斤', '销毁', '王五', '全程录像']) expect(told).to.include(word)
    expect(record.number).to.equal(null)
    const { documents } = await property.measure(lead, measureId)
    expect(documents.map(({ kind }) => kind)).to.include.members([
      'warehouse-entry',
      'warehouse-exit',
      'property-return',
      'property-disposal',
    ])
    expect(await bureau.audit.verify()).to.include({ ok: true })
  }).timeout(120_000)
}
