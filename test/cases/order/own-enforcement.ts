/** No step of 本机关强制执行 out of order: demanded, stated against, decided, demanded once more, carried out 代履行; agreed upon; torn down after its announcement. */
import { expect } from 'chai'
import type { Actor } from '../../../src/identity/actor.ts'
import type { OwnStepCode } from '../../../src/cases/own-enforcement/steps.ts'
import { addDays } from '../../../src/platform/legal-day.ts'
import type { FormData } from '../../../src/tasks/index.ts'
import { ownEnforcementDesk } from '../own-enforcement-desk.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { actsOf } from './acts.ts'
import { attempts, type Order } from './attempts.ts'
import { everyTier, officers, people } from './people.ts'

const hour = 3_600_000
const day = 24 * hour

/** What the investigation beside it may do at any time. */
const beside = [
  ...['draft-investigation-report', 'stop-order', 'appraisal', 'extension', 'suspension', 'splitting'],
  ...['transfer', 'criminal-transfer', 'change-of-officers'],
  ...['interview-notice', 'evidence-provision-notice', 'sampling-list'],
]

export function ownEnforcementOrder(open: () => Promise<WholeBureau>): void {
  const desk = ownEnforcementDesk(open)
  let order: Order
  /** The day that the decision names, the record of the site. */
  let dayOf = ''
  let site: object = {}
  afterEach(() => order?.close())

  const today = () => desk.today()
  const forms = (): { [element: string]: FormData } => ({
    ...desk.play.forms,
    review: { decision: 'agree', opinion: '同意' },
    'resume-enforcement': { reason: '权利已经查清。' },
  })
  const performer = {
    name: '示例县洁城环境工程有限公司',
    unrelated: true as const,
    subject: '清运建筑垃圾',
    budgetFen: 500_000,
  }

  async function begin() {
    const { bureau, play } = desk
    const { all, service } = actsOf(bureau, play.caseId, {
      fineFen: 30_000,
    })
    const step = (code: OwnStepCode, given: () => object) => (actor: Actor) =>
      bureau.cases.takeOwnStep(actor, play.caseId, code, { ...given() })
    const { id: photo } = await play.photograph()
    const began = today()
    order = await attempts({
      bureau,
      caseId: play.caseId,
      people,
      form: (element) => forms()[element]!,
      acts: {
        ...all,
        ...service('enforcement-demand'),
        ...service('enforcement-decision'),
        'enforcement-demand': (actor) =>
          bureau.cases.requestSideFlow(actor, play.caseId, 'enforcement-demand', {
            ...desk.demand({ means: 'performance', obligation: '清除堆放的建筑垃圾。' }),
          }),
        'enforcement-decision': (actor) =>
          bureau.cases.requestSideFlow(actor, play.caseId, 'enforcement-decision', {
            reason: '当事人经催告逾期仍不履行，且无正当理由。',
            way: '由代履行人清运。',
            ...desk.hours(dayOf),
            harm: 'pollution',
            performer,
          }),
        statement: step('statement', () => ({ receivedAt: desk.now(), content: '请求宽限一个月。' })),
        'state tomorrow': step('statement', () => ({ receivedAt: desk.now(day), content: '请求宽限。' })),
        'state before the demand': step('statement', () => ({
          receivedAt: `${began}T00:00:00+08:00`,
          content: '请求宽限。',
        })),
        'statement-review': step('statement-review', () => ({ review: '期限足够。', accepted: 'no' })),
        posting: step('posting', () => ({ postedOn: today(), place: '公告栏', recordingIds: [photo] })),
        performance: step('performance', () => ({ performedOn: today(), note: '已经清运完毕。' })),
        'perform tomorrow': step('performance', () => ({
          performedOn: addDays(today(), 1),
          note: '将清运。',
        })),
        'perform before the demand': step('performance', () => ({ performedOn: began, note: '早已清运。' })),
        agreement: step('agreement', () => ({
          agreedOn: today(),
          content: '分两次清运。',
          until: addDays(today(), 10),
          harmless: true,
        })),
        'agreement-end': step('agreement-end', () => ({
          outcome: 'broken',
          on: today(),
          note: '不再履行。',
        })),
        'tell the party': (actor) =>
          bureau.cases.tellParty(actor, play.caseId, { toldAt: desk.now(), way: '电话通知' }),
        'enforcement-site-record': (actor) =>
          bureau.cases.drawUpPaper(actor, play.caseId, 'enforcement-site-record', { ...site }),
      },
    })
    order.allow(officers, ...beside)
    dayOf = await desk.workingDay(addDays(today(), 60))
    site = await desk.site(today())
  }
  const becomes = (kind: string, state: string) =>
    desk.bureau.eventually(`${kind} ${state}`, async () => {
      const { sideFlows } = await desk.bureau.cases.page(desk.play.lead, desk.play.caseId)
      return sideFlows.findLast((one) => one.kind === kind)?.state === state
    })
  async function granted(kind: string, state = 'done') {
    await order.act(kind, officers)
    await order.approve(everyTier)
    await becomes(kind, state)
  }
  const tries = (kind: string) => [`find nobody for ${kind}`, `post ${kind}`, `get ${kind} back`]
  async function served(kind: string) {
    order.allow(officers, ...tries(kind))
    await order.act(`hand over ${kind}`, officers)
    order.forbid(...tries(kind))
  }
  async function demanded() {
    await desk.ordered()
    await begin()
    order.allow(officers, 'termination')
    await order.tryTheRest()
    await desk.to(addDays((await desk.dutyEnds())!, 1))
    await granted('enforcement-demand')
    order.forbid('termination')
    order.allow(officers, 'performance', 'agreement', 'enforcement-stay')
    await served('enforcement-demand')
    await order.act('statement', officers)
    order.allow(officers, 'statement')
    await order.act('statement-review', officers)
  }
  const verified = async () => expect((await desk.bureau.audit.verify()).ok).to.equal(true)

  it('has another perform once it was demanded, answered, decided, served and demanded again', async function () {
    this.timeout(240_000)
    await demanded()
    await order.tryTheRest()
    await desk.to(addDays((await desk.limit('enforcement-demand'))!.dueOn, 1))
    dayOf = await desk.workingDay(addDays(today(), 1))
    await granted('enforcement-decision')
    order.forbid('statement')
    await served('enforcement-decision')
    await desk.to(addDays(dayOf, 1))
    await granted('performance-demand')
    await served('enforcement-demand')
    const last = (await desk.limit('performance-demand'))!.dueOn
    await desk.to(last)
    await order.tryTheRest()
    const then = await desk.workingDay(addDays(last, 1))
    await desk.to(then)
    await desk.bureau.advance(8 * hour)
    site = await desk.site(then, { costFen: 480_000 })
    await order.act('enforcement-site-record', officers)
    order.forbid('performance', 'agreement', 'enforcement-stay')
    // An order may ask for more than what was enforced.
    order.allow(officers, 'termination', 'enforcement-demand')
    await order.tryTheRest()
    await verified()
  })

  it('rests while it is agreed upon or stayed, and goes on after that', async function () {
    this.timeout(240_000)
    await demanded()
    await order.act('agreement', officers)
    await desk.to(addDays((await desk.limit('enforcement-demand'))!.dueOn, 1))
    dayOf = await desk.workingDay(addDays(today(), 5))
    await order.act('agreement-end', officers)
    order.allow(officers, 'agreement', 'enforcement-decision')
    await granted('enforcement-stay', 'suspended')
    order.forbid('enforcement-decision')
    await order.take('resume-enforcement', officers)
    await becomes('enforcement-stay', 'done')
    order.allow(officers, 'enforcement-stay')
    await granted('enforcement-decision')
    order.forbid('statement')
    order.allow(officers, ...tries('enforcement-decision'), 'hand over enforcement-decision')
    await order.act('performance', officers)
    order.forbid('agreement', 'enforcement-stay')
    order.allow(officers, 'termination', 'enforcement-demand')
    await order.tryTheRest()
    await verified()
  })
}
