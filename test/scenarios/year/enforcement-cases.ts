/** 执行: fines that are not paid in time. By instalments, deferred, with a surcharge, ended by law, through the court; on decisions made on the spot, which owe at once. */
import { addDays } from '../../../src/platform/legal-day.ts'
import type { CaseDesk } from './case-desk.ts'
import { oweOnTheSpot } from './on-the-spot.ts'
import type { Story, Year } from './year.ts'

interface EnforcementPage {
  state: string
  surcharge: { accruedFen: number; decidedFen: number; outstandingFen: number; days: number; capped: boolean }
  plans: { instalments: { state: string; lastOn: string }[] }[]
  ended: { ground: string } | null
}
const pageOf = (desk: CaseDesk) =>
  desk.year.get<EnforcementPage>(desk.lead, `/cases/${desk.caseId}/enforcement`)

/** The morning after the limit to pay, when the model asks to chase it. */
async function overdue(desk: CaseDesk): Promise<void> {
  await desk.year.calendar.after((await desk.limit('payment'))!.dueOn)
}
const chase = (desk: CaseDesk) =>
  desk.fill('chase-payment', { servedAt: desk.year.now(), way: '上门', note: '当事人称暂无能力缴纳。' })

/** The demand, its ten working days with a statement of the party, the time for remedies, the application to the court. */
async function applyToCourt(year: Year, desk: CaseDesk): Promise<void> {
  await overdue(desk)
  await chase(desk)
  await desk.fill('draft-demand-notice', {
    obligation: '缴纳罚款人民币一百元。',
    way: '到指定银行或者通过电子支付系统缴纳。',
  })
  await desk.approve()
  await desk.numbered('demand-notice', '催')
  await desk.serve('serve-demand-notice', '留置送达')
  const demand = await desk.runs('demand-before-court')
  await desk.says('demand-statement-received', { receivedAt: year.now(), content: '认为处罚过重。' })
  await desk.fill('review-demand-statement', { review: '处罚决定事实清楚、裁量适当', accepted: 'no' })
  await year.calendar.after(demand.dueOn)
  await desk.until('the demand is over', ({ deadlines }) =>
    deadlines.some(({ limit, endedOn }) => limit === 'demand-before-court' && endedOn !== null),
  )
  year.check.equal('nothing is asked before the party’s time has passed', (await desk.page()).tasks, [])
  // Sixty days for the review of a decision on the spot, some days more where the last one is a holiday; then three months for the court.
  await year.calendar.days(45)
  await desk.runs('court-application')
  await desk.fill('draft-court-application', {
    head: '李某',
    headPost: '局长',
    course: '被申请人在法定期限内未申请行政复议，未提起行政诉讼，又不履行。',
    subject: '罚款人民币一百元。',
  })
  await desk.approve()
  await desk.numbered('court-enforcement-application', '法执')
  await desk.fill('file-court-application', { court: '示例县人民法院', filedOn: year.calendar.today() })
  await desk.until('the application is in time', ({ deadlines }) =>
    deadlines.some(({ limit, state }) => limit === 'court-application' && state === 'met'),
  )
  await year.calendar.days(7)
}

const rulingOf = (year: Year, ruling: 'granted' | 'refused') => ({
  ruling,
  rulingNumber: '（2025）示行审1号',
  ruledOn: year.calendar.today(),
})

export const enforcementCases: Story[] = [
  {
    name: '分期缴纳，一期未缴经催缴',
    begins: '2025-04-08',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-01')
      const today = year.calendar.today()
      const part = (amountFen: number, after: number) => ({ amountFen, dueOn: addDays(today, after) })
      const plan = (payments: object[]) => ({
        appliedOn: today,
        way: '分期缴纳',
        reason: '家庭经济困难。',
        evidence: '困难证明一份',
        payments,
        proposal: '情况属实，建议同意。',
      })
      await desk.refused('a plan that does not sum up', 'instalment', plan([part(4_000, 30)]))
      await desk.granted('instalment', plan([part(4_000, 30), part(3_000, 60), part(3_000, 90)]))
      await desk.numbered('instalment-notice', '分缴')
      await desk.handOver('instalment-notice')
      year.check.equal('it is deferred', (await pageOf(desk)).state, 'deferred')
      year.check.equal('each part has its own limit', (await desk.limits('instalment')).length, 3)
      await year.calendar.days(29)
      await desk.pay(4_000)
      await overdue(desk)
      await chase(desk)
      const page = await pageOf(desk)
      year.check.equal(
        'the second part is overdue',
        page.plans[0]!.instalments.map(({ state }) => state),
        ['paid', 'overdue', 'due'],
      )
      year.check.equal('three per cent of that part for one day', page.surcharge.accruedFen, 90)
      await desk.pay(6_000)
      await desk.archived()
      return desk.told()
    },
  },
  {
    name: '强制执行中批准延期缴纳',
    begins: '2025-05-06',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-02')
      await overdue(desk)
      const today = year.calendar.today()
      await desk.granted('instalment', {
        appliedOn: today,
        way: '延期缴纳',
        reason: '经济困难。',
        payments: [{ amountFen: 10_000, dueOn: addDays(today, 40) }],
        proposal: '建议同意。',
      })
      await desk.until('nothing is chased', ({ tasks }) => tasks.every(({ state }) => state !== 'open'))
      await desk.handOver('instalment-notice')
      await year.calendar.days(20)
      await desk.pay(10_000)
      await desk.archived()
      return desk.told()
    },
  },
  {
    name: '逾期不缴，两次加处罚款至本金',
    begins: '2025-06-03',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-03')
      await overdue(desk)
      await year.calendar.days(9)
      year.check.equal('three per cent a day', (await pageOf(desk)).surcharge.accruedFen, 3_000)
      await desk.granted('surcharge', { proposal: '逾期未缴，建议加处罚款。' })
      await desk.numbered('surcharge-decision', '加罚')
      await desk.handOver('surcharge-decision')
      await desk.refused('a second surcharge of the same days', 'surcharge', { proposal: '再次加处。' })
      await year.calendar.days(40)
      const { surcharge } = await pageOf(desk)
      year.check.equal('never above the fine', [surcharge.accruedFen, surcharge.capped], [10_000, true])
      await desk.granted('surcharge', { proposal: '仍未缴纳，再加处至罚款数额。' })
      await desk.handOver('surcharge-decision')
      await desk.pay(10_000)
      year.check.equal('the surcharge is still owed', (await desk.page()).case.state, 'open')
      await desk.pay(0, { surchargeFen: 10_000 })
      await desk.archived()
      return desk.told()
    },
  },
  {
    name: '当事人死亡无遗产，终结执行',
    begins: '2025-06-03',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-04')
      await overdue(desk)
      await chase(desk)
      const ended = { ground: 'deceased', reason: '当事人死亡，无遗产可供执行。', evidence: '死亡证明' }
      await desk.refused('an end without a ground of the law', 'enforcement-termination', {
        ...ended,
        ground: 'tired',
      })
      const refused = await desk.ask('enforcement-termination', ended)
      await desk.refuseToApprove('请核实继承情况。')
      await desk.sideFlow(refused, 'refused')
      await desk.granted('enforcement-termination', ended)
      await desk.archived()
      year.check.equal('it has ended by law', (await pageOf(desk)).ended?.ground, 'deceased')
      return desk.told()
    },
  },
  {
    name: '当事人住院，中止执行，恢复后缴清',
    begins: '2025-07-15',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-07')
      const stay = {
        ground: 'hardship',
        reason: '当事人因病住院，暂无收入。',
        evidence: '住院证明',
        harmless: true,
      }
      await desk.refused('a stay before anything is enforced', 'enforcement-stay', stay)
      await overdue(desk)
      await desk.granted('enforcement-stay', stay, desk.tiers, 'suspended')
      await desk.numbered('enforcement-stay-decision', '执中')
      await desk.handOver('enforcement-stay-decision')
      const before = (await pageOf(desk)).surcharge.days
      await year.calendar.days(20)
      year.check.equal('no surcharge meanwhile', (await pageOf(desk)).surcharge.days, before)
      await desk.fill('resume-enforcement', { reason: '当事人已经出院并恢复收入。' })
      await desk.numbered('enforcement-resumption-notice', '执恢')
      await desk.handOver('enforcement-resumption-notice')
      await chase(desk)
      await desk.pay(10_000)
      await desk.archived()
      return desk.told()
    },
  },
  {
    name: '催告后申请法院强制执行，裁定不准予',
    begins: '2025-03-10',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-05')
      await applyToCourt(year, desk)
      await desk.fill('record-court-ruling', rulingOf(year, 'refused'))
      await desk.archived()
      year.check.equal('the court has refused', (await pageOf(desk)).ended?.ground, 'court-refused')
      return desk.told()
    },
  },
  {
    name: '法院准予执行并终结执行',
    begins: '2025-03-24',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-06')
      await applyToCourt(year, desk)
      await desk.fill('record-court-ruling', rulingOf(year, 'granted'))
      await year.calendar.days(30)
      await desk.fill('record-court-execution', {
        rulingNumber: '（2025）示执12号',
        endedOn: year.calendar.today(),
        reason: '被执行人没有财产可供执行。',
      })
      await desk.archived()
      year.check.equal('the court has ended it', (await pageOf(desk)).ended?.ground, 'court-ended')
      return desk.told()
    },
  },
]
