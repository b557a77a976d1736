/** 本机关强制执行: an illegal building is torn down after all its periods have run out, and building waste is cleared by another in the party's place. */
import { addDays } from '../../../src/platform/legal-day.ts'
import { type CaseDesk, openCase } from './case-desk.ts'
import type { Story, Year } from './year.ts'

interface EnforcementPage {
  own: { state: string; endedBy: string | null; waitsFor: string | null }[]
}
const ownOf = async (desk: CaseDesk) =>
  (await desk.year.get<EnforcementPage>(desk.lead, `/cases/${desk.caseId}/enforcement`)).own.at(-1)!

/** A fine that is paid, and an order that is not followed. */
async function ordered(year: Year, squad: string, demand: string): Promise<CaseDesk> {
  const desk = await openCase(year, { squad })
  await desk.file()
  await desk.fill('inspect-scene')
  await desk.fill('interview-party')
  await desk.photograph()
  await desk.fill('collect-evidence')
  const until = addDays(year.calendar.today(), 10)
  await desk.fill('order-correction', { demand, until, corrected: false })
  await desk.approve([desk.head])
  await desk.numbered('correction-order', '责改')
  await desk.report()
  await desk.decideWithoutHearing()
  await desk.serveDecision()
  await desk.pay(30_000)
  await desk.refused('a demand before the order has run out', 'enforcement-demand', {
    means: 'performance',
    source: 'correction-order',
    obligation: demand,
    way: '自行履行。',
  })
  await year.calendar.after(until)
  return desk
}

async function demand(desk: CaseDesk, means: string, obligation: string): Promise<void> {
  await desk.granted('enforcement-demand', {
    means,
    source: 'correction-order',
    obligation,
    way: '自行履行。',
  })
  await desk.numbered('enforcement-demand', '强催')
  await desk.handOver('enforcement-demand')
  const { dueOn } = await desk.runs('enforcement-demand')
  await desk.year.post(desk.lead, `/cases/${desk.caseId}/own-enforcement/statement`, {
    receivedAt: desk.year.now(),
    content: '请求宽限一个月。',
  })
  await desk.year.post(desk.lead, `/cases/${desk.caseId}/own-enforcement/statement-review`, {
    review: '决定和催告的期限足够。',
    accepted: 'no',
  })
  await desk.year.calendar.after(dueOn)
}

/** On the next working day after so many: nine in the morning to noon. */
async function workday(year: Year, after: number): Promise<string> {
  for (let day = addDays(year.calendar.today(), after); ; day = addDays(day, 1)) {
    const weekday = new Date(`${day}T12:00:00+08:00`).getUTCDay()
    if (weekday !== 0 && weekday !== 6 && !day.slice(5).startsWith('10-0')) return day
  }
}

const decision = (day: string, more: object) => ({
  reason: '当事人经催告逾期仍不履行，且无正当理由。',
  startsAt: `${day}T09:00:00+08:00`,
  endsAt: `${day}T12:00:00+08:00`,
  ...more,
})

async function decide(desk: CaseDesk, given: object): Promise<void> {
  await desk.granted('enforcement-decision', given)
  await desk.numbered('enforcement-decision', '强执')
  await desk.handOver('enforcement-decision')
  desk.year.check.equal('it is decided', (await ownOf(desk)).state, 'decided')
}

async function site(desk: CaseDesk, day: string, more: object = {}): Promise<object> {
  const officerIds = await Promise.all([desk.lead, desk.assisting].map((name) => desk.year.idOf(name)))
  return {
    startedAt: `${day}T09:05:00+08:00`,
    endedAt: `${day}T09:25:00+08:00`,
    place: '示例县人民路 12 号',
    officerIds,
    recorder: officerIds[1],
    partyPresent: true,
    present: desk.party.person.name,
    presentRole: '本人',
    content: '当事人在场，棚架和堆放物已经全部清除，物品由当事人领回。',
    statement: '没有意见。',
    recordingIds: [await desk.photograph()],
    outcome: 'completed',
    ...more,
  }
}

export const ownEnforcementCases: Story[] = [
  {
    name: '违法搭建逾期不拆，公告期满、复议诉讼期限届满后强制拆除',
    begins: '2025-03-11',
    async play(year) {
      const duty = '拆除搭建在人行道上的棚架。'
      const desk = await ordered(year, 'squad-08', duty)
      await desk.refused(
        'a decision without a demand',
        'enforcement-decision',
        decision('2025-12-01', { way: '拆除。' }),
      )
      await demand(desk, 'demolition', duty)
      await desk.numbered('demolition-announcement', '拆告')
      await year.post(desk.lead, `/cases/${desk.caseId}/own-enforcement/posting`, {
        postedOn: year.calendar.today(),
        place: '棚架入口和社区公告栏',
        recordingIds: [await desk.photograph()],
      })
      const { dueOn } = await desk.runs('demolition-announcement')
      await year.calendar.after(dueOn)
      year.check.true(
        'review and litigation are respected',
        (await ownOf(desk)).waitsFor!.includes('第四十四条'),
      )
      await year.calendar.days(180)
      const day = await workday(year, 3)
      const given = decision(day, {
        way: '由本机关组织拆除，棚架内的物品由当事人领回。',
        governmentOrder: {
          organ: '示例县人民政府',
          number: '示政责拆〔2025〕3号',
          on: year.calendar.today(),
        },
      })
      await desk.refused('at night', 'enforcement-decision', { ...given, startsAt: `${day}T05:00:00+08:00` })
      await decide(desk, given)
      await year.calendar.until(day)
      await year.post(
        desk.lead,
        `/cases/${desk.caseId}/papers/enforcement-site-record`,
        await site(desk, day),
      )
      year.check.equal('it is done', (await ownOf(desk)).endedBy, 'enforced')
      await desk.issued('enforcement-site-record')
      await desk.close({ execution: '罚款已缴清，棚架已强制拆除。' })
      return desk.told()
    },
  },
  {
    name: '建筑垃圾逾期不清，代履行',
    begins: '2025-06-03',
    async play(year) {
      const duty = '清除堆放的建筑垃圾。'
      const desk = await ordered(year, 'squad-09', duty)
      await demand(desk, 'performance', duty)
      const day = await workday(year, 1)
      await decide(
        desk,
        decision(day, {
          way: '由代履行人清运至消纳场。',
          harm: 'pollution',
          performer: {
            name: '示例县洁城环境工程有限公司',
            unrelated: true,
            subject: '清运建筑垃圾',
            budgetFen: 500_000,
          },
        }),
      )
      await desk.granted('performance-demand', { way: '自行清运。' })
      await desk.handOver('enforcement-demand')
      const { dueOn } = await desk.runs('performance-demand')
      await desk.refused(
        'before the last demand has run out',
        'papers/enforcement-site-record',
        await site(desk, year.calendar.today(), { costFen: 480_000 }),
      )
      await year.calendar.until(dueOn)
      const then = await workday(year, 1)
      await year.calendar.until(then)
      await year.post(
        desk.lead,
        `/cases/${desk.caseId}/papers/enforcement-site-record`,
        await site(desk, then, { costFen: 480_000 }),
      )
      year.check.equal('it is done', (await ownOf(desk)).endedBy, 'enforced')
      await desk.close({ execution: '罚款已缴清，建筑垃圾已代履行清运。' })
      return desk.told()
    },
  },
]
