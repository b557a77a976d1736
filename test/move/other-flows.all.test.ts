/** Flows beside the ordinary case, moved half-way: a summary case 简易程序 that waits for its fine, a measure 强制措施 taken on the spot, a case that is suspended 中止. */
import { expect } from 'chai'
import { mariadbDatabase } from '../databases.ts'
import { onZeebe } from '../engine-under-test.ts'
import { cart, openStore, type Store } from '../property/store.ts'
import { caseBefore, elsewhere, goOn, type Underway } from './course.ts'
import { type Leaving, openBureauThatLeaves, openMoved } from './moved-bureau.ts'
import { openTasks } from './open-tasks.ts'
import { onTheSpot } from '../cases/on-the-spot.ts'

describe('other flows, moved to Zeebe half-way', function () {
  this.timeout(600_000)
  let old: Leaving
  let moved: Leaving
  let store: Store
  let summaryCaseId: string
  let suspended: Underway
  let tasksThen: string[]

  before(async () => {
    old = await openBureauThatLeaves()
    const { bureau } = old
    store = await openStore(bureau)
    await bureau.property.executeOnTheSpot(store.lead, store.caseId, store.measureWords(), store.site([cart]))
    await bureau.task(store.lead, 'report-measure', store.caseId)

    const officer = await bureau.actor('squad-01-officer-1')
    const assisting = await bureau.actor('squad-01-officer-2')
    const decided = await bureau.cases.decideOnTheSpot(
      officer,
      onTheSpot(bureau.clock.now(), assisting.officerId!),
    )
    summaryCaseId = decided.caseId
    const legal = await bureau.actor('squad-01-legal')
    // One of two branches has reached the join.
    await bureau.complete(legal, 'file-summary-decision', summaryCaseId, {
      inOrder: 'yes',
      remark: '符合简易程序',
    })

    suspended = await caseBefore(bureau, 'inspect-scene')
    const { play } = suspended
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
    const { ticket } = await bureau.cases.requestSideFlow(play.lead, play.caseId, 'suspension', {
      reason: '当事人下落不明。',
      basis: '《住房和城乡建设行政处罚程序规定》',
      resumeWhen: '找到当事人。',
    })
    await bureau.settled({ ticket })
    await play.approve()
    await bureau.task(play.lead, 'resume-case', play.caseId)
    await old.rest()
    tasksThen = await openTasks(bureau)
    await old.stop()
    moved = await openMoved(old, { engine: onZeebe, make: mariadbDatabase })
  })
  after(async () => {
    await moved?.drop()
    await old?.drop()
  })

  it('have the same tasks', async () => {
    expect(await openTasks(moved.bureau)).to.deep.equal(tasksThen)
  })

  it('end in the archive, when the fine of the summary case is paid', async () => {
    const { bureau } = moved
    const officer = await bureau.actor('squad-01-officer-1')
    const { ticket } = await bureau.cases.recordPartyMessage(officer, summaryCaseId, 'payment-received', {
      paidFen: 10_000,
      paidOn: '2026-03-02',
    })
    await bureau.settled({ ticket: ticket! })
    await bureau.eventually(
      'the volume',
      async () => (await bureau.cases.page(officer, summaryCaseId)).case.state === 'archived',
    )
  })

  it('go into the approval of the measure, when it is reported', async () => {
    const { bureau } = moved
    await bureau.complete(store.lead, 'report-measure', store.caseId, { reason: '情况紧急，当场扣押' })
    await bureau.task(await bureau.actor('squad-01-legal'), 'review', store.caseId)
  })

  it('go on with the case, when it is resumed', async () => {
    const { bureau } = moved
    const there = elsewhere(suspended, bureau)
    await bureau.complete(there.play.lead, 'resume-case', there.play.caseId, { reason: '当事人已经找到。' })
    await bureau.eventually('the limit runs again', async () =>
      (await bureau.deadlines.ofCase(there.play.caseId)).some(
        ({ limit, state }) => limit === 'case-decision' && state === 'running',
      ),
    )
    await goOn(there, bureau)
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
  })
})
