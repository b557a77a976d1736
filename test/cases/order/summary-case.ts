/** No step of a decision on the spot 简易程序 out of order: put on record by another, paid or handed over, closed. */
import { expect } from 'chai'
import { ulid } from 'ulid'
import type { Actor } from '../../../src/identity/actor.ts'
import { isoInstant, legalDay } from '../../../src/platform/clock.ts'
import { addDays } from '../../../src/platform/legal-day.ts'
import type { FormData } from '../../../src/tasks/index.ts'
import { onTheSpot } from '../on-the-spot.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { cart } from '../../property/store.ts'
import { actsOf } from './acts.ts'
import { attempts, type Order } from './attempts.ts'
import { officers, people } from './people.ts'

const legal = ['squad-01-legal']
const head = ['squad-01-head']

export function summaryOrder(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let officer: Actor
  let second: Actor
  let caseId: string
  let order: Order
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    officer = await bureau.actor(officers[0])
    second = await bureau.actor(officers[1])
  })
  after(() => bureau?.close())
  afterEach(() => order?.close())

  const hour = 3_600_000
  const measure = {
    kind: 'seizure' as const,
    reason: '物品可能灭失',
    basis: '行政强制法 第二十二条',
    place: '示例县人民路 12 号',
  }
  const at = (later = 0) => isoInstant(bureau.clock.now() + later)

  async function decide(more: object, inOrder: 'yes' | 'no') {
    const submission = onTheSpot(bureau.clock.now(), second.officerId!, more)
    ;({ caseId } = await bureau.cases.decideOnTheSpot(officer, submission))
    const { messages, sideFlows, papers, afterwards, service } = actsOf(bureau, caseId, { fineFen: 10_000 })
    const forms: { [element: string]: FormData } = {
      'file-summary-decision': { inOrder, remark: '符合简易程序' },
      'handle-faulty-decision': { correction: 'harmless', handling: '已向当事人补充说明依据。' },
      'receive-fine': { receivedAt: at(), receiptNumbers: 'JP-001' },
      'bank-fine': { bankedAt: at(), bankReceipt: 'YH-7' },
    }
    order = await attempts({
      bureau,
      caseId,
      people,
      form: (element) => forms[element]!,
      acts: {
        ...messages,
        ...sideFlows,
        ...papers,
        ...afterwards,
        ...service('summary-decision'),
        'pay more than the fine': (actor) =>
          bureau.cases.recordPartyMessage(actor, caseId, 'payment-received', {
            paidFen: 10_001,
            paidOn: legalDay(bureau.clock.now()),
          }),
        'pay before the decision': (actor) =>
          bureau.cases.recordPartyMessage(actor, caseId, 'payment-received', {
            paidFen: 10_000,
            paidOn: addDays(legalDay(bureau.clock.now()), -1),
          }),
        'apply for a measure': (actor) => bureau.property.apply(actor, caseId, measure),
        'seize on the spot': (actor) =>
          bureau.property.executeOnTheSpot(actor, caseId, measure, {
            at: bureau.clock.now(),
            place: '示例县人民路 12 号',
            officerIds: [officer.officerId!, second.officerId!],
            partyPresent: true,
            statement: '无',
            course: '当场清点',
            items: [cart],
          }),
        'rearrange a hearing': (actor) =>
          bureau.cases.rearrangeHearing(actor, caseId, { cause: 'other', reason: '另行安排' }),
        'decide on the same act again': (actor) =>
          bureau.cases.decideOnTheSpot(actor, { ...submission, id: ulid() }),
      },
    })
  }
  const archived = () =>
    bureau.eventually(
      'the case is archived',
      async () => (await bureau.cases.page(officer, caseId)).case.state === 'archived',
    )

  it('is put on record by who did not decide, and paid once, before it is closed', async function () {
    this.timeout(120_000)
    await decide({}, 'yes')
    // What the law's own grounds end, and what the public may read, is asked at any time; a plan while the fine is owed.
    order.allow(officers, 'enforcement-termination', 'publicity')
    order.allow(officers, 'payment-received', 'instalment')
    await order.take('file-summary-decision', legal)
    await bureau.eventually('the payment limit', async () =>
      (await bureau.deadlines.ofCase(caseId)).some(({ limit }) => limit === 'payment'),
    )
    await order.act('payment-received', officers)
    order.forbid('instalment', 'enforcement-termination')
    await archived()
    await order.tryTheRest()
    expect(order.tried).to.be.greaterThan(1_000)
    expect((await bureau.audit.verify()).ok).to.equal(true)
  })

  it('hands over what was collected on the spot: to the head, who did not collect it, and then to the bank', async function () {
    this.timeout(120_000)
    await decide({ collection: { ground: 'small-fine', receiptNumber: 'JP-001' } }, 'no')
    order.allow(officers, 'publicity')
    order.allow(head, 'receive-fine')
    await order.take('file-summary-decision', legal)
    await order.take('handle-faulty-decision', head)
    await order.take('receive-fine', head, { receivedAt: at(hour) }, { receivedAt: at(-24 * hour) })
    await order.take('bank-fine', head, { bankedAt: at(hour) }, { bankedAt: at(-hour) })
    await archived()
    await order.tryTheRest()
    expect((await bureau.audit.verify()).ok).to.equal(true)
  })
}
