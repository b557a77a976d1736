/** No step of a measure 强制措施 out of order: asked for, agreed, listed, carried out, stored, extended, released, given out; on the spot; 先行登记保存. */
import { expect } from 'chai'
import { isoInstant } from '../../../src/platform/clock.ts'
import type { MeasureKind } from '../../../src/property/model.ts'
import type { FormData } from '../../../src/tasks/index.ts'
import { cart, headOfOrgan, openStore, returned, type Store } from '../../property/store.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { attempts, type Order } from './attempts.ts'
import { everyTier, officers, people } from './people.ts'

const keepers = ['property-keeper-1']
const director = [headOfOrgan]
const hour = 3_600_000
const words = { reason: '证据已经固定', ground: 'no-violation' }

export function measureOrder(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let store: Store
  let order: Order
  let measureId: string
  /** The last release, its item. */
  let [releaseId, itemId, number] = ['', '', '']
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async () => {
    store = await openStore(bureau)
    ;[measureId, releaseId, itemId, number] = ['none', 'none', 'none', 'none']
    await begin()
  })
  afterEach(() => order.close())

  const at = (later = 0) => isoInstant(bureau.clock.now() + later)
  const delivery = () => ({ at: at(), receivedBy: '张三丰' })
  const forms = (): { [element: string]: FormData } => ({
    review: { decision: 'agree', opinion: '同意' },
    'enter-case': store.forms['enter-case']!,
    'report-measure': { reason: '情况紧急，当场扣押' },
    'list-goods': {
      storage: '第一暂扣仓库',
      items: [
        {
          name: cart.name,
          kind: cart.kind,
          specification: cart.specification,
          quantity: '1',
          unit: cart.unit,
        },
      ],
    },
    'execute-measure': {
      ...delivery(),
      place: '示例县人民路 12 号',
      partyPresent: true,
      statement: '无',
      course: '出示证件，告知理由、依据和权利，当场清点并交付清单',
    },
    'deliver-decision': delivery(),
    'store-goods': { items: [{ number, warehouse: 'w1', shelf: 'A-01', quantity: '1' }] },
    'decide-on-goods': {
      act: 'release',
      ...words,
      items: [{ number, quantity: '1', way: 'returned' }],
    },
  })

  async function begin() {
    const { property } = bureau
    const { caseId, lead } = store
    order = await attempts({
      bureau,
      caseId,
      people: [...people, ...keepers],
      form: (element) => forms()[element]!,
      acts: {
        'ask again': (actor) => property.applyAgain(actor, measureId, '补充理由'),
        list: (actor) => property.listGoods(actor, measureId, { storage: '就地', items: [cart] }),
        'carry out': (actor) =>
          property.execute(actor, measureId, store.site(number === 'none' ? [cart] : []), {
            receivedBy: '张三丰',
          }),
        deliver: (actor) =>
          property.deliver(actor, measureId, { at: bureau.clock.now(), receivedBy: '张三丰' }),
        extend: (actor) => property.applyForExtension(actor, measureId, { days: 3, reason: '案情复杂' }),
        appraise: (actor) => property.appraise(actor, measureId, { step: 'begin', reason: '送检' }),
        release: (actor) =>
          property.applyForRelease(actor, measureId, {
            ...words,
            items: [{ itemId, quantity: '1', way: 'returned' }],
          }),
        'confiscate without a decision': (actor) =>
          property.applyForRelease(actor, measureId, {
            ...words,
            items: [{ itemId, quantity: '1', way: 'confiscated' }],
          }),
        'take in': (actor) =>
          property.takeIn(actor, itemId, { warehouse: 'w1', shelf: 'A-01', quantity: '1' }),
        move: (actor) => property.move(actor, itemId, { warehouse: 'w1', shelf: 'A-02', note: '腾位' }),
        'give out': (actor) =>
          property.giveOut(actor, releaseId, {
            itemId,
            quantity: '1',
            particulars: returned(bureau.clock.now()),
          }),
        'give out another way': (actor) =>
          property.giveOut(actor, releaseId, {
            itemId,
            quantity: '1',
            particulars: { way: 'transferred', organ: '示例县公安局', receivedBy: '李四' },
          }),
        'entry sheet': (actor) =>
          property.sheets.entry(actor, measureId, { warehouse: 'w1', deliveredBy: lead.officerId! }),
        'exit sheet': (actor) => property.sheets.exit(actor, releaseId, { recipient: '张三丰' }),
        'return sheet': (actor) => property.sheets.back(actor, releaseId, { place: '本局仓库' }),
        'disposal record': (actor) =>
          property.sheets.disposal(actor, releaseId, {
            place: '本局仓库',
            course: '当场销毁。',
            witness: '李四',
          }),
        'register in advance on the spot': (actor) =>
          property.executeOnTheSpot(
            actor,
            caseId,
            store.measureWords('advance-registration'),
            store.site([cart]),
          ),
      },
    })
    order.allow(officers, 'enter-case')
  }
  const look = async () => {
    const { items, releases } = await bureau.property.measure(store.lead, measureId)
    ;[itemId, number] = [items[0]!.id, items[0]!.number]
    releaseId = releases.at(-1)?.id ?? 'none'
  }
  const begun = async (what: { measureId: string; ticket?: string }) => {
    ;({ measureId } = what)
    if (what.ticket) await bureau.settled({ ticket: what.ticket })
  }
  const issued = (kind: string) =>
    bureau.eventually(`${kind} is issued`, async () =>
      (await bureau.property.measure(store.lead, measureId)).documents.some((one) => one.kind === kind),
    )
  const apply = async (kind?: MeasureKind) =>
    begun(await bureau.property.apply(store.lead, store.caseId, store.measureWords(kind)))
  const ended = async () => {
    await bureau.eventually('the measure has ended', async () => {
      const { measure } = await bureau.property.measure(store.lead, measureId)
      return measure.state === 'ended'
    })
    order.forbid('move')
    // Papers are drawn up once the goods have left.
    order.allow(keepers, 'return sheet')
    await order.tryTheRest()
    expect((await bureau.audit.verify()).ok).to.equal(true)
  }
  /** The goods that are in the store leave it, once that is agreed. */
  const leave = async (tiers: readonly (readonly string[])[], paper: string) => {
    await order.take('decide-on-goods', officers)
    order.forbid('release', 'extend')
    await look()
    await order.approve(tiers)
    await issued(paper)
    order.allow(keepers, 'exit sheet')
    await order.act('give out', keepers)
    order.forbid('exit sheet')
  }

  it('seizes what was approved, decided and listed, and gives it out when that is agreed', async function () {
    this.timeout(120_000)
    await apply()
    await order.approve(everyTier)
    order.allow(officers, 'list')
    await order.take('list-goods', officers)
    order.forbid('list')
    await look()
    order.allow(officers, 'carry out')
    await order.take('execute-measure', officers, { at: at(hour) }, { at: at(-24 * hour) })
    order.forbid('carry out')
    order.allow(officers, 'decide-on-goods', 'extend', 'release', 'appraise')
    order.allow(keepers, 'take in')
    await order.take('store-goods', keepers)
    order.forbid('take in')
    order.allow(keepers, 'move', 'entry sheet')
    await issued('coercion-site-record')
    await order.act('extend', officers)
    order.forbid('decide-on-goods', 'release')
    await order.approve(everyTier)
    await issued('measure-extension')
    order.allow(officers, 'release')
    await leave(everyTier, 'measure-release')
    order.forbid('appraise')
    await ended()
  })

  it('reports what was seized on the spot before anything else is done with it', async function () {
    this.timeout(120_000)
    await begun(
      await bureau.property.executeOnTheSpot(
        store.lead,
        store.caseId,
        store.measureWords(),
        store.site([cart]),
      ),
    )
    await look()
    order.allow(keepers, 'take in', 'store-goods')
    order.allow(officers, 'ask again', 'appraise')
    await order.take('report-measure', officers)
    order.forbid('ask again')
    await order.approve(everyTier)
    order.allow(officers, 'deliver', 'extend', 'release')
    await order.take('deliver-decision', officers, { at: at(hour) }, { at: at(-24 * hour) })
  })

  it('registers in advance what the head of the organ agreed to, and decides on it within seven days', async function () {
    this.timeout(120_000)
    await apply('advance-registration')
    await order.approve(director)
    order.allow(officers, 'list')
    await order.take('list-goods', officers)
    order.forbid('list')
    await look()
    order.allow(officers, 'carry out')
    await order.take('execute-measure', officers)
    order.forbid('carry out')
    order.allow(officers, 'decide-on-goods', 'release')
    order.allow(keepers, 'take in')
    await order.take('store-goods', keepers)
    order.forbid('take in')
    order.allow(keepers, 'move', 'entry sheet')
    await leave(director, 'advance-registration-disposal')
    await ended()
  })
}
