/** No step of a hearing 听证 out of order: asked for, arranged, notified seven days before, held, signed, reported; withdrawn. */
import { expect } from 'chai'
import type { PartyMessageName } from '../../../src/cases/index.ts'
import type { Actor } from '../../../src/identity/actor.ts'
import type { FormData } from '../../../src/tasks/index.ts'
import { hearingDesk } from '../hearing-desk.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { actsOf } from './acts.ts'
import { attempts, type Order } from './attempts.ts'
import { officers, people } from './people.ts'

const hour = 3_600_000
const day = 24 * hour
/** 法制科 arranges; nobody of it handles the case. */
const legalSection = ['legal-reviewer-1', 'legal-reviewer-2', 'legal-reviewer-3']
const host = ['legal-reviewer-2']
const deputy = [['general-deputy-a']]

export function hearingOrder(open: () => Promise<WholeBureau>): void {
  const desk = hearingDesk(open)
  let order: Order
  let startsAt = 0
  afterEach(() => order?.close())

  const signatures = () => desk.people.map(({ role, name }) => ({ role: role!, name: name!, signed: true }))
  const forms = (): { [element: string]: FormData } => ({
    review: { decision: 'agree', opinion: '同意' },
    'arrange-hearing': desk.form(startsAt),
    'serve-hearing-notice': desk.notice(),
    'hold-session': desk.session(),
    'resume-hearing': { reason: '当事人已经康复。' },
    'sign-hearing-record': { signatures: signatures() },
    'write-hearing-report': {
      investigators: '占道经营事实清楚，建议罚款三百元。',
      party: '已经改正，请求从轻。',
      findings: '认定占道经营的事实，证据充分。',
      opinion: '建议罚款二百五十元。',
      fineYuan: 250,
    },
    'draft-decision': desk.play.forms['draft-decision']!,
    'legal-review': desk.play.forms['legal-review']!,
    'discuss-collectively': { conclusion: '同意', fineYuan: 250 },
    'review-statement': { statement: '从轻', accepted: 'no', result: '不予采纳', fineYuan: 300 },
  })

  async function begin() {
    const { bureau, play } = desk
    const { messages, sideFlows, service } = actsOf(bureau, play.caseId, { fineFen: 30_000 })
    const { 'rights-waived': _none, ...said } = messages
    const waiver = await play.waiver()
    const says = (name: PartyMessageName, receivedAt: () => string) => (actor: Actor) =>
      bureau.cases.recordPartyMessage(actor, play.caseId, name, { receivedAt: receivedAt() })
    const before = desk.now(-day)
    order = await attempts({
      bureau,
      caseId: play.caseId,
      people: [...people, 'legal-reviewer-3', 'legal-rules-1'],
      form: (element) => forms()[element] ?? { ...desk.play.forms[element] },
      acts: {
        ...said,
        ...service('hearing-notice'),
        instalment: sideFlows.instalment,
        'waive the rights': (actor: Actor) =>
          bureau.cases.recordPartyMessage(actor, play.caseId, 'rights-waived', waiver),
        'request it before the notice': says('hearing-requested', () => before),
        'request it tomorrow': says('hearing-requested', () => desk.now(day)),
        'withdraw before the request': says('hearing-withdrawn', () => before),
        'withdraw tomorrow': says('hearing-withdrawn', () => desk.now(day)),
        rearrange: (actor) =>
          bureau.cases.rearrangeHearing(actor, play.caseId, { cause: 'other', reason: '会场另有安排' }),
      },
    })
    order.allow(officers, 'statement-received')
  }
  const becomes = desk.becomes
  async function requested(): Promise<void> {
    await begin()
    order.allow(officers, 'waive the rights')
    await order.act('hearing-requested', officers)
    order.forbid('waive the rights')
    await becomes('requested')
  }
  const heard = () => order.allow(officers, 'hearing-withdrawn')

  it('is held by who did not investigate, seven days after its notice, signed and reported before the decision', async function () {
    this.timeout(120_000)
    await requested()
    heard()
    startsAt = desk.later(20)
    await order.take('arrange-hearing', legalSection, { startsAt: desk.now(7 * day) })
    order.allow(legalSection, 'rearrange')
    await order.approve(deputy)
    // What fails is recorded on the page of service; that it was served, on the form from which the hearing counts.
    const tries = ['find nobody for hearing-notice', 'post hearing-notice', 'get hearing-notice back']
    order.allow(officers, ...tries)
    await order.take('serve-hearing-notice', officers, { at: desk.now(day) }, { at: desk.now(-2 * day) })
    await becomes('noticed')
    order.forbid(...tries)
    await desk.bureau.quiet()
    const { documents } = await desk.bureau.cases.servicePage(desk.play.lead, desk.play.caseId)
    const notice = documents.find(({ kind }) => kind === 'hearing-notice')!
    expect([notice.state, notice.attempts.map(({ proofId }) => typeof proofId)]).to.deep.equal([
      'served',
      ['string'],
    ])
    // Before its day its host does not hold it either.
    const { userTaskKey } = await desk.bureau.task(desk.host, 'hold-session', desk.play.caseId)
    order.allow(host, 'hold-session')
    await order.tryTheRest()
    await order.refused(
      'a session before its day',
      desk.bureau.tasks.complete(desk.host, userTaskKey, desk.session()),
    )
    await desk.moveTo(startsAt + hour)
    await order.take(
      'hold-session',
      host,
      { startedAt: desk.now(-2 * hour) },
      { participants: desk.people.slice(1) },
      { endedAt: desk.now(hour) },
    )
    order.forbid('hearing-withdrawn', 'rearrange')
    await order.take('sign-hearing-record', host, { signatures: signatures().slice(1) })
    await order.take('write-hearing-report', host, { fineYuan: 301 })
    await desk.bureau.task(await desk.bureau.actor('legal-reviewer-2'), 'legal-review', desk.play.caseId)
    order.allow(legalSection, 'legal-review')
    await order.tryTheRest()
    expect((await desk.bureau.audit.verify()).ok).to.equal(true)
  })

  it('that is withdrawn is not held, and the case goes on to its decision', async function () {
    this.timeout(120_000)
    await requested()
    startsAt = desk.later(20)
    heard()
    await order.take('arrange-hearing', legalSection)
    order.allow(legalSection, 'rearrange')
    await desk.bureau.task(await desk.bureau.actor('general-deputy-a'), 'review', desk.play.caseId)
    order.allow(['general-deputy-a'], 'review')
    await order.act('hearing-withdrawn', officers)
    order.forbid('rearrange')
    await becomes('withdrawn')
    order.allow(officers, 'hearing-requested', 'waive the rights')
    await order.tryTheRest()
  })
}
