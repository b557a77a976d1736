/** Nothing that the party says to its notice 陈述、申辩 out of order: once it has been served, before the decision; each statement reviewed, the right given up by who signed for it. */
import { expect } from 'chai'
import type { PartyMessageName } from '../../../src/cases/index.ts'
import type { Actor } from '../../../src/identity/actor.ts'
import { isoInstant } from '../../../src/platform/clock.ts'
import type { FormData } from '../../../src/tasks/index.ts'
import { type Play, startCase } from '../officer-at-work.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { actsOf } from './acts.ts'
import { attempts, type Order } from './attempts.ts'
import { everyTier, legalReviewers, officers, people } from './people.ts'

const hour = 3_600_000
const day = 24 * hour

export function statementOrder(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  let order: Order
  /** While the notice is drafted. */
  let drafted = ''
  let stated = '请求从轻'
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    play = await startCase(bureau)
    await play.file()
    await play.investigate()
    await play.report()
    drafted = at()
  })
  after(() => bureau?.close())
  afterEach(() => order?.close())

  const at = (later = 0) => isoInstant(bureau.clock.now() + later)
  const forms = (): { [element: string]: FormData } => ({
    ...play.forms,
    review: { decision: 'agree', opinion: '同意' },
    'serve-advance-notice': { ...play.forms['serve-advance-notice'], at: at() },
    'draft-decision': { ...play.forms['draft-decision'], lateStatement: '再次请求宽限，不予采纳。' },
    'serve-decision': { ...play.forms['serve-decision'], at: at() },
    'review-statement': { statement: stated, accepted: 'no', result: '不予采纳。', fineYuan: 300 },
  })

  it('is heard after its notice is served and before it is decided, and reviewed each time', async function () {
    this.timeout(180_000)
    const { messages, sideFlows } = actsOf(bureau, play.caseId, { fineFen: 30_000 })
    const waiver = await play.waiver()
    await bureau.advance(hour)
    const says = (name: PartyMessageName, receivedAt: () => string, given: object) => (actor: Actor) =>
      bureau.cases.recordPartyMessage(actor, play.caseId, name, { ...given, receivedAt: receivedAt() })
    const content = { content: '请求从轻' }
    order = await attempts({
      bureau,
      caseId: play.caseId,
      people,
      form: (element) => forms()[element]!,
      acts: {
        ...messages,
        instalment: sideFlows.instalment,
        'state tomorrow': says('statement-received', () => at(day), content),
        'state before the notice': says('statement-received', () => drafted, content),
        'waive tomorrow': says('rights-waived', () => at(day), waiver),
        'waive before the notice': says('rights-waived', () => drafted, waiver),
        'waive by what was there before': says('rights-waived', at, waiver),
      },
    })
    await order.take('legal-review', legalReviewers)
    await order.take('draft-advance-notice', officers)
    await order.approve(everyTier)
    await bureau.advance(hour)
    await order.take('serve-advance-notice', officers, { at: at(hour) }, { at: at(-2 * day) })
    await order.act('statement-received', officers)
    order.allow(officers, 'statement-received')
    // More comes while it is reviewed, which takes longer than a day.
    order.allow(officers, 'review-statement')
    await order.act('statement-received', officers)
    order.allow(officers, 'statement-received')
    await bureau.advance(26 * hour)
    await order.take('review-statement', officers, { fineYuan: 301 })
    stated = '请求再宽限'
    await order.take('review-statement', officers)
    const signed = await play.waiver()
    await order.act('rights-waived', officers, (actor) =>
      bureau.cases.recordPartyMessage(actor, play.caseId, 'rights-waived', signed),
    )
    // The time for it is over, the decision is not made: it is weighed there.
    order.allow(officers, 'draft-decision')
    await order.act('statement-received', officers)
    order.allow(officers, 'statement-received')
    await order.take('draft-decision', officers, { lateStatement: '' })
    await order.approve(everyTier)
    order.forbid('statement-received')
    order.allow(officers, 'payment-received')
    await order.take('serve-decision', officers, { at: at(hour) }, { at: at(-day) })
    const [decision] = (await bureau.documents.ofCase(bureau.database.sql, play.caseId)).filter(
      ({ kind }) => kind === 'penalty-decision',
    )
    const page = (await bureau.documents.html(play.lead, decision!.id)).toString()
    expect(page.match(/请求(从轻|再宽限|宽限)/g), 'all are told with the decision').to.deep.equal([
      '请求从轻',
      '请求再宽限',
      '请求宽限',
    ])
    expect((await bureau.audit.verify()).ok).to.equal(true)
  })
}
