/** 并案、分案、重新立案, and the cases that come of them. */
import { CaseDesk, openCase } from './case-desk.ts'
import type { CasePage } from './case-seen.ts'
import type { Story, Year } from './year.ts'

const termination = {
  course: '经调查，现场未见占道物品。',
  reason: '违法事实不能成立。',
  basis: '《中华人民共和国行政处罚法》第五十七条第一款第三项',
}

/** The case that a side flow has made out of this one. */
async function madeFrom(desk: CaseDesk, kind: string): Promise<CaseDesk> {
  const { relations } = await desk.page()
  const caseId = relations.find((one) => one.kind === kind)!.toCaseId
  return new CaseDesk(desk.year, { caseId, squad: desk.squad, party: desk.party })
}

const handlers = async (year: Year, desk: CaseDesk) => ({
  leadOfficerId: await year.idOf(desk.lead),
  assistingOfficerIds: [await year.idOf(desk.assisting)],
})

export const relatedCases: Story[] = [
  {
    name: '同一当事人两案并案',
    begins: '2025-04-21',
    async play(year) {
      const first = await openCase(year, { squad: 'squad-02' })
      await first.file()
      await year.calendar.days(1)
      const second = await openCase(year, { squad: 'squad-02', party: first.party })
      await second.file()
      await second.photograph()
      await first.refused('joining the earlier one to the later', 'joining', {
        intoCaseId: second.caseId,
        reason: '同一当事人',
      })
      await second.granted('joining', { intoCaseId: first.caseId, reason: '同一当事人连续占道' })
      await second.ends('joined')
      const one: CasePage = await first.page()
      year.check.true(
        'its evidence stands in the other',
        one.evidenceFiles.some(({ carriedFrom }) => carriedFrom),
      )
      await first.goOnToDecision()
      await first.settle()
      return `${await first.told()}；${await second.told()}`
    },
  },
  {
    name: '另一地点的行为分案办理',
    begins: '2025-06-16',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-03' })
      await desk.file()
      const file = await desk.photograph()
      await desk.granted('splitting', {
        reason: '另一地点的行为事实不同',
        content: '在解放路 3 号另有占道经营',
        evidenceFileIds: [file],
        ...(await handlers(year, desk)),
      })
      const other = await madeFrom(desk, 'split')
      year.check.equal('it begins without a number', (await other.page()).case.number, null)
      await desk.goOnToDecision()
      await desk.settle()
      await other.comeToDecision()
      await other.settle()
      return `${await desk.told()}；${await other.told()}`
    },
  },
  {
    name: '终止调查后发现新证据，重新立案',
    begins: '2025-08-11',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-04' })
      await desk.file()
      // What waits for a tier when the case ends falls with it.
      const waiting = await desk.ask('extension', { reason: '须等待鉴定意见。', days: 30 })
      await desk.approval('extension-approval')
      await desk.granted('termination', termination)
      await desk.ends('terminated')
      await desk.sideFlow(waiting, 'refused')
      await year.calendar.days(20)
      await desk.granted('reopening', {
        ground: '发现新的证据',
        reason: '监控录像显示其继续占道',
        ...(await handlers(year, desk)),
      })
      const again = await madeFrom(desk, 'reopened')
      await again.comeToDecision()
      await again.settle()
      return `${await desk.told()}；${await again.told()}`
    },
  },
  {
    name: '不予立案',
    begins: '2025-09-22',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-05' })
      await desk.fill('enter-case')
      await desk.approve()
      await desk.fill('draft-filing')
      await desk.refuseToApprove('违法事实不清')
      await desk.ends('not-filed')
      return desk.told()
    },
  },
]
