/** Whose tasks a list shows: one's own, the squad's, the bureau's, those in another's place, what one has done, what one got a copy of. */
import { expect } from 'chai'
import type { Actor } from '../../src/identity/actor.ts'
import { type Play, startCase } from './officer-at-work.ts'
import { refusedWith } from './refused-with.ts'
import type { WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

export function tasklistStories(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  let play: Play
  const person = (userName: string): Promise<Actor> => bureau.actor(userName)
  type Query = Parameters<WholeBureau['cases']['tasklists']['open']>[1]
  const elements = async (userName: string, query: Query) =>
    (await bureau.cases.tasklists.open(await person(userName), query)).items
      .filter(({ caseId }) => caseId === play.caseId)
      .map(({ elementId }) => elementId)

  before(async function () {
    this.timeout(180_000)
    bureau = await open()
    play = await startCase(bureau)
    await bureau.task(play.lead, 'enter-case', play.caseId)
  })
  after(() => bureau?.close())

  it('shows what a squad has open to who may see its cases, and all there is to who may see all', async () => {
    expect(await elements('squad-01-head', { whose: 'squad' })).to.deep.equal(['enter-case'])
    expect(await elements('squad-01-head', {}), 'of one’s own').to.deep.equal([])
    expect(await elements('squad-02-head', { whose: 'squad' })).to.deep.equal([])
    expect(await elements('legal-reviewer-1', { whose: 'bureau', caseId: play.caseId })).to.deep.equal([
      'enter-case',
    ])
    expect(await refusedWith(elements('squad-01-head', { whose: 'bureau' }))).to.deep.equal(['forbidden'])
    // A task that somebody has taken is the squad's all the same.
    const { userTaskKey } = await bureau.task(play.lead, 'enter-case', play.caseId)
    await bureau.settled(await bureau.tasks.claim(play.lead, userTaskKey))
    expect(await elements('squad-01-head', { whose: 'squad' })).to.deep.equal(['enter-case'])
  })

  it('shows what one is asked in another’s place, and whose', async function () {
    this.timeout(60_000)
    const [head, delegate] = await Promise.all([person('squad-01-head'), person('squad-02-head')])
    const now = bureau.clock.now()
    const { id } = await bureau.database.write((tx) =>
      bureau.officers.delegate(tx, head, {
        fromOfficerId: head.officerId!,
        toOfficerId: delegate.officerId!,
        role: 'department-head',
        fromAt: now - 1,
        toAt: now + 30 * day,
        reason: '外出学习',
      }),
    )
    await play.fill('enter-case')
    await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意报立案。' })
    await bureau.task(delegate, 'review', play.caseId)
    const { items } = await bureau.cases.tasklists.open(delegate, { whose: 'delegated' })
    expect(items.map(({ caseId, inPlaceOf }) => [caseId, inPlaceOf])).to.deep.equal([
      [play.caseId, head.name],
    ])
    expect(await elements('squad-01-head', { whose: 'delegated' })).to.deep.equal([])
    const mine = await bureau.cases.tasklists.open(delegate, {})
    expect(mine.items.find(({ caseId }) => caseId === play.caseId)?.inPlaceOf).to.equal(head.name)
    await bureau.database.write((tx) => bureau.officers.endDelegation(tx, head, id))
  })

  it('shows what one has done, last first, with what one decided', async () => {
    const legal = await person('squad-01-legal')
    const [reviewed] = (await bureau.cases.tasklists.done(legal, {})).items
    expect(reviewed).to.deep.include({ title: '审批：案源登记表', caseId: play.caseId, state: 'completed' })
    expect(reviewed!.decided).to.deep.include({
      decision: 'agree',
      opinion: '同意报立案。',
      name: legal.name,
    })
    const [entered] = (await bureau.cases.tasklists.done(play.lead, {})).items
    expect(entered).to.deep.include({ elementId: 'enter-case', decided: null })
    const first = await bureau.cases.tasklists.done(legal, { limit: 1 })
    expect((await bureau.cases.tasklists.done(legal, { cursor: first.next ?? '0' })).items).to.deep.equal([])
  })

  it('shows what one got a copy of, and where it stands', async () => {
    const approvalId = await play.approval()
    const other = await person('squad-02-officer-1')
    expect((await bureau.cases.tasklists.copied(other, {})).items).to.deep.equal([])
    await bureau.approvals.sendCopies(play.lead, approvalId, [other.officerId!])
    const { items } = await bureau.cases.tasklists.copied(other, {})
    expect(items).to.have.length(1)
    expect(items[0]).to.deep.include({
      approvalId,
      title: '案源登记表',
      caseId: play.caseId,
      by: play.lead.name,
      state: 'running',
      outcome: null,
    })
    expect((await bureau.approvals.get(other, approvalId)).id).to.equal(approvalId)
  })
}
