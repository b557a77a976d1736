/** What an approval tells the people whom it concerns: what waits for whom, why it came back, when it is due and overdue. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import { type Play, startCase, tiers } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

export function approvalMessageStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  let approvalId: string
  const person = (userName: string): Promise<Actor> => bureau.actor(userName)
  const view = async () => bureau.approvals.get(play.lead, approvalId)

  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(60_000)
    play = await startCase(bureau)
    await play.fill('enter-case')
    approvalId = await play.approval()
  })

  it('says what is approved: in the title of the task, in messages, and why it came back', async () => {
    const legal = await person('squad-01-legal')
    const { userTaskKey, title } = await bureau.task(legal, 'review', play.caseId)
    expect(title).to.equal('审批：案源登记表')
    expect((await bureau.tasks.get(legal, userTaskKey)).title).to.equal(title)
    const listed = (await bureau.cases.tasklists.open(legal, {})).items.find(
      (one) => one.userTaskKey === userTaskKey,
    )
    expect(listed?.title).to.equal(title)
    const told = async (actor: Actor, wanted: string) =>
      (await bureau.tasks.notifications.mine(actor)).find(
        ({ kind, caseId }) => kind === wanted && caseId === play.caseId,
      )?.text
    const waiting = await told(legal, 'approval-waiting')
    expect(waiting).to.match(/^《案源登记表》（.+）等待您以法制员身份审批$/)
    await play.decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '请补充占道面积' })
    await bureau.eventually('it is returned', async () => (await view()).outcome === 'returned')
    const returned = await told(play.lead, 'approval-closed')
    expect(returned).to.match(/^《案源登记表》（.+）被退回，.+的理由：请补充占道面积$/)
    const { party } = await bureau.cases.page(play.lead, play.caseId)
    for (const text of [waiting, returned]) expect(text).not.to.contain(party!.name)
  })

  it('reminds 催办 on the morning of the last day, and tells who stands above once it is overdue', async function () {
    this.timeout(60_000)
    const [legal, head] = await Promise.all([person('squad-01-legal'), person('squad-01-head')])
    const reminders = (kind: string) => async () => {
      const rows = await bureau.database.sql.all(
        'SELECT 1 FROM approval_reminders WHERE approval_id = ? AND kind = ?',
        [approvalId, kind],
      )
      return rows.length > 0
    }
    const [round] = await bureau.database.sql.all<{ due_at: number }>(
      'SELECT due_at FROM approval_tiers WHERE approval_id = ?',
      [approvalId],
    )
    const reminderAt = round!.due_at - 14 * 3_600_000
    // Only a task that is there has its timers: a tier that begins after the instant is reminded a day later.
    await bureau.task(legal, 'review', play.caseId)
    await bureau.advance(reminderAt - bureau.clock.now())
    await bureau.eventually('the reminder', reminders('due'))
    expect(await reminders('escalation')()).to.equal(false)
    await bureau.advance(round!.due_at + 2_000 - bureau.clock.now())
    await bureau.eventually('the escalation', reminders('escalation'))
    expect((await bureau.tasks.notifications.mine(legal)).map(({ kind }) => kind)).to.include(
      'approval-reminder',
    )
    expect((await bureau.tasks.notifications.mine(head)).map(({ kind }) => kind)).to.include(
      'approval-overdue',
    )
    // The tier still decides.
    await play.approve(tiers.slice(0, 1))
    await bureau.eventually('the next tier', async () => (await view()).tierIndex === 2)
  })
}
