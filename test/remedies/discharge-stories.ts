/** When the party owes nothing more, and the surcharge 加处罚款, where review or litigation change the fine while something of the enforcement is under way. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import { legalDay } from '../../src/platform/clock.ts'
import { addDays, startOfDay } from '../../src/platform/legal-day.ts'
import type { Play } from '../cases/officer-at-work.ts'
import type { WholeBureau } from '../cases/whole-bureau.ts'
import { conclude, decide, decideAndServe, eachDecided, giveBack, pay, register } from './decided-case.ts'

const day = 86_400_000

export function dischargeStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  let clerk: Actor
  eachDecided(open, (now) => ({ bureau, play, clerk } = now))

  const today = () => legalDay(bureau.clock.now())
  const page = () => bureau.cases.enforcementPage(play.lead, play.caseId)
  const paidOn = async () => {
    const { paid_at } = await bureau.cases.row(bureau.database, play.caseId)
    return paid_at === null ? null : legalDay(Number(paid_at))
  }
  const openTasks = async () => (await bureau.tasks.ofCase(play.caseId)).map(({ elementId }) => elementId)
  const reviewed = async (outcome: string, more: Parameters<typeof conclude>[4]) =>
    conclude(bureau, clerk, await register(bureau, clerk, play.caseId), outcome, more)
  const sued = async (outcome: string, more: Parameters<typeof conclude>[4]) => {
    const suit = { kind: 'litigation', organ: '示例县人民法院' }
    return conclude(bureau, clerk, await register(bureau, clerk, play.caseId, suit), outcome, more)
  }
  const overdue = async () => {
    const { dueOn } = (await bureau.deadlines.ofCase(play.caseId)).find(({ limit }) => limit === 'payment')!
    await bureau.advance(startOfDay(addDays(dueOn, 10)) - bureau.clock.now() + day / 2)
    await bureau.task(play.lead, 'chase-payment', play.caseId)
  }
  const requestSurcharge = async () => {
    const given = { proposal: '逾期未缴，建议加处罚款。' }
    const { id, ticket } = await bureau.cases.requestSideFlow(play.lead, play.caseId, 'surcharge', given)
    await bureau.settled({ ticket })
    return id
  }
  const ended = (id: string) =>
    bureau.eventually('its end', async () =>
      (await bureau.cases.page(play.lead, play.caseId)).sideFlows.find(
        (one) => one.id === id && one.endedAt !== null,
      ),
    )

  it('follows a lowered fine by what was decided on it, not by what was asked for and refused', async function () {
    this.timeout(120_000)
    await overdue()
    const first = await requestSurcharge()
    await play.approve()
    await ended(first)
    expect((await page()).surcharge.decidedFen).to.equal(9_000)
    const decidedUntil = today()
    await bureau.advance(5 * day)
    const second = await requestSurcharge()
    await play.refuseToApprove('请先催告。')
    expect((await ended(second)).state).to.equal('refused')
    await reviewed('changed', { newFineFen: 20_000 })
    expect((await page()).surcharge).to.include({ accruedFen: 9_000, decidedFen: 6_000 })
    const third = await requestSurcharge()
    const { data } = (await bureau.cases.page(play.lead, play.caseId)).sideFlows.find(
      ({ id }) => id === third,
    )!
    expect(data).to.include({ from: addDays(decidedUntil, 1), days: 5, amount: 3_000 })
  })

  it('is not decided beyond the fine as it is when the request is agreed to; the case waits for that', async function () {
    this.timeout(120_000)
    await overdue()
    const id = await requestSurcharge()
    await reviewed('changed', { newFineFen: 0 })
    await bureau.quiet()
    expect(await paidOn()).to.equal(null)
    expect(await openTasks()).not.to.include('draft-closing-report')
    await play.approve()
    expect((await ended(id)).state).to.equal('refused')
    expect((await page()).surcharge.decidedFen).to.equal(0)
    const { documents } = await bureau.cases.page(play.lead, play.caseId)
    expect(
      documents.filter((one) => one.kind === 'surcharge-decision').map((one) => [one.state, one.number]),
    ).to.deep.equal([['void', null]])
    await bureau.task(play.lead, 'draft-closing-report', play.caseId)
    expect(await paidOn()).to.equal(today())
  })

  it('is dated by what was paid in this round, not under a decision that had to be made again', async function () {
    this.timeout(120_000)
    await pay(bureau, play, 30_000)
    await bureau.advance(2 * day)
    await reviewed('revoked', { redo: { from: 'decision' } })
    await bureau.advance(day)
    await decide(bureau, play, 200)
    await sued('changed', { newFineFen: 0 })
    expect(await paidOn()).to.equal(null)
    await giveBack(bureau, play)
    expect(await paidOn()).to.equal(today())
  })

  it('is not told of a case whose new decision has no fine when the old one goes back', async function () {
    this.timeout(120_000)
    await pay(bureau, play, 30_000)
    await reviewed('revoked', { redo: { from: 'decision' } })
    await bureau.advance(day)
    await decideAndServe(bureau, play, 0)
    await giveBack(bureau, play)
    expect(await paidOn()).to.equal(null)
    const lines = await bureau.audit.list({ object: { type: 'case', id: play.caseId } })
    expect(lines.map(({ action }) => action)).not.to.include('enforcement.discharged')
  })
}
