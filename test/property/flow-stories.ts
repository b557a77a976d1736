/** The life of a measure in its process, by its tasks and its timers: the same on every engine. */
import { expect } from 'chai'
import { isoInstant } from '../../src/platform/clock.ts'
import { refusal } from '../cases/refused-with.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { measureFlowDesk } from './measure-flow-desk.ts'
import { cart, fruit, headOfOrgan } from './store.ts'

const day = 86_400_000
const hour = 3_600_000

export function flowStories(open: () => Promise<WholeBureau>): void {
  const desk = measureFlowDesk(open)
  const { state, view, papers, numberOf, told, openTasks } = desk
  const { applyFor, takeCartOnTheSpot, report, extend, release, onPaper } = desk

  it('goes through its tasks from the list to the last exit, and its number is that of the issued decision', async () => {
    const { store, bureau } = desk
    const { measureId, requestId } = await applyFor()
    await store.agree(requestId)
    const itemIds = await store.carryOut(measureId, [cart, { ...fruit, condition: '有破损' }])
    const { measure, documents, items } = await view(measureId)
    expect(measure).to.include({ state: 'executed', storage: '第一暂扣仓库' })
    expect(documents[0]).to.include({ kind: 'sealing-seizure-decision', number: measure.decisionNumber })
    expect(measure.decisionNumber).to.match(/查扣字〔2026〕第\d{6}号$/)
    expect(items[1]).to.include({ condition: '有破损' })
    await onPaper('the site record', measureId, 'coercion-site-record')
    expect(await papers(measureId)).to.deep.equal([
      'sealing-seizure-decision',
      'property-list',
      'coercion-site-record',
    ])
    // The keeper is asked to take in what the list says, and nothing else.
    const entry = async (itemId: string, quantity: string, shelf: string, warehouse: string) => ({
      number: await numberOf(measureId, itemId),
      warehouse,
      shelf,
      quantity,
    })
    const goods = [
      await entry(itemIds[0]!, '1', 'A-01', 'w1'),
      await entry(itemIds[1]!, '12.5', 'C-01', 'w2'),
    ]
    expect(
      await refusal(bureau.complete(store.keeper, 'store-goods', store.caseId, { items: goods.slice(1) })),
    ).to.equal('input-invalid')
    await bureau.complete(store.keeper, 'store-goods', store.caseId, { items: goods })

    // Extended once, within the limit; a second time is refused in the task as through the API.
    await extend('权属尚待查明', 30)
    const asked = (await view(measureId)).requests.at(-1)!
    await store.agree(asked.id)
    await onPaper('the decision on the extension', measureId, 'measure-extension')
    expect(await refusal(extend('再', 1))).to.equal('conflict')
    const released = await release(measureId, '查明没有违法行为', 'no-violation', [
      { number: goods[0]!.number, quantity: '1' },
      { number: goods[1]!.number, quantity: '12.5' },
    ])
    await store.agree(released.requestId)
    await onPaper('the decision on the release', measureId, 'measure-release')
    await store.giveBack(released.id, itemIds[0]!, '1')
    await store.giveBack(released.id, itemIds[1]!, '12.5')
    expect(await state(measureId)).to.equal('ended')
    await bureau.eventually('the process has ended', async () => {
      const [row] = await bureau.database.sql.all<{ state: string }>(
        `SELECT p.state FROM process_instances p JOIN measures m ON m.process_instance_key = p.process_instance_key WHERE m.id = ?`,
        [measureId],
      )
      return row?.state === 'completed'
    })
    expect(await bureau.audit.verify()).to.include({ ok: true })
  }).timeout(90_000)

  it('reminds before the limit ends and when it is over; an extension moves the reminders', async () => {
    const { store, bureau } = desk
    const { measureId, requestId } = await applyFor()
    await store.agree(requestId)
    await store.carryOut(measureId, [cart])
    await bureau.task(store.lead, 'decide-on-goods', store.caseId)
    expect(await told('measure-limit-near')).to.have.length(0)
    await bureau.quiet()
    await bureau.advance(21 * day)
    await bureau.eventually('ten days before', async () => (await told('measure-limit-near')).length === 1)
    await bureau.quiet()
    await bureau.advance(7 * day)
    await bureau.eventually('three days before', async () => (await told('measure-limit-near')).length === 2)
    const { requestId: extension } = await bureau.property.applyForExtension(store.lead, measureId, {
      days: 20,
      reason: '案情复杂',
    })
    await store.agree(extension)
    await onPaper('the extension is on paper', measureId, 'measure-extension')
    // Where the limit would have ended nobody is told that it is over.
    await bureau.quiet()
    await bureau.advance(4 * day)
    await bureau.eventually('the task is open', () =>
      bureau.task(store.lead, 'decide-on-goods', store.caseId),
    )
    expect(await told('measure-limit-over')).to.have.length(0)
    await bureau.quiet()
    await bureau.advance(30 * day)
    await bureau.eventually('over', async () => (await told('measure-limit-over')).length > 0)
    const head = await bureau.actor('squad-01-head')
    expect((await bureau.tasks.notifications.mine(head)).map(({ kind }) => kind)).to.include(
      'measure-limit-over',
    )
    expect(
      (await bureau.property.due(store.lead, 'mine')).find((one) => one.measureId === measureId),
    ).to.include({
      colour: 'red',
    })
  }).timeout(90_000)

  it('taken on the spot: reported within 24 hours, then decided, delivered, held', async () => {
    const { store, bureau } = desk
    const { measureId } = await takeCartOnTheSpot()
    const task = await bureau.task(store.lead, 'report-measure', store.caseId)
    expect(task.dueAt).to.equal(bureau.clock.now() + 24 * hour)
    await bureau.quiet()
    await bureau.advance(13 * hour)
    await bureau.eventually('told to report', async () => (await told('measure-limit-near')).length === 1)
    await report('情况紧急，当场扣押')
    const { requests } = await view(measureId)
    await store.refuse(requests[0]!.id, 'return')
    await report('补充：物品可能灭失')
    await store.agree((await view(measureId)).requests[1]!.id)
    await bureau.task(store.lead, 'deliver-decision', store.caseId)
    const early = { at: isoInstant(bureau.clock.now() - hour), receivedBy: '张三丰' }
    expect(await refusal(bureau.complete(store.lead, 'deliver-decision', store.caseId, early))).to.equal(
      'input-invalid',
    )
    await bureau.complete(store.lead, 'deliver-decision', store.caseId, {
      at: isoInstant(bureau.clock.now()),
      refusal: '当事人拒绝签收，由见证人李四签名',
    })
    await bureau.task(store.lead, 'decide-on-goods', store.caseId)
    expect((await view(measureId)).measure.delivery).to.include({
      refusal: '当事人拒绝签收，由见证人李四签名',
    })
    expect(await papers(measureId)).to.include.members(['sealing-seizure-decision', 'coercion-site-record'])
  }).timeout(60_000)

  it('taken on the spot and not approved: the process waits for the goods to go back, and ends', async () => {
    const { store, bureau } = desk
    const { measureId, itemIds } = await takeCartOnTheSpot()
    await report('情况紧急')
    await store.refuse((await view(measureId)).requests[0]!.id, 'reject')
    await bureau.task(store.keeper, 'store-goods', store.caseId)
    expect(await openTasks()).not.to.include('decide-on-goods')
    await store.store(itemIds[0]!)
    await store.giveBack((await view(measureId)).releases[0]!.id, itemIds[0]!, '1')
    await bureau.eventually('nothing is left to do', async () => !(await openTasks()).includes('store-goods'))
    expect(await state(measureId)).to.equal('ended')
  }).timeout(60_000)

  it('advance registration: the notice, seven working days, a decision on the goods', async () => {
    const { store } = desk
    const { measureId, requestId } = await applyFor('advance-registration')
    await store.agree(requestId, headOfOrgan)
    const [itemId] = await store.carryOut(measureId, [cart])
    await store.store(itemId!)
    expect(await papers(measureId)).to.deep.equal(['advance-registration-notice'])
    expect(await refusal(extend('难', 3))).to.equal('conflict')
    const released = await release(measureId, '证据已经固定', 'no-longer-needed', [
      { number: await numberOf(measureId, itemId!), quantity: '1' },
    ])
    await store.agree(released.requestId, headOfOrgan)
    await onPaper('the decision on it', measureId, 'advance-registration-disposal')
  }).timeout(60_000)

  it('by the API and by the tasks alike: each moves the process once', async () => {
    const { store, bureau } = desk
    const { measureId, requestId } = await applyFor()
    await store.refuse(requestId, 'return')
    await bureau.task(store.lead, 'report-measure', store.caseId)
    const again = await bureau.property.applyAgain(store.lead, measureId, '补充理由')
    await store.agree(again.requestId)
    const listTheCart = () =>
      bureau.property.listGoods(store.lead, measureId, { storage: '就地', items: [cart] })
    await listTheCart()
    expect(await refusal(listTheCart())).to.equal('conflict')
    await bureau.task(store.lead, 'execute-measure', store.caseId)
    await bureau.property.execute(store.lead, measureId, store.site([]), { receivedBy: '张三丰' })
    await bureau.task(store.lead, 'decide-on-goods', store.caseId)
    expect((await view(measureId)).items).to.have.length(1)
    expect((await openTasks()).filter((id) => id === 'execute-measure' || id === 'list-goods')).to.deep.equal(
      [],
    )
  }).timeout(60_000)

  it('a measure from before there were processes gets one that finds where it stands', async () => {
    const { store, bureau } = desk
    bureau.holdOutbox()
    const { measureId, requestId } = await bureau.property.apply(
      store.lead,
      store.caseId,
      store.measureWords(),
    )
    await bureau.database.write(({ sql }) =>
      sql.run("DELETE FROM engine_outbox WHERE act_kind = 'measure-request' AND act_id = ?", [requestId]),
    )
    bureau.releaseOutbox()
    await store.close(requestId, 'agreed')
    await store.decided(measureId)
    await bureau.property.execute(store.lead, measureId, store.site([cart]))
    await bureau.database.write(({ sql }) =>
      sql.run('UPDATE measures SET flow_begun_at = NULL, delivery = NULL WHERE id = ?', [measureId]),
    )
    await bureau.database.write((tx) => bureau.property.adopt(tx))
    await bureau.database.write((tx) => bureau.property.adopt(tx))
    await bureau.task(store.lead, 'decide-on-goods', store.caseId)
    expect((await openTasks()).filter((id) => id === 'decide-on-goods')).to.have.length(1)
  }).timeout(60_000)
}
