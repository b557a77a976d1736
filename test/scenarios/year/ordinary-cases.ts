/** 普通程序 without anything out of the ordinary: put right and paid, by people and by shops, with a statement weighed and papers that come back once. */
import { openCase } from './case-desk.ts'
import type { Story, Year } from './year.ts'

/** A fine that is paid after some days. */
const paidAfter =
  (squad: string, days: number, kind: 'citizen' | 'organisation' = 'citizen') =>
  async (year: Year): Promise<string> => {
    const desk = await openCase(year, { squad, kind })
    await desk.comeToDecision()
    await year.calendar.days(2)
    await desk.serveDecision()
    await year.calendar.days(days)
    await desk.pay(30_000)
    await desk.close()
    return desk.told()
  }

export const ordinaryCases: Story[] = [
  { name: '越门占道，三日后缴清', begins: '2025-03-03', play: paidAfter('squad-01', 3) },
  {
    name: '商行占道，十二日后缴清',
    begins: '2025-03-17',
    play: paidAfter('squad-02', 12, 'organisation'),
  },
  { name: '岁末占道，跨年缴清', begins: '2025-12-22', play: paidAfter('squad-03', 10) },
  { name: '新年占道，三日后缴清', begins: '2026-01-12', play: paidAfter('squad-06', 3) },
  {
    name: '当事人陈述申辩，部分采纳',
    begins: '2025-03-17',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-04' })
      await desk.file()
      await desk.investigate()
      await desk.report()
      await desk.legalReview()
      await desk.notify()
      const rights = await desk.runs('statement-defence')
      await desk.says('statement-received', { receivedAt: year.now(), content: '初次占道，请求从轻处罚。' })
      await desk.fill('review-statement', {
        statement: '初次占道，请求从轻处罚。',
        accepted: 'part',
        result: '部分采纳，罚款减至二百五十元。',
        fineYuan: 250,
      })
      // Whoever has stated something may state more until the days are over.
      await year.calendar.after(rights.dueOn)
      await desk.refusesToFill('draft-decision', { fineYuan: 301 }, 'fineYuan')
      await desk.decideFine(250)
      await desk.serveDecision()
      await desk.pay(25_000)
      await desk.close()
      return desk.told()
    },
  },
  {
    name: '立案审批退回、法制审核退回补充',
    begins: '2025-04-08',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-05' })
      await desk.fill('enter-case')
      await desk.approve()
      await desk.fill('draft-filing')
      await desk.decide(desk.tiers[0]!, { decision: 'agree' })
      await desk.decide(desk.head, { decision: 'return', returnTo: 0, opinion: '请写明违法地点' })
      await year.calendar.days(1)
      await desk.fill('draft-filing', { proposal: '当事人在人民路 12 号店外占道经营，建议立案调查。' })
      await desk.approve()
      await desk.investigate()
      await desk.report()
      await desk.fill(
        'legal-review',
        { reviewOutcome: 'return', opinion: '占道面积没有测量记录，请补充。' },
        'legal-reviewer-3',
      )
      await year.calendar.days(2)
      await desk.fill('supplement-file', { note: '已补充测量记录：占道约二平方米。' })
      const unclear = { reviewOutcome: 'reinvestigate', opinion: '占道时间没有证据，请补充调查。' }
      await desk.fill('legal-review', unclear, 'legal-reviewer-3')
      await desk.stage('investigation')
      await year.calendar.days(1)
      await desk.photograph()
      await desk.fill('supplement-investigation', { note: '补充拍照并走访，占道持续约两小时。' })
      await desk.fill('draft-investigation-report')
      await desk.approve()
      await desk.stage('decision')
      await desk.decideWithoutHearing()
      await desk.settle()
      return desk.told()
    },
  },
  {
    name: '结案审批不予批准后重新起草',
    begins: '2025-10-13',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-07' })
      await desk.comeToDecision()
      await desk.serveDecision()
      await desk.pay(30_000)
      await desk.fill('draft-closing-report')
      await desk.refuseToApprove('执行情况写得不清楚')
      await desk.close({ execution: '罚款三百元于送达当日缴清，店外物品已全部搬回店内。' })
      return desk.told()
    },
  },
]
