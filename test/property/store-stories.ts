/** What the store promises: who may do what, what comes in and goes out, stock-taking, labels, and what the database itself refuses. */
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import type { Problem } from '../../src/platform/problem.ts'
import { refusal } from '../cases/refused-with.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { cart, fruit, returned } from './store.ts'
import { propertyDesk } from './property-desk.ts'

export function storeStories(open: () => Promise<WholeBureau>): void {
  const desk = propertyDesk(open)
  const { item } = desk

  it('numbers items per year without gaps, also when a list is refused', async () => {
    const first = await desk.store.take([cart])
    const second = await desk.bureau.property
      .apply(desk.store.lead, desk.store.caseId, desk.store.measureWords())
      .then(async ({ measureId, requestId }) => {
        await desk.store.close(requestId, 'agreed')
        await desk.store.decided(measureId)
        return measureId
      })
    const half = { ...cart, quantity: '0.5' }
    const wrong = await desk.bureau.property
      .execute(desk.store.lead, second, desk.store.site([cart, half]))
      .catch((error: Problem) => error.fields)
    expect(wrong).to.deep.equal([{ path: 'items.1.quantity', message: '该单位只能是整数' }])
    const {
      itemIds: [next],
    } = await desk.bureau.property.execute(desk.store.lead, second, desk.store.site([cart]))
    const serial = async (id: string) => Number(/第(\d+)号/.exec((await item(id)).number)![1])
    expect(await serial(next!)).to.equal((await serial(first.itemIds[0]!)) + 1)
  })

  it('lets each do what is theirs: officers of the case apply, the keeper keeps, approvers approve', async () => {
    const { property } = desk.bureau
    const stranger = await desk.bureau.actor('squad-02-officer-1')
    const { measureId, itemIds } = await desk.store.take([cart])
    const itemId = itemIds[0]!
    const entry = { warehouse: 'w1', shelf: 'A-01', quantity: '1' }
    for (const forbidden of [
      () => property.apply(stranger, desk.store.caseId, desk.store.measureWords()),
      () => property.apply(desk.store.keeper, desk.store.caseId, desk.store.measureWords()),
      () =>
        property.applyForRelease(desk.store.keeper, measureId, { ground: 'other', reason: '退', items: [] }),
      () => property.takeIn(desk.store.lead, itemId, entry),
      () => property.openStockTake(desk.store.lead, 'w1'),
      () => property.item(stranger, itemId),
      () => property.measure(stranger, measureId),
    ])
      expect(await refusal(forbidden())).to.equal('forbidden')
    await desk.store.store(itemId)
    const { releaseId, requestId } = await desk.store.releaseOf(measureId, [{ itemId, quantity: '1' }])
    const review = await desk.bureau.task(
      await desk.bureau.actor('squad-01-legal'),
      'review',
      desk.store.caseId,
    )
    expect(
      await refusal(
        desk.bureau.tasks.complete(desk.store.lead, review.userTaskKey, {
          decision: 'agree',
          opinion: '同意',
        }),
      ),
    ).to.equal('forbidden')
    await desk.store.close(requestId, 'agreed')
    expect(await refusal(desk.store.giveBack(releaseId, itemId, '1', desk.store.lead))).to.equal('forbidden')
    expect((await property.items(stranger, {})).items.map(({ id }) => id)).not.to.include(itemId)
  })

  it('says what waits for the keeper, and until when; finds by number, name and case', async () => {
    const { property } = desk.bureau
    const { keeper } = desk.store
    const { measureId, itemIds } = await desk.store.take([cart, { ...fruit, name: '冻带鱼' }])
    const [cartId, fishId] = itemIds as [string, string]
    const waiting = async (waits: 'entry' | 'exit') =>
      (await property.items(keeper, { waits, measureId })).items.map(({ id }) => id).sort()
    expect(await waiting('entry')).to.deep.equal([cartId, fishId].sort())
    await desk.store.store(cartId)
    await desk.store.store(fishId)
    expect([await waiting('entry'), await waiting('exit')]).to.deep.equal([[], []])
    const { releaseId, requestId } = await desk.store.releaseOf(measureId, [
      { itemId: fishId, quantity: '5' },
    ])
    expect(await waiting('exit')).to.deep.equal([])
    await desk.store.close(requestId, 'agreed')
    expect(await waiting('exit')).to.deep.equal([fishId])

    const found = (await property.items(keeper, { text: '带鱼', measureId })).items
    expect(found.map(({ id, waits }) => [id, waits])).to.deep.equal([[fishId, 'exit']])
    expect(found[0]!.due).to.include({ name: '查封扣押期限', colour: 'green' })
    const { number } = (await property.item(keeper, fishId)).item
    expect((await property.items(keeper, { text: number })).items.map(({ id }) => id)).to.deep.equal([fishId])
    expect((await property.items(keeper, { text: '%', measureId })).items, '% finds all').to.have.length(2)
    const stranger = await desk.bureau.actor('squad-02-officer-1')
    expect((await property.items(stranger, { text: number })).items).to.deep.equal([])
    await desk.store.giveBack(releaseId, fishId, '5')
    expect(await waiting('exit')).to.deep.equal([])
  })

  it('names on an item’s page who did what, and the sheets that are still to be drawn up', async () => {
    const { property } = desk.bureau
    const { keeper, lead, assisting } = desk.store
    const {
      itemIds: [id],
    } = await desk.store.take([cart])
    await desk.store.store(id!)
    const page = await property.item(keeper, id!)
    expect(page.people).to.include({ [keeper.officerId!]: keeper.name, [lead.officerId!]: lead.name })
    expect(page.handlers.map(({ name }) => name)).to.have.members([lead.name, assisting.name])
    expect(page.openSheets).to.deep.equal({ entry: ['w1'], exit: [], back: [], disposal: [] })
  })

  it('takes in what the list says and nothing else, on a shelf that exists, once', async () => {
    const { property } = desk.bureau
    const {
      itemIds: [id],
    } = await desk.store.take([fruit])
    const entry = { warehouse: 'w1', shelf: 'A-01', quantity: '12.5' }
    expect(await refusal(property.takeIn(desk.store.keeper, id!, { ...entry, quantity: '12' }))).to.equal(
      'input-invalid',
    )
    expect(await refusal(property.takeIn(desk.store.keeper, id!, { ...entry, shelf: 'C-01' }))).to.equal(
      'input-invalid',
    )
    await property.takeIn(desk.store.keeper, id!, entry)
    expect(await refusal(property.takeIn(desk.store.keeper, id!, entry))).to.equal('conflict')
    await property.move(desk.store.keeper, id!, { warehouse: 'w2', shelf: 'C-02', note: '易腐，移入冷库' })
    expect(await item(id!)).to.include({ warehouse: 'w2', shelf: 'C-02', onShelf: '12.5' })
  })

  it('gives nothing out beyond the release, nor another measure’s goods, nor another way', async () => {
    const { property } = desk.bureau
    const first = await desk.store.take([fruit])
    const second = await desk.store.take([cart])
    for (const id of [...first.itemIds, ...second.itemIds]) await desk.store.store(id)
    const [fruitId, cartId] = [first.itemIds[0]!, second.itemIds[0]!]
    expect(
      await refusal(desk.store.releaseOf(first.measureId, [{ itemId: cartId, quantity: '1' }])),
    ).to.equal('input-invalid')
    const { releaseId, requestId } = await desk.store.releaseOf(first.measureId, [
      { itemId: fruitId, quantity: '5' },
    ])
    await desk.store.close(requestId, 'agreed')
    expect(await refusal(desk.store.giveBack(releaseId, fruitId, '5.001'))).to.equal('input-invalid')
    expect(await refusal(desk.store.giveBack(releaseId, cartId, '1'))).to.equal('conflict')
    expect(
      await refusal(
        property.giveOut(desk.store.keeper, releaseId, {
          itemId: fruitId,
          quantity: '5',
          particulars: { way: 'transferred', organ: '市场监督管理局', receivedBy: '李四' },
        }),
      ),
    ).to.equal('input-invalid')
    const rest = await desk.store.releaseOf(first.measureId, [
      { itemId: fruitId, quantity: '7.5', way: 'destroyed' },
    ])
    await desk.store.close(rest.requestId, 'agreed')
    const destroyed = (officerIds: string[]) =>
      property.giveOut(desk.store.keeper, rest.releaseId, {
        itemId: fruitId,
        quantity: '7.5',
        particulars: { way: 'destroyed', officerIds, witness: '王五', place: '垃圾处理场' },
      })
    expect(await refusal(destroyed([desk.store.lead.officerId!, desk.store.lead.officerId!]))).to.equal(
      'input-invalid',
    )
    await destroyed([desk.store.lead.officerId!, desk.store.assisting.officerId!])
    await desk.store.giveBack(releaseId, fruitId, '5')
    const { measure } = await property.measure(desk.store.lead, first.measureId)
    expect(measure).to.include({ state: 'ended', endWay: 'disposed' })
  })

  it('counts a store: differences are explained, written down, and change nothing', async () => {
    const { property } = desk.bureau
    const { itemIds, measureId } = await desk.store.take([cart, fruit, { ...cart, name: '货架' }])
    const [cartId, fruitId, rackId] = itemIds as [string, string, string]
    for (const id of itemIds) await desk.store.store(id, 'B-02')
    const { stockTakeId } = await property.openStockTake(desk.store.keeper, 'w1')
    expect(await refusal(property.openStockTake(desk.store.keeper, 'w1'))).to.equal('conflict')
    expect(
      await refusal(
        property.move(desk.store.keeper, cartId, { warehouse: 'w2', shelf: 'C-01', note: '移库' }),
      ),
    ).to.equal('conflict')
    const others = (await property.items(desk.store.keeper, { warehouse: 'w1' })).items.filter(
      ({ id }) => !itemIds.includes(id),
    )
    for (const { id, onShelf, shelf } of others)
      await property.count(desk.store.keeper, stockTakeId, { itemId: id, quantity: onShelf, shelf: shelf! })
    await property.count(desk.store.keeper, stockTakeId, { itemId: cartId, quantity: '0', shelf: 'B-02' })
    await property.count(desk.store.keeper, stockTakeId, { itemId: cartId, quantity: '1', shelf: 'B-02' })
    await property.count(desk.store.keeper, stockTakeId, { itemId: fruitId, quantity: '12', shelf: 'B-03' })
    const { differences } = await property.stockTake(desk.store.keeper, stockTakeId)
    expect(
      differences.map(({ itemId, counted, countedShelf }) => [itemId, counted, countedShelf]),
    ).to.deep.equal([
      [fruitId, '12', 'B-03'],
      [rackId, '0', null],
    ])
    expect(
      (await property.stockTake(desk.store.keeper, stockTakeId)).agreed.map(({ itemId }) => itemId),
    ).to.include(cartId)
    const explain = [
      { itemId: fruitId, explanation: '自然损耗，已移至 B-03' },
      { itemId: rackId, explanation: '未找到，正在追查' },
    ]
    const silent = await property
      .closeStockTake(desk.store.keeper, stockTakeId, explain.slice(0, 1))
      .catch((error: Problem) => error.fields.map(({ path }) => path))
    expect(silent).to.deep.equal([`explanations.${rackId}`])
    await property.closeStockTake(desk.store.keeper, stockTakeId, explain)
    expect(await item(fruitId)).to.include({ onShelf: '12.5', shelf: 'B-02' })
    expect((await property.item(desk.store.keeper, rackId)).ledger.at(-1)).to.include({
      kind: 'difference',
      change: '0',
      note: '未找到，正在追查',
    })
    const closed = await property.stockTake(desk.store.keeper, stockTakeId)
    expect(closed.differences.map(({ isCounted }) => isCounted)).to.deep.equal([true, false])
    expect(closed.agreed.map(({ itemId }) => itemId)).to.include(cartId)
    expect(closed.stockTake).to.include({
      warehouseName: '第一暂扣仓库',
      closedByName: desk.store.keeper.name,
    })
    const { items: takes } = await property.stockTakes(desk.store.keeper, {
      warehouse: 'w1',
      state: 'closed',
    })
    expect(takes[0]).to.include({ id: stockTakeId, differences: 2 })
    expect(await refusal(property.stockTakes(desk.store.lead, {}))).to.equal('forbidden')
    expect(await refusal(property.closeStockTake(desk.store.keeper, stockTakeId, []))).to.equal('conflict')
    expect((await property.measureFacts(measureId)).items).to.have.length(3)
  })

  it('prints labels, on a sheet and by themselves', async () => {
    const { itemIds } = await desk.store.take([cart, fruit])
    for (const form of [{ on: 'sheet', start: 3 }, { on: 'label' }] as const) {
      const pdf = await desk.bureau.property.labels(desk.store.keeper, itemIds, form)
      expect((await PDFDocument.load(pdf)).getPageCount()).to.be.greaterThan(0)
    }
    const stranger = await desk.bureau.actor('squad-02-officer-1')
    expect(await refusal(desk.bureau.property.labels(stranger, itemIds, { on: 'label' }))).to.equal(
      'not-found',
    )
  })

  describe('the database itself', () => {
    const refused = async (statement: string, values: (string | number)[]) =>
      desk.bureau.database
        .write(({ sql }) => sql.run(statement, values))
        .then(
          () => false,
          () => true,
        )

    it('refuses to break the chain, whoever writes', async () => {
      const first = await desk.store.take([fruit])
      const second = await desk.store.take([cart])
      const [fruitId, cartId] = [first.itemIds[0]!, second.itemIds[0]!]
      await desk.store.store(fruitId)
      await desk.store.store(cartId)
      const { releaseId, requestId } = await desk.store.releaseOf(first.measureId, [
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
      await desk.store.close(requestId, 'agreed')
      expect(returned(1).way).to.equal(
        (await desk.bureau.property.measure(desk.store.lead, first.measureId)).releases[0]!.items[0]!.way,
      )
    })
  })
}
