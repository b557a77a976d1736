/** No step of service by announcement 公告送达 out of order: after the other ways have failed, agreed to, published, over. */
import { expect } from 'chai'
import { isoInstant } from '../../../src/platform/clock.ts'
import type { FormData } from '../../../src/tasks/index.ts'
import { type Play, startCase } from '../officer-at-work.ts'
import type { WholeBureau } from '../whole-bureau.ts'
import { actsOf } from './acts.ts'
import { attempts, type Order } from './attempts.ts'
import { everyTier, headAlone, officers, people } from './people.ts'

const hour = 3_600_000
const day = 24 * hour
const kind = 'correction-order'
/** What is asked for at any time of the investigation. */
const beside = [
  ...['stop-order', 'appraisal', 'extension', 'suspension', 'termination', 'transfer', 'criminal-transfer'],
  ...['change-of-officers', 'splitting', 'interview-notice', 'evidence-provision-notice', 'sampling-list'],
]

export function announcementOrder(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  let order: Order
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  beforeEach(async function () {
    this.timeout(120_000)
    play = await startCase(bureau)
    await play.file()
    await play.investigate()
    await bureau.task(play.lead, 'serve-correction-order', play.caseId)
    await begin()
  })
  afterEach(() => order.close())

  const at = (later = 0) => isoInstant(bureau.clock.now() + later)
  const forms = (): { [element: string]: FormData } => ({
    ...play.forms,
    review: { decision: 'agree', opinion: '同意' },
    'publish-announcement': { publishedAt: at(), media: '本机关公告栏和门户网站' },
    'serve-correction-order': { ...play.forms['serve-correction-order'], at: at() },
  })

  async function begin() {
    const { all, service } = actsOf(bureau, play.caseId, {
      fineFen: 30_000,
    })
    const served = service(kind)
    order = await attempts({
      bureau,
      caseId: play.caseId,
      people,
      form: (element) => forms()[element]!,
      acts: {
        ...all,
        ...served,
        ...ofDays(),
      },
    })
    order.allow(officers, ...beside)
    order.allow(officers, `hand over ${kind}`, 'serve-correction-order')
    order.allow(officers, `find nobody for ${kind}`, `post ${kind}`, `get ${kind} back`)
  }
  /** What cannot have been on its day. */
  function ofDays() {
    const tried =
      (given: () => object) => async (actor: Parameters<WholeBureau['cases']['recordAttempt']>[0]) => {
        const { documents } = await bureau.cases.servicePage(play.lead, play.caseId)
        const documentIds = documents.filter((one) => one.kind === kind).map(({ id }) => id)
        return bureau.cases.recordAttempt(actor, play.caseId, {
          way: 'in-person',
          documentIds,
          place: '示例县人民路 12 号',
          at: at(),
          ...given(),
        } as Parameters<WholeBureau['cases']['recordAttempt']>[2])
      }
    const failed = { outcome: 'failed', reason: '店门关闭。' }
    const letter = { way: 'mail', outcome: 'under-way', trackingNumber: 'EA123456789CN' }
    const before = at(-3 * day)
    return {
      'find nobody before there was a paper': tried(() => ({ ...failed, at: before })),
      'post it before there was a paper': tried(() => ({ ...letter, at: before })),
      'find nobody this evening': tried(() => ({ ...failed, at: at(hour) })),
      'post it this evening': tried(() => ({ ...letter, at: at(hour) })),
      'hand it over this evening': tried(() => ({ outcome: 'served', recipient: '张三丰', at: at(hour) })),
    }
  }

  async function requested() {
    for (const failed of [`find nobody for ${kind}`, `get ${kind} back`]) {
      await order.act(failed, officers)
      order.allow(officers, failed)
    }
    await order.act(`announce ${kind}`, officers)
  }
  async function agreed() {
    await requested()
    await order.approve(headAlone)
  }
  async function published() {
    await agreed()
    await order.take(
      'publish-announcement',
      officers,
      { publishedAt: at(hour) },
      { publishedAt: at(-3 * day) },
    )
    await bureau.eventually('the period', () => deadline('announcement'))
    order.forbid('suspension')
  }
  const deadline = async (limit: string) =>
    (await bureau.deadlines.ofCase(play.caseId)).findLast((one) => one.limit === limit)
  const over = async () => {
    order.forbid(`hand over ${kind}`, 'serve-correction-order')
    order.forbid(`find nobody for ${kind}`, `post ${kind}`, `get ${kind} back`)
    await order.take('draft-investigation-report', officers)
    expect((await bureau.audit.verify()).ok).to.equal(true)
  }

  it('is the last resort, and serves when its days are over', async function () {
    this.timeout(180_000)
    await published()
    await order.tryTheRest()
    await bureau.advance(29 * day)
    await order.tryTheRest()
    await bureau.advance(3 * day)
    await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    order.allow(officers, 'suspension')
    await over()
  })

  it('ends when the paper is handed over meanwhile', async function () {
    this.timeout(180_000)
    await agreed()
    order.allow(officers, 'publish-announcement')
    await order.act(`hand over ${kind}`, officers)
    await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    order.forbid('publish-announcement')
    await over()
  })

  it('is agreed to by nobody any more when the paper is handed over meanwhile', async function () {
    this.timeout(180_000)
    await requested()
    await bureau.task(await bureau.actor('squad-01-head'), 'review', play.caseId)
    order.allow(['squad-01-head'], 'review')
    await order.act(`hand over ${kind}`, officers)
    await bureau.task(play.lead, 'draft-investigation-report', play.caseId)
    order.forbid('review')
    await over()
  })

  it('ends with the case', async function () {
    this.timeout(180_000)
    await published()
    await order.act('termination', officers)
    await order.approve(everyTier)
    await bureau.eventually(
      'the end of the case',
      async () => (await bureau.cases.page(play.lead, play.caseId)).case.state === 'terminated',
    )
    order.forbid(...beside, `hand over ${kind}`, 'serve-correction-order')
    order.forbid(`find nobody for ${kind}`, `post ${kind}`, `get ${kind} back`)
    order.allow(officers, 'reopening')
    await bureau.advance(32 * day)
    await order.tryTheRest()
    const { sql } = bureau.database
    expect(await sql.all("SELECT message FROM incidents WHERE state = 'open'")).to.deep.equal([])
    expect(
      await sql.all(
        "SELECT 1 FROM process_instances WHERE process_id = 'service-by-announcement' AND state = 'active'",
      ),
    ).to.deep.equal([])
  })
}
