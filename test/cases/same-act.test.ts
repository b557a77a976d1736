/** 一事不再罚 (行政处罚法 第二十九条): what was fined on the spot is not fined again by an ordinary case, unless its report or its decision says why it is another act. */
import { expect } from 'chai'
import type { Problem } from '../../src/platform/problem.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { startCase } from './officer-at-work.ts'
import { onTheSpot } from './on-the-spot.ts'
import { refusedWith } from './refused-with.ts'
import { openWholeBureau, type WholeBureau } from './whole-bureau.ts'

describe('an act that was fined', () => {
  let bureau: WholeBureau
  before(async () => (bureau = await openWholeBureau({ engine: onEmbedded })))
  after(() => bureau.close())

  /** The case of an act, reported on; then the same party is fined on the spot for it. */
  async function reported() {
    const play = await startCase(bureau)
    await play.file()
    await play.investigate()
    await play.fill('serve-correction-order')
    const { partyId, place } = play.forms['enter-case'] as { partyId: string; place: string }
    const fineOnTheSpot = () =>
      bureau.cases.decideOnTheSpot(
        play.lead,
        onTheSpot(bureau.clock.now(), play.assisting.officerId!, {
          party: undefined,
          partyId,
          place,
          delivery: { recipient: '张三丰' },
          distinctAct: '看似另一违法行为',
        }),
      )
    return { play, fineOnTheSpot }
  }

  it('is not fined again by the report of an ordinary case, which names the decision', async () => {
    const { play, fineOnTheSpot } = await reported()
    const { number } = await fineOnTheSpot()
    const told = await play.fill('draft-investigation-report').then(
      () => undefined,
      (error: Problem) => error,
    )
    expect(told).to.include({ code: 'same-act', status: 409 })
    expect(told!.fields.map(({ path }) => path)).to.deep.equal(['distinctAct'])
    expect(told!.message).to.include(number).and.include('另一违法行为的理由')
    const distinctAct = '当场处罚的是上午的摆放，本案是改正后又摆放'
    await play.fill('draft-investigation-report', { distinctAct })
    const { facts } = await bureau.cases.page(play.lead, play.caseId)
    expect(facts.find(({ kind }) => kind === 'report')!.data.distinctAct).to.equal(distinctAct)
  }).timeout(60_000)

  it('is not fined again by a decision, where it was fined after the report', async () => {
    const { play, fineOnTheSpot } = await reported()
    await play.fill('draft-investigation-report')
    await play.approve()
    await play.fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await play.fill('draft-advance-notice')
    await play.approve()
    await play.fill('serve-advance-notice')
    await play.waive()
    await fineOnTheSpot()
    expect(await refusedWith(play.fill('draft-decision'))).to.deep.equal(['same-act', 'distinctAct'])
    await play.fill('draft-decision', { distinctAct: '另一处摊位，照片可以区分' })
  }).timeout(60_000)
})
