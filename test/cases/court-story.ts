/** 申请法院强制执行: from the demand to the ruling. Half a year passes: a bureau of its own, whose calendar reaches as far. */
import { expect } from 'chai'
import { isoInstant } from '../../src/platform/clock.ts'
import { addDays, dayNumber, startOfDay } from '../../src/platform/legal-day.ts'
import { enforcementDesk } from './enforcement-desk.ts'
import { refusedWith as refusal } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function courtStory(open: () => Promise<WholeBureau>): void {
  const desk = enforcementDesk(open)
  const { today, page, limit, approve, archived, documents, overdue, chase, demanded } = desk

  it('goes to the court after a demand, the remedies’ time, and within three months; a refusal ends it', async function () {
    this.timeout(240_000)
    await overdue()
    await chase()
    const served = today()
    const demand = await demanded()
    expect(demand.startsOn).to.equal(served)
    const { ticket } = await desk.bureau.cases.recordPartyMessage(
      desk.officer,
      desk.caseId,
      'demand-statement-received',
      {
        receivedAt: isoInstant(desk.bureau.clock.now()),
        content: '认为处罚过重。',
      },
    )
    await desk.bureau.settled({ ticket: ticket! })
    await desk.bureau.complete(desk.officer, 'review-demand-statement', desk.caseId, {
      review: '处罚决定事实清楚、裁量适当',
      accepted: 'no',
    })
    await desk.bureau.advance(startOfDay(addDays(demand.dueOn, 1)) - desk.bureau.clock.now() + 3_600_000)
    await desk.bureau.eventually(
      'the demand is over',
      async () => (await limit('demand-before-court'))!.endedOn !== null,
    )
    expect(await desk.bureau.tasks.ofCase(desk.caseId)).to.deep.equal([])
    const { served_at: decidedAt } = await desk.bureau.cases.row(
      { sql: desk.bureau.database.sql },
      desk.caseId,
    )
    // Over a decision on the spot one goes to review first: without it no suit is open (行政复议法 第二十三条).
    const { dueOn: remedies } = await desk.bureau.deadlines.dueOf('administrative-review', decidedAt!)
    await desk.bureau.advance((dayNumber(remedies) - dayNumber(today()) + 2) * day)
    await desk.bureau.task(desk.officer, 'draft-court-application', desk.caseId)
    const court = (await limit('court-application'))!
    expect(court.startsOn).to.equal(remedies)
    await desk.bureau.complete(desk.officer, 'draft-court-application', desk.caseId, {
      head: '李某',
      headPost: '局长',
      course: '被申请人在法定期限内未申请行政复议，未提起行政诉讼，又不履行。',
      subject: '罚款人民币一百元。',
    })
    await approve()
    await desk.bureau.task(desk.officer, 'file-court-application', desk.caseId)
    const file = (filedOn: string) =>
      desk.bureau.complete(desk.officer, 'file-court-application', desk.caseId, {
        court: '示例县人民法院',
        filedOn,
      })
    expect(await refusal(file(addDays(today(), 1)))).to.deep.equal(['input-invalid', 'filedOn'])
    // What was asked for before the application is not decided after it either (行政强制法 第五十四条、第五十五条).
    const asked = await desk.request('surcharge', { proposal: '逾期未缴，建议加处罚款。' })
    await file(today())
    await approve()
    const late = await desk.bureau.eventually('the surcharge is over', async () => {
      const found = await desk.sideFlow(asked)
      return found.endedAt !== null && found
    })
    expect([late.state, late.reason]).to.deep.equal([
      'refused',
      '已经申请人民法院强制执行，不能再决定加处罚款（行政强制法 第五十四条、第五十五条）',
    ])
    expect(await refusal(desk.request('surcharge', { proposal: '逾期未缴，建议加处罚款。' }))).to.deep.equal([
      'conflict',
    ])
    expect([
      (await page()).surcharge.decidedFen,
      (await documents()).includes('surcharge-decision'),
    ]).to.deep.equal([0, false])
    const rule = (ruledOn: string) =>
      desk.bureau.complete(desk.officer, 'record-court-ruling', desk.caseId, {
        ruling: 'refused',
        rulingNumber: '（2026）示行审1号',
        ruledOn,
      })
    // Before it was applied for, and ahead of today.
    for (const days of [-1, 1])
      expect(await refusal(rule(addDays(today(), days)))).to.deep.equal(['input-invalid', 'ruledOn'])
    await rule(today())
    await archived()
    expect((await limit('court-application'))!.state).to.equal('met')
    expect((await page()).state).to.equal('ended')
    expect((await page()).ended).to.include({ ground: 'court-refused' })
    expect(await documents()).to.include.members([
      'demand-notice',
      'proof-of-service',
      'court-enforcement-application',
    ])
    const application = (await desk.bureau.documents.ofCase(desk.bureau.database.sql, desk.caseId)).find(
      ({ kind }) => kind === 'court-enforcement-application',
    )!
    const { courtApplication, demand: told } = JSON.parse(application.facts) as {
      courtApplication: { requests: string[]; annexes: object[] }
      demand: { servedOn: string; response: string }
    }
    expect(courtApplication.requests).to.deep.equal(['强制执行被申请人应缴纳的罚款100元'])
    expect(courtApplication.annexes).to.have.length(5)
    expect([told.servedOn, told.response.includes('认为处罚过重')]).to.deep.equal([served, true])
  })
}
