/** No step of an ordinary case 普通程序 out of order, from its entry to the archive. */
import { expect } from 'chai'
import { type Play, startCase, tiers } from '../officer-at-work.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { actsOf } from './acts.ts'
import { attempts } from './attempts.ts'
import { everyTier, headAlone, legalReviewers, officers, people } from './people.ts'

export function ordinaryOrder(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    play = await startCase(bureau)
  })
  after(() => bureau?.close())

  it('takes each step from whom the law names, when it is time, and from nobody else', async function () {
    this.timeout(180_000)
    const { messages, sideFlows, afterwards, service } = actsOf(bureau, play.caseId, { fineFen: 30_000 })
    const { reopening, refund, surcharge, instalment, termination } = sideFlows
    const order = await attempts({
      bureau,
      caseId: play.caseId,
      people,
      form: (element) =>
        element === 'review' ? { decision: 'agree', opinion: '同意' } : play.forms[element]!,
      acts: {
        ...messages,
        ...afterwards,
        ...{ reopening, refund, surcharge, instalment, termination },
        'hand over the decision': service('penalty-decision')['hand over penalty-decision']!,
      },
    })
    const { take, approve, act, allow, forbid } = order
    const inTurn = async (element: string, by: readonly string[] = officers) => {
      await take(element, by)
      await approve(everyTier)
    }

    allow(officers, 'termination')
    await inTurn('enter-case')
    await inTurn('draft-filing')
    allow(officers, 'interview-party', 'collect-evidence')
    await take('inspect-scene', officers)
    await take('interview-party', officers)
    await play.photograph()
    await take('collect-evidence', officers)
    await take('order-correction', officers)
    await approve(headAlone)
    await take('serve-correction-order', officers)
    await inTurn('draft-investigation-report')
    await take('legal-review', legalReviewers)
    await inTurn('draft-advance-notice')

    await take('serve-advance-notice', officers)
    allow(officers, 'statement-received')
    const waiver = await play.waiver()
    await act('rights-waived', officers, (actor) =>
      bureau.cases.recordPartyMessage(actor, play.caseId, 'rights-waived', waiver),
    )
    await inTurn('draft-decision')

    forbid('statement-received', 'termination')
    allow(officers, 'payment-received', 'instalment', 'hand over the decision')
    await take('serve-decision', officers)
    forbid('hand over the decision')
    await act('payment-received', officers)
    forbid('instalment')
    await play.signRecords()
    await inTurn('draft-closing-report')
    await bureau.eventually('the case is archived', async () => {
      const { state } = (await bureau.cases.page(play.lead, play.caseId)).case
      return state === 'archived'
    })
    await order.tryTheRest()
    expect(order.tried).to.be.greaterThan(tiers.length * 1_000)
    expect((await bureau.audit.verify()).ok).to.equal(true)
    await order.close()
  })
}
