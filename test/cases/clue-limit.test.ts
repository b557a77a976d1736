/** 线索核查: whether to file is decided so many days after the clue came in, not after somebody opened the case. */
import { expect } from 'chai'
import { onEmbedded } from '../engine-under-test.ts'
import { openWholeBureau, type WholeBureau } from './whole-bureau.ts'

const day = 86_400_000

describe('the limit for deciding on a clue', () => {
  let bureau: WholeBureau
  before(async () => (bureau = await openWholeBureau({ engine: onEmbedded })))
  after(() => bureau.close())

  it('runs on in the case from the day on which the clue came in', async () => {
    const lead = await bureau.actor('squad-01-officer-1')
    const assisting = await bureau.actor('squad-01-officer-2')
    const { clueId } = await bureau.clues.register(lead, {
      source: 'patrol',
      place: '示例县人民路 12 号',
      content: '店外占道经营',
      category: '市容环境卫生',
    })
    const dueOf = async (id: string) =>
      (await bureau.deadlines.ofCase(id)).filter(({ limit }) => limit === 'clue-decision')
    const [before] = await dueOf(clueId)
    await bureau.advance(5 * day)
    const opening = { clueId, leadOfficerId: lead.officerId!, assistingOfficerIds: [assisting.officerId!] }
    const { caseId, ticket } = await bureau.cases.openCase(lead, opening)
    await bureau.settled({ ticket })
    await bureau.task(lead, 'enter-case', caseId)
    const [now] = await dueOf(caseId)
    expect(now).to.include({ dueOn: before!.dueOn, startsOn: before!.startsOn, state: 'running' })
    expect((await dueOf(clueId)).map(({ state }) => state)).to.deep.equal(['met'])
  })
})
