/** 不予处罚: a first violation that is exemption, slight ones, a child; and the stages whose approval ends a case without a penalty. */
import { type CaseDesk, openCase } from './case-desk.ts'
import type { Story, Year } from './year.ts'
import { exemption } from '../../cases/ordinary-forms.ts'

async function beforeTheDecision(year: Year, squad: string): Promise<CaseDesk> {
  const desk = await openCase(year, { squad })
  await desk.file()
  await desk.investigate()
  await desk.report()
  await desk.legalReview()
  await desk.notify()
  await desk.waive()
  return desk
}

/** Decided, served and closed without a penalty. */
async function unpunished(desk: CaseDesk, change: object, alsoServed: string[] = []): Promise<string> {
  await desk.fill('draft-decision', { ...exemption, ...change })
  await desk.approve()
  await desk.numbered('no-penalty-decision', '不罚')
  await desk.serve('serve-decision')
  for (const kind of alsoServed) {
    const { steps } = desk.year
    const lead = await desk.year.as(desk.lead)
    const closing = await steps.taskOf(lead, desk.caseId, 'draft-closing-report')
    await steps.refused(
      `closing before ${kind} is served`,
      await steps.complete(lead, closing, await desk.form('draft-closing-report')),
      [409],
    )
    await desk.handOver(kind)
  }
  await desk.close({ way: '不予行政处罚', execution: '已送达并教育当事人。' })
  return desk.told()
}

export const noPenaltyCases: Story[] = [
  {
    name: '首违不罚',
    begins: '2025-04-08',
    async play(year) {
      const desk = await beforeTheDecision(year, 'squad-06')
      await desk.refusesToFill('draft-decision', { ...exemption, education: undefined }, 'education')
      const told = await unpunished(desk, {}, ['first-violation-exemption'])
      await desk.numbered('first-violation-exemption', '免罚')
      return told
    },
  },
  {
    name: '受罚后再犯，不能再以首违免罚；轻微不罚',
    begins: '2025-11-10',
    async play(year) {
      const first = await openCase(year, { squad: 'squad-08' })
      await first.comeToDecision()
      await first.settle()
      await year.calendar.days(14)
      const again = await openCase(year, { squad: 'squad-08', party: first.party })
      await again.file()
      await again.investigate()
      await again.report()
      await again.legalReview()
      await again.notify()
      await again.waive()
      await again.refusesToFill('draft-decision', exemption, 'noPenaltyGround')
      return `${await first.told()}；${await unpunished(again, { noPenaltyGround: 'slight' })}`
    },
  },
  {
    name: '录入审批不予批准，不予受理',
    begins: '2025-05-20',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-09' })
      await desk.fill('enter-case')
      await desk.refuseToApprove('不属本机关管辖')
      await desk.ends('not-accepted')
      return desk.told()
    },
  },
  {
    name: '调查终结审批不予批准，撤销立案',
    begins: '2025-06-03',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-10' })
      await desk.file()
      await desk.investigate()
      await desk.serve('serve-correction-order')
      await desk.fill('draft-investigation-report')
      await desk.approve(desk.tiers.slice(0, 2))
      await desk.refuseToApprove('违法事实不能成立', undefined, desk.tiers.slice(2))
      await desk.ends('withdrawn')
      return desk.told()
    },
  },
  {
    name: '处罚决定审批不予批准',
    begins: '2025-07-07',
    async play(year) {
      const desk = await beforeTheDecision(year, 'squad-01')
      await desk.fill('draft-decision')
      await desk.approve(desk.tiers.slice(0, 3))
      await desk.decide(desk.deputy, { decision: 'reject', opinion: '不应当处罚' })
      await desk.refusesToFill('draft-decision', {}, 'decisionKind')
      return unpunished(desk, { noPenaltyGround: 'slight' })
    },
  },
]
