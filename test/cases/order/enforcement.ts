/** No step of enforcement 执行 out of order: chased, demanded 催告, stated against, taken to the court; deferred, surcharged, stayed. */
import { expect } from 'chai'
import { isoInstant } from '../../../src/platform/clock.ts'
import { addDays, dayNumber, startOfDay } from '../../../src/platform/legal-day.ts'
import type { FormData } from '../../../src/tasks/index.ts'
import { enforcementDesk } from '../enforcement-desk.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { actsOf } from './acts.ts'
import { attempts, type Order } from './attempts.ts'
import { tiers } from '../officer-at-work.ts'
import { everyTier, officers, people } from './people.ts'
import { twoApprovals } from './two-approvals.ts'

const hour = 3_600_000
const day = 24 * hour

export function enforcementOrder(open: () => Promise<WholeBureau>): void {
  const desk = enforcementDesk(open)
  let order: Order
  afterEach(() => order?.close())

  const at = (later = 0) => isoInstant(desk.bureau.clock.now() + later)
  const forms = (): { [element: string]: FormData } => ({
    review: { decision: 'agree', opinion: '同意' },
    'chase-payment': { servedAt: at(), way: '电话', note: '当事人称暂无能力缴纳。' },
    'draft-demand-notice': { obligation: '缴纳罚款人民币一百元。', way: '到指定银行缴纳。' },
    'serve-demand-notice': {
      way: '留置送达',
      place: '示例县人民路 12 号',
      at: at(),
      refusal: '当事人拒绝签收',
      witness: '社区工作人员王某',
    },
    'review-demand-statement': { review: '处罚决定事实清楚、裁量适当', accepted: 'no' },
    'draft-court-application': {
      head: '李某',
      headPost: '局长',
      course: '被申请人在法定期限内未申请行政复议，又不履行。',
      subject: '罚款人民币一百元。',
    },
    'file-court-application': { court: '示例县人民法院', filedOn: desk.today() },
    'record-court-ruling': { ruling: 'granted', rulingNumber: '（2026）示行审1号', ruledOn: desk.today() },
    'record-court-execution': {
      endedOn: desk.today(),
      reason: '被执行人死亡，无遗产可供执行，终结执行。',
      rulingNumber: '（2026）示执1号',
    },
    'resume-enforcement': { reason: '当事人已经出院并恢复收入。' },
  })

  async function begin() {
    const { all, service } = actsOf(desk.bureau, desk.caseId, {
      fineFen: 10_000,
    })
    const [before, decidedOn] = [at(), desk.today()]
    const says =
      (receivedAt: () => string) => (actor: Parameters<typeof desk.bureau.cases.recordPartyMessage>[0]) =>
        desk.bureau.cases.recordPartyMessage(actor, desk.caseId, 'demand-statement-received', {
          receivedAt: receivedAt(),
          content: '认为处罚过重。',
        })
    order = await attempts({
      bureau: desk.bureau,
      caseId: desk.caseId,
      people,
      form: (element) => forms()[element]!,
      acts: {
        ...all,
        ...service('demand-notice'),
        'state what was received tomorrow': says(() => at(day)),
        'state what was received before the demand': says(() => before),
        'defer what was applied for before the decision': (actor) =>
          desk.bureau.cases.requestSideFlow(actor, desk.caseId, 'instalment', {
            appliedOn: addDays(decidedOn, -1),
            way: '延期缴纳',
            reason: '经济困难。',
            payments: [{ amountFen: 10_000, dueOn: addDays(desk.today(), 40) }],
            proposal: '建议同意。',
          }),
        'pay tomorrow': (actor) =>
          desk.bureau.cases.recordPartyMessage(actor, desk.caseId, 'payment-received', {
            paidFen: 10_000,
            paidOn: addDays(desk.today(), 1),
          }),
        'pay the surcharge': (actor) =>
          desk.bureau.cases.recordPartyMessage(actor, desk.caseId, 'payment-received', {
            paidFen: 0,
            surchargeFen: 300,
            paidOn: desk.today(),
          }),
      },
    })
    order.allow(officers, 'payment-received', 'publicity', 'enforcement-termination')
  }
  /** The fifteen days are over. */
  async function overdue() {
    await begin()
    order.allow(officers, 'instalment')
    await order.tryTheRest()
    await desk.overdue()
    order.allow(officers, 'surcharge', 'enforcement-stay')
  }
  const agreeTo = twoApprovals(
    () => desk.bureau,
    () => desk.caseId,
  )
  const becomes = (kind: string, state: string) =>
    desk.bureau.eventually(`${kind} ${state}`, async () => {
      const { sideFlows } = await desk.bureau.cases.page(desk.officer, desk.caseId)
      return sideFlows.findLast((one) => one.kind === kind)?.state === state
    })
  const verified = async () => expect((await desk.bureau.audit.verify()).ok).to.equal(true)

  it('goes to the court by way of the demand, what the party states, and the time for review and suit', async function () {
    this.timeout(240_000)
    await overdue()
    await order.take('chase-payment', officers, { servedAt: at(hour) }, { servedAt: at(-40 * day) })
    await order.take('draft-demand-notice', officers)
    await order.approve(everyTier)
    order.allow(
      officers,
      'hand over demand-notice',
      'find nobody for demand-notice',
      'post demand-notice',
      'get demand-notice back',
    )
    await order.take('serve-demand-notice', officers, { at: at(hour) }, { at: at(-2 * day) })
    order.forbid(
      'hand over demand-notice',
      'find nobody for demand-notice',
      'post demand-notice',
      'get demand-notice back',
    )
    const demand = await desk.bureau.eventually('ten working days', () => desk.limit('demand-before-court'))
    await order.act('demand-statement-received', officers)
    order.allow(officers, 'demand-statement-received')
    await order.take('review-demand-statement', officers)
    await order.tryTheRest()
    await desk.bureau.advance(startOfDay(addDays(demand.dueOn, 1)) - desk.bureau.clock.now() + hour)
    await desk.bureau.eventually(
      'the demand is over',
      async () => (await desk.limit('demand-before-court'))!.endedOn !== null,
    )
    await order.tryTheRest()
    const { served_at: servedAt } = await desk.bureau.cases.row(desk.bureau.database, desk.caseId)
    const { dueOn } = await desk.bureau.deadlines.dueOf('administrative-review', servedAt!)
    await desk.bureau.advance((dayNumber(dueOn) - dayNumber(desk.today()) + 2) * day)
    await order.take('draft-court-application', officers)
    await order.approve(everyTier)
    await order.take(
      'file-court-application',
      officers,
      { filedOn: addDays(desk.today(), 1) },
      { filedOn: addDays(desk.today(), -1) },
    )
    order.forbid('demand-statement-received', 'instalment', 'enforcement-stay')
    await order.take(
      'record-court-ruling',
      officers,
      { ruledOn: addDays(desk.today(), 1) },
      { ruledOn: addDays(desk.today(), -1) },
    )
    await order.take('record-court-execution', officers, { endedOn: addDays(desk.today(), -1) })
    order.forbid('payment-received', 'enforcement-termination', 'surcharge')
    await desk.archived()
    await order.tryTheRest()
    await verified()
  })

  it('is deferred, surcharged and stayed each once at a time, and nothing is pressed for meanwhile', async function () {
    this.timeout(240_000)
    await overdue()
    order.allow(officers, 'chase-payment')
    await order.act('surcharge', officers)
    await order.approve(everyTier)
    await becomes('surcharge', 'done')
    // What it comes to today is decided; the rest is of the days to come.
    order.allow(officers, 'pay the surcharge')
    await order.act('enforcement-stay', officers)
    await order.approve(everyTier)
    await becomes('enforcement-stay', 'suspended')
    order.forbid('chase-payment')
    order.allow(officers, 'claims chase-payment')
    await order.take('resume-enforcement', officers)
    await becomes('enforcement-stay', 'done')
    order.allow(officers, 'enforcement-stay', 'chase-payment')
    await order.act('instalment', officers)
    await order.approve(everyTier)
    await becomes('instalment', 'done')
    order.forbid('enforcement-stay', 'chase-payment')
    await order.tryTheRest()
    await verified()
  })

  it('agrees to no demand while it is stayed, though it was drafted before', async function () {
    this.timeout(240_000)
    await overdue()
    await order.take('chase-payment', officers)
    await order.take('draft-demand-notice', officers)
    await order.approve(everyTier.slice(0, -1))
    order.allow(['general-deputy-a'], 'review')
    await order.act('enforcement-stay', officers)
    for (const userName of tiers) await agreeTo('enforcement-stay-decision', userName)
    await becomes('enforcement-stay', 'suspended')
    order.forbid('review')
    order.allow(['general-deputy-a'], 'claims review')
    await order.take('resume-enforcement', officers)
    await becomes('enforcement-stay', 'done')
    order.forbid('claims review')
    order.allow(officers, 'enforcement-stay')
    await order.approve(everyTier.slice(-1))
    await desk.bureau.task(desk.officer, 'serve-demand-notice', desk.caseId)
    await verified()
  })
}
