/** 追责时效 (行政处罚法 第三十六条): an old act is filed only with the reason why the time is not over, and the paper says it. */
import { expect } from 'chai'
import { type LimitationGround, limitationFaults } from '../../src/cases/limitation.ts'
import { isoInstant, legalDay } from '../../src/platform/clock.ts'
import { addDays, addMonths, startOfDay } from '../../src/platform/legal-day.ts'
import type { Problem } from '../../src/platform/problem.ts'
import { startCase } from './officer-at-work.ts'
import { onTheSpot } from './on-the-spot.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function limitationStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())
  const wrongFields = (work: Promise<unknown>) =>
    work.then(
      () => [],
      ({ fields = [], message }: Problem) => (fields.length > 0 ? fields.map(({ path }) => path) : [message]),
    )

  it('files no act of three years ago without its reason, which the filing paper prints', async function () {
    this.timeout(120_000)
    const today = legalDay(bureau.clock.now())
    const act = addMonths(today, -36)
    const play = await startCase(bureau)
    await play.fill('enter-case', { occurredAt: isoInstant(startOfDay(act)) })
    await play.approve()
    await bureau.task(play.lead, 'draft-filing', play.caseId)
    const file = (said: object = {}) => play.fill('draft-filing', { ...said })
    const because = { limitationReason: '当事人自始至终占用人行道经营，有历次巡查记录。' }
    expect(await wrongFields(file())).to.deep.equal(['limitationGround'])
    const continuing = { limitationGround: 'continuing', ...because }
    expect(await wrongFields(file(continuing))).to.deep.equal(['limitationOn'])
    // Its end too is more than two years back, before the act, after today.
    for (const limitationOn of [addMonths(today, -30), addDays(act, -1), addDays(today, 1)])
      expect(await wrongFields(file({ ...continuing, limitationOn })), limitationOn).to.deep.equal([
        'limitationOn',
      ])
    const found = { limitationGround: 'found-before', ...because }
    expect(await wrongFields(file({ ...found, limitationOn: addMonths(act, 25) }))).to.deep.equal([
      'limitationOn',
    ])
    const ended = addMonths(today, -2)
    await file({ ...continuing, limitationOn: ended })
    await play.approve()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
    const { documents } = await bureau.cases.page(play.lead, play.caseId)
    const { id } = documents.find(({ kind }) => kind === 'case-filing-approval')!
    const html = (await bureau.documents.html(play.lead, id)).toString()
    expect(html).to.contain(`终了之日：${ended}`).and.to.contain(because.limitationReason)

    // Filed anew 重新立案 the reason stands.
    const { cases } = bureau
    const { ticket } = await cases.requestSideFlow(play.lead, play.caseId, 'termination', {
      course: '经调查，违法事实不能成立。',
      reason: '证据不足。',
      basis: '《中华人民共和国行政处罚法》第五十七条第一款第三项',
    })
    await bureau.settled({ ticket })
    await play.approve()
    await bureau.eventually('the end', async () => {
      const { case: now } = await cases.page(play.lead, play.caseId)
      return now.state === 'terminated'
    })
    await cases.requestSideFlow(play.lead, play.caseId, 'reopening', {
      ground: '上级督办',
      reason: '督办',
      leadOfficerId: play.lead.officerId!,
      assistingOfficerIds: [play.assisting.officerId!],
    })
  })

  it('decides no old act on the spot without it; the paper names the day of the act', async () => {
    const lead = await bureau.actor('squad-01-officer-1')
    const { officerId } = await bureau.actor('squad-01-officer-2')
    const decide = (daysAgo: number, limitation?: object) =>
      bureau.cases.decideOnTheSpot(
        lead,
        onTheSpot(bureau.clock.now(), officerId!, {
          occurredAt: bureau.clock.now() - daysAgo * day,
          ...(limitation && { limitation: { reason: '危及公民健康，已造成后果。', ...limitation } }),
        }) as Parameters<typeof bureau.cases.decideOnTheSpot>[1],
      )
    expect(await wrongFields(decide(735))).to.deep.equal(['limitation.ground'])
    expect(await wrongFields(decide(735, { ground: 'continuing' }))).to.deep.equal(['limitation.on'])
    const { documentId } = await decide(735, { ground: 'five-years' })
    const html = (await bureau.documents.html(lead, documentId)).toString()
    // The day of the act, not that of the decision, is when it was done.
    const done = legalDay(bureau.clock.now() - 735 * day)
    const [year, month, date] = done.split('-').map(Number)
    expect(html).to.contain('追责时效为五年').and.to.contain(`当事人于${year}年${month}月${date}日`)
  })

  it('counts two years, or five, to the day on which the act was found', async () => {
    const at = (on: string) => startOfDay(on)
    const faults = async (act: string, found: string, ground?: LimitationGround, on?: string) =>
      (await limitationFaults(bureau, at(act), at(found), ground && { ground, reason: '见案卷。', on })).map(
        ({ path }) => path,
      )
    expect(await faults('2023-03-02', '2025-03-02')).to.deep.equal([])
    expect(await faults('2023-03-02', '2025-03-03')).to.deep.equal(['ground'])
    expect(await faults('2020-03-02', '2025-03-02', 'five-years')).to.deep.equal([])
    expect(await faults('2020-03-02', '2025-03-03', 'five-years')).to.deep.equal(['on'])
    expect(await faults('2020-03-02', '2025-03-03', 'continuing', '2023-03-03')).to.deep.equal([])
    expect(await faults('2020-03-02', '2025-03-03', 'continuing', '2023-03-02')).to.deep.equal(['on'])
    expect(await faults('2020-03-02', '2025-03-03', 'found-before', '2022-03-02')).to.deep.equal([])
    expect(await faults('2020-03-02', '2025-03-03', 'found-before', '2022-03-03')).to.deep.equal(['on'])
  })
}
