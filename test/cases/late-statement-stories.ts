/** What the party states while its decision goes through the tiers: seen by who has to approve, weighed before anyone does (行政处罚法 第四十五条). */
import { expect } from 'chai'
import { isoInstant } from '../../src/platform/clock.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { type Play, startCase, tiers } from './officer-at-work.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

export function lateStatementStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    play = await startCase(bureau)
    await play.file()
    await play.fill('inspect-scene')
    await play.fill('interview-party')
    await play.notify()
    await play.waive()
    await play.fill('draft-decision')
  })
  after(() => bureau?.close())

  const state = (content: string) =>
    bureau.cases.recordPartyMessage(play.lead, play.caseId, 'statement-received', {
      receivedAt: isoInstant(bureau.clock.now()),
      content,
    })
  const pageOf = async (userName: string, elementId = 'review') => {
    const actor = await bureau.actor(userName)
    const { userTaskKey } = await bureau.task(actor, elementId, play.caseId)
    return bureau.cases.taskPage(actor, userTaskKey)
  }
  const refusal = (work: Promise<void>) =>
    work.then(
      () => '',
      (error: Problem) => `${error.code} ${error.message}`,
    )
  const told = async (userName: string) =>
    (await bureau.tasks.notifications.mine(await bureau.actor(userName))).filter(
      ({ kind }) => kind === 'approval-overtaken',
    ).length

  it('is put before the tier that it waits for, which sends the decision back and cannot agree', async function () {
    this.timeout(120_000)
    await play.approve(tiers.slice(0, 3))
    const before = await pageOf(tiers[3])
    expect([before.unweighed, before.approval?.overtaken]).to.deep.equal([[], null])
    await bureau.advance(3_600_000)
    await state('摆放的是邻居的菜筐，附照片。')
    const page = await pageOf(tiers[3])
    expect(page.unweighed.map(({ content }) => content)).to.deep.equal(['摆放的是邻居的菜筐，附照片。'])
    expect(page.approval?.overtaken).to.include('须退回承办人复核后再审批')
    expect([await told(tiers[3]), await told('squad-01-officer-1'), await told(tiers[0])]).to.deep.equal([
      1, 1, 0,
    ])
    for (const decision of ['agree', 'add-tier-after'])
      expect(
        await refusal(play.decide(tiers[3], { decision, opinion: '同意', addRole: 'legal-section' })),
      ).to.match(/^conflict .*当事人在审批期间提出了陈述、申辩，须退回承办人复核后再审批/)
    await play.decide(tiers[3], { decision: 'return', returnTo: 0, opinion: '请复核当事人的意见' })
    expect((await pageOf('squad-01-officer-1', 'draft-decision')).unweighed).to.have.length(1)
  })

  it('is weighed in the new draft, each time anew', async function () {
    this.timeout(120_000)
    const weighed = { lateStatement: '当事人称菜筐是邻居的，与笔录不符，不予采纳。' }
    expect(await refusedWith(play.fill('draft-decision'))).to.deep.equal(['input-invalid', 'lateStatement'])
    await play.fill('draft-decision', weighed)
    await play.approve(tiers.slice(0, 1))
    await bureau.advance(3_600_000)
    await state('请求分期缴纳。')
    // Not the last tier alone: what has to go back is not sent up first.
    expect(await refusal(play.decide(tiers[1], { decision: 'agree', opinion: '同意' }))).to.match(
      /^conflict /,
    )
    await play.decide(tiers[1], { decision: 'return', returnTo: 0, opinion: '请复核' })
    const repeated = play.fill('draft-decision', weighed)
    expect(await refusedWith(repeated)).to.deep.equal(['input-invalid', 'lateStatement'])
    await play.fill('draft-decision', { lateStatement: `${weighed.lateStatement}请求分期缴纳的，另行申请。` })
    await play.approve()
    const decision = await bureau.eventually('the decision', async () =>
      (await bureau.documents.ofCase(bureau.database.sql, play.caseId)).find(
        ({ kind, state: at }) => kind === 'penalty-decision' && at === 'issued',
      ),
    )
    const text = (await bureau.documents.html(play.lead, decision.id)).toString()
    for (const word of ['菜筐是邻居的', '请求分期缴纳']) expect(text).to.include(word)
  })
}
