/** No step of a side flow 旁支事项 out of order: suspended, resumed, ended; split, joined, extended; appraised; what the party says to its notice. */
import { expect } from 'chai'
import type { Actor } from '../../../src/identity/actor.ts'
import { legalDay } from '../../../src/platform/clock.ts'
import { addDays } from '../../../src/platform/legal-day.ts'
import type { FormData } from '../../../src/tasks/index.ts'
import { type Play, startCase } from '../officer-at-work.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { actsOf } from './acts.ts'
import { attempts, type Order } from './attempts.ts'
import { everyTier, headAlone, officers, people } from './people.ts'
import { twoApprovals } from './two-approvals.ts'

const tasks = ['inspect-scene', 'interview-party', 'collect-evidence']
const claims = tasks.map((element) => `claims ${element}`)
/** What is asked for at any time of an investigation; what the party is given on the way. */
const asked = ['stop-order', 'appraisal', 'extension', 'suspension', 'splitting', 'joining']
const ends = ['termination', 'transfer', 'criminal-transfer', 'change-of-officers', 'recusal']
const given = ['interview-notice', 'evidence-provision-notice', 'sampling-list']

export function sideFlowOrder(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  let first: Play
  let order: Order
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    first = await startCase(bureau)
    await first.file()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(120_000)
    play = await startCase(bureau)
    await play.file()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
    await begin()
  })
  afterEach(() => order.close())

  const forms = (): { [element: string]: FormData } => ({
    ...play.forms,
    review: { decision: 'agree', opinion: '同意' },
    'resume-case': { reason: '当事人已经找到。' },
  })

  async function begin() {
    const { all } = actsOf(bureau, play.caseId, { fineFen: 30_000 })
    const measure = {
      kind: 'seizure' as const,
      reason: '物品可能灭失',
      basis: '行政强制法 第二十二条',
      place: '示例县人民路 12 号',
    }
    const recuse = (later: number) => async (actor: Actor) =>
      bureau.cases.requestSideFlow(actor, play.caseId, 'recusal', {
        officerId: play.assisting.officerId!,
        successorId: (await bureau.actor('squad-01-officer-3')).officerId!,
        way: '当事人申请',
        applicant: '张三丰',
        appliedOn: addDays(legalDay(bureau.clock.now()), later),
        claim: '与当事人系亲属。',
        granted: true,
        reason: '属实。',
      })
    order = await attempts({
      bureau,
      caseId: play.caseId,
      people,
      form: (element) => forms()[element]!,
      acts: {
        ...all,
        joining: (actor) =>
          bureau.cases.requestSideFlow(actor, play.caseId, 'joining', {
            intoCaseId: first.caseId,
            reason: '同一当事人连续占道',
          }),
        'join it to itself': (actor) =>
          bureau.cases.requestSideFlow(actor, play.caseId, 'joining', {
            intoCaseId: play.caseId,
            reason: '同一当事人',
          }),
        recusal: recuse(0),
        'recuse what is applied for tomorrow': recuse(1),
        'appraise what was found before it was asked for': (actor) =>
          bureau.cases.drawUpPaper(actor, play.caseId, 'appraisal-notice', {
            issuedOn: addDays(legalDay(bureau.clock.now()), -1),
            conclusion: '不符合国家标准。',
          }),
        'apply for a measure': (actor) => bureau.property.apply(actor, play.caseId, measure),
        'withdraw the appraisal': (actor) =>
          bureau.cases.withdrawAppraisal(actor, play.caseId, { reason: '样品灭失。' }),
      },
    })
    order.allow(officers, ...tasks, ...asked, ...ends, ...given, 'apply for a measure')
  }
  const agreeTo = twoApprovals(
    () => bureau,
    () => play.caseId,
  )
  const becomes = (kind: string, state: string) =>
    bureau.eventually(`${kind} ${state}`, async () => {
      const { sideFlows } = await bureau.cases.page(play.lead, play.caseId)
      return sideFlows.findLast((one) => one.kind === kind)?.state === state
    })
  /** Asked for, and agreed to by every tier. */
  async function granted(kind: string, state = 'done', tiers: readonly (readonly string[])[] = everyTier) {
    await order.act(kind, officers)
    await order.approve(tiers)
    await becomes(kind, state)
  }
  const ended = async () => {
    order.forbid(...tasks, ...asked, ...ends, ...given, 'apply for a measure')
    // What has ended early is bound by its officers.
    order.allow(officers, 'bind-anew')
    await order.tryTheRest()
    expect((await bureau.audit.verify()).ok).to.equal(true)
  }

  it('stands still while it is suspended, what was asked for before as well, until it is resumed', async function () {
    this.timeout(180_000)
    await order.act('suspension', officers)
    await order.approve(everyTier.slice(0, -1))
    // Asked for while the last tier of the other looks at it.
    await bureau.settled(
      await bureau.cases.requestSideFlow(play.lead, play.caseId, 'stop-order', { demand: '立即停止。' }),
    )
    await agreeTo('suspension-approval', 'general-deputy-a')
    await becomes('suspension', 'suspended')
    order.forbid(...tasks, ...asked, ...given, 'apply for a measure')
    order.allow(officers, ...claims)
    order.allow(['squad-01-head'], 'claims review')
    await order.take('resume-case', officers)
    await becomes('suspension', 'done')
    order.forbid(...claims, 'claims review')
    order.allow(officers, ...tasks, ...asked, ...given, 'apply for a measure')
    order.forbid('stop-order')
    await order.approve(headAlone)
    await becomes('stop-order', 'done')
    order.allow(officers, 'stop-order')
    await order.tryTheRest()
    expect((await bureau.audit.verify()).ok).to.equal(true)
  })

  it('is extended once', async function () {
    this.timeout(180_000)
    await granted('extension')
    await order.tryTheRest()
  })

  it('has one appraisal at a time, whose opinion is told before another is asked for', async function () {
    this.timeout(180_000)
    order.allow(officers, 'suspension')
    await granted('appraisal', 'done', headAlone)
    order.forbid('suspension')
    order.allow(officers, 'withdraw the appraisal')
    await order.act('appraisal-notice', officers)
    order.forbid('withdraw the appraisal')
    order.allow(officers, 'appraisal', 'suspension')
    await order.tryTheRest()
  })

  it('is split in two, and joined to what was filed before', async function () {
    this.timeout(180_000)
    await granted('splitting')
    order.allow(officers, 'splitting')
    await granted('joining')
    await ended()
  })

  it('is ended from its suspension as well, and reopened once', async function () {
    this.timeout(180_000)
    await granted('suspension', 'suspended')
    order.forbid(...tasks, ...asked, ...given, 'apply for a measure')
    order.allow(officers, ...claims, 'resume-case')
    await granted('termination')
    order.forbid(...claims, 'resume-case')
    await bureau.eventually('nothing is left to do', async () =>
      (await bureau.tasks.ofCase(play.caseId)).every(({ state }) => state !== 'open'),
    )
    order.forbid(...ends)
    order.allow(officers, 'bind-anew')
    await granted('reopening')
    await ended()
  })
}
