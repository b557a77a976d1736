/** 复议与诉讼: upheld and dismissed, revoked on appeal, changed, illegal, made again from the decision or from the investigation. */
import { addDays } from '../../../src/platform/legal-day.ts'
import { type CaseDesk, openCase } from './case-desk.ts'
import { oweOnTheSpot } from './on-the-spot.ts'
import { RemedyDesk } from './remedy-desk.ts'
import type { Story } from './year.ts'

const decided = async (desk: CaseDesk): Promise<CaseDesk> => {
  await desk.comeToDecision()
  await desk.serveDecision()
  return desk
}

export const remedyCases: Story[] = [
  {
    name: '复议维持、诉讼驳回，期间停止执行',
    begins: '2025-04-21',
    async play(year) {
      const desk = await decided(await openCase(year, { squad: 'squad-01' }))
      await year.calendar.days(5)
      const review = await RemedyDesk.register(desk, 'review')
      await desk.runs('review-answer')
      await review.answer()
      await review.step('enforcement-suspension', {
        fromOn: year.calendar.today(),
        orderedBy: 'review-organ',
        reason: '执行将造成难以弥补的损失。',
      })
      await year.calendar.days(20)
      await review.step('enforcement-resumption', { toOn: year.calendar.today() })
      await year.calendar.days(10)
      const upheld = await review.conclude('upheld')
      year.check.equal('the decision stands', upheld.effect, { effect: 'stands' })
      await year.calendar.days(10)
      const suit = await RemedyDesk.register(desk, 'litigation', { priorId: review.read.id })
      year.check.equal('fifteen days after the review', suit.read.limitCode, 'litigation-after-review')
      await desk.runs('litigation-answer')
      await suit.answer(7)
      await year.calendar.days(45)
      await suit.conclude('dismissed')
      await desk.pay(30_000)
      await desk.close()
      return desk.told()
    },
  },
  {
    name: '一审撤销、二审维持原判，决定被撤销',
    begins: '2025-05-20',
    async play(year) {
      const desk = await decided(await openCase(year, { squad: 'squad-02' }))
      const suit = await RemedyDesk.register(desk, 'litigation')
      await suit.answer()
      await year.calendar.days(40)
      const judged = await suit.conclude('revoked', { final: false })
      year.check.equal('it is not final', judged.state, 'decided')
      await year.calendar.days(7)
      const appeal = await RemedyDesk.register(desk, 'appeal', { priorId: suit.read.id })
      await desk.runs('appeal-answer')
      await appeal.answer()
      await year.calendar.days(40)
      const final = await appeal.conclude('upheld')
      year.check.equal('the decision is void', final.effect?.decision, 'revoked')
      await desk.ends('revoked')
      await desk.refused('a payment', 'payment-received', { paidFen: 1, paidOn: year.calendar.today() })
      return desk.told()
    },
  },
  {
    name: '当场处罚复议变更，退还多缴罚款',
    begins: '2025-08-11',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-03')
      await desk.pay(6_000)
      const review = await RemedyDesk.register(desk, 'review', { procedure: 'simple' })
      await desk.runs('review-answer-simple')
      await review.answer(2)
      await year.calendar.days(20)
      const changed = await review.conclude('changed', { newFineFen: 5_000 })
      year.check.equal('what was paid too much goes back', changed.effect?.refundFen, 1_000)
      await desk.giveBack(1_000)
      await desk.archived()
      return desk.told()
    },
  },
  {
    name: '当场处罚复议确认违法，起诉不予立案',
    begins: '2025-08-25',
    async play(year) {
      const desk = await oweOnTheSpot(year, 'squad-04')
      await desk.pay(10_000)
      await desk.archived()
      const review = await RemedyDesk.register(desk, 'review')
      await review.answer(4)
      await year.calendar.days(30)
      await review.conclude('illegal')
      const suit = await RemedyDesk.register(desk, 'litigation', { priorId: review.read.id })
      await year.calendar.days(5)
      await suit.conclude('not-accepted')
      year.check.equal('it is illegal, and stands', (await desk.page()).case.decisionState, 'illegal')
      return desk.told()
    },
  },
  {
    name: '结案后复议撤销，责令重新作出决定',
    begins: '2025-09-08',
    async play(year) {
      const desk = await openCase(year, { squad: 'squad-05' })
      await desk.comeToDecision()
      await desk.settle()
      const review = await RemedyDesk.register(desk, 'review')
      await review.answer()
      await year.calendar.days(30)
      await review.conclude('revoked', {
        redo: { from: 'decision', by: addDays(year.calendar.today(), 60) },
      })
      await desk.stage('decision')
      await year.calendar.days(1)
      await desk.giveBack(30_000)
      await desk.decideWithoutHearing(200)
      await desk.settle(200)
      year.check.equal('two volumes are bound', (await desk.papers('volume')).length, 2)
      return desk.told()
    },
  },
  {
    name: '判决撤销生效，责令重新调查',
    begins: '2025-10-13',
    async play(year) {
      const desk = await decided(await openCase(year, { squad: 'squad-06' }))
      const suit = await RemedyDesk.register(desk, 'litigation')
      await suit.answer()
      await year.calendar.days(40)
      await suit.conclude('revoked', { final: false, redo: { from: 'investigation' } })
      await year.calendar.days(20)
      const final = await suit.step('final', { on: year.calendar.today() })
      year.check.equal('it has to be made again', final.effect?.decision, 'redo')
      await desk.stage('investigation')
      await year.calendar.days(1)
      await desk.goOnToDecision(200)
      await desk.settle(200)
      return desk.told()
    },
  },
]
