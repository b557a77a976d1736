/** 退回补充调查, 集体讨论决定不予处罚, 改为处罚的先告知 (行政处罚法 第四十四条、第五十七条、第五十八条). Told once for both engines. */
import { expect } from 'chai'
import { startCase } from './officer-at-work.ts'
import { exemption } from './ordinary-forms.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

export function sentBackStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())

  const reported = async (report: object = {}) => {
    const play = await startCase(bureau)
    await play.file()
    await play.investigate()
    await play.report({ ...report })
    return play
  }
  const reviewer = () => bureau.actor('legal-reviewer-2')
  const issued = async ({ lead, caseId }: Awaited<ReturnType<typeof reported>>, kind: string) =>
    (await bureau.cases.page(lead, caseId)).documents.filter(
      (one) => one.kind === kind && one.state === 'issued',
    ).length

  it('a review that finds the facts unclear leads back to the investigation; its report is made and approved anew', async () => {
    const play = await reported()
    const { fill, lead, caseId } = play
    const before = (await bureau.deadlines.ofCase(caseId)).find(({ limit }) => limit === 'case-decision')!
    const unclear = { reviewOutcome: 'reinvestigate', opinion: '占道面积没有测量，证据不足。' }
    await fill('legal-review', unclear, await reviewer())
    await bureau.task(lead, 'supplement-investigation', caseId)
    const page = await bureau.cases.page(lead, caseId)
    expect(page.case.stage).to.equal('investigation')
    expect(page.tasks.map(({ elementId }) => elementId)).to.deep.equal(['supplement-investigation'])
    expect(page.facts.find(({ kind }) => kind === 'legal-review')?.state).to.equal('void')
    await play.photograph()
    await fill('supplement-investigation', { note: '补充测量：占道约二平方米。' })
    await fill('draft-investigation-report')
    await play.approve()
    await fill('legal-review', {}, await reviewer())
    await bureau.task(lead, 'draft-advance-notice', caseId)
    expect([
      await issued(play, 'investigation-report'),
      await issued(play, 'legal-review-opinion'),
      await issued(play, 'inspection-record'),
    ]).to.deep.equal([2, 1, 1])
    // Time goes on meanwhile: it is the same limit.
    const limits = (await bureau.deadlines.ofCase(caseId)).filter(({ limit }) => limit === 'case-decision')
    expect(limits.map(({ dueOn }) => dueOn)).to.deep.equal([before.dueOn])
    expect(await bureau.audit.verify()).to.include({ ok: true })
  }).timeout(180_000)

  it('a discussion may decide for no penalty: nothing is notified, and no penalty is drafted against it', async () => {
    const play = await reported({ complexCase: true })
    const { fill, lead, caseId } = play
    await fill('legal-review', {}, await reviewer())
    const { fineYuan: _none, ...none } = {
      conclusion: '不予处罚。',
      discussionOutcome: 'no-penalty',
      fineYuan: 0,
    }
    await play.discuss(none)
    await bureau.task(lead, 'draft-decision', caseId)
    expect(await refusedWith(fill('draft-decision'))).to.deep.equal(['input-invalid', 'decisionKind'])
    await fill('draft-decision', exemption)
    await bureau.task(await bureau.actor('squad-01-legal'), 'review', caseId)
    expect(await issued(play, 'advance-notice')).to.equal(0)
  }).timeout(180_000)

  it('who was to go unpunished is told before a penalty is decided after all', async () => {
    const play = await reported({ proposedDecision: 'no-penalty', fineYuan: 0 })
    const { fill, lead, caseId } = play
    await fill('legal-review', {}, await reviewer())
    await fill('draft-decision')
    await fill('draft-advance-notice')
    await play.approve()
    await fill('serve-advance-notice')
    await bureau.eventually('the time to speak', async () =>
      (await bureau.deadlines.ofCase(caseId)).some(({ limit }) => limit === 'statement-defence'),
    )
    expect(await issued(play, 'advance-notice')).to.equal(1)
    expect((await bureau.tasks.mine(lead, { caseId })).items).to.deep.equal([])
  }).timeout(180_000)
}
