/** A clue that becomes a case: who reported it does not travel with it. */
import { expect } from 'chai'
import { openWholeBureau, type WholeBureau } from '../cases/whole-bureau.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { problemOf } from '../registers/identity.ts'

describe('a clue that becomes a case', () => {
  let bureau: WholeBureau
  before(async () => (bureau = await openWholeBureau({ engine: onEmbedded, workers: 'none' })))
  after(() => bureau.close())

  it('names its reporter on the registration form alone, and takes a second clue in', async () => {
    const lead = await bureau.actor('squad-01-officer-1')
    const assisting = await bureau.actor('squad-01-officer-2')
    const complaint = {
      source: 'complaint',
      place: '示例县人民路 12 号',
      content: '店外占道经营',
      particulars: { reporterName: '王小明', reporterPhone: '13812345678' },
    }
    const { clueId, number } = await bureau.clues.register(lead, complaint)
    const { caseId } = await bureau.cases.openCase(lead, {
      clueId,
      leadOfficerId: lead.officerId!,
      assistingOfficerIds: [assisting.officerId!],
    })
    const page = await bureau.cases.page(lead, caseId)
    expect(page.clue).to.include({ id: clueId, number, state: 'accepted' })
    expect(JSON.stringify(page)).not.to.match(/王小明|王\*|13812345678|138\*/)

    const registration = await bureau.cases.documentFacts(caseId, { kind: 'clue-registration' })
    expect(registration.clue).to.deep.include({ number, reporter: { name: '王小明', phone: '13812345678' } })
    for (const kind of ['case-filing-approval', 'advance-notice', 'penalty-decision'])
      expect(JSON.stringify(await bureau.cases.documentFacts(caseId, { kind })), kind).not.to.match(
        /王小明|13812345678/,
      )

    const second = await bureau.clues.register(lead, { ...complaint, source: 'patrol', particulars: {} })
    const reason = '同一处占道'
    const stranger = await bureau.actor('squad-02-officer-1')
    const joining = { caseId, reason }
    expect(await problemOf(bureau.clues.join(stranger, second.clueId, joining))).to.equal('forbidden')
    await bureau.clues.join(lead, second.clueId, joining)
    expect((await bureau.clues.page(lead, second.clueId)).clue).to.include({ state: 'joined', caseId })
  })
})
