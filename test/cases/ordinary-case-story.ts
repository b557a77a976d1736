/** One ordinary case from clue to archive through the services, with one return on the way. Told once for both engines. */
import { expect } from 'chai'
import { PDFDocument } from 'pdf-lib'
import { legalDay } from '../../src/platform/clock.ts'
import { startCase } from './officer-at-work.ts'
import type { WholeBureau } from './whole-bureau.ts'

export function ordinaryCaseStory(open: () => Promise<WholeBureau>): void {
  let bureau: WholeBureau
  before(async function () {
    this.timeout(180_000)
    bureau = await open()
  })
  after(() => bureau?.close())

  it('goes from the clue to the bound volume, with one return on the way', async function () {
    this.timeout(180_000)
    const { caseId, lead, fill, approve, decide, photograph, waive } = await startCase(bureau)
    await fill('enter-case')
    await approve()

    await fill('draft-filing')
    await decide('squad-01-legal', { decision: 'agree', opinion: '同意立案' })
    await decide('squad-01-head', { decision: 'return', returnTo: 0, opinion: '承办人意见请写明违法地点' })
    await fill('draft-filing', { proposal: '当事人在人民路 12 号店外占道经营，涉嫌违法，建议立案调查。' })
    await approve()

    await fill('inspect-scene')
    await fill('interview-party')
    await photograph()
    await fill('collect-evidence')
    await fill('order-correction')
    await approve(['squad-01-head'])
    await fill('serve-correction-order')
    await fill('draft-investigation-report')
    await approve()

    await fill('legal-review', {}, await bureau.actor('legal-reviewer-2'))
    await fill('draft-advance-notice')
    await approve()
    await fill('serve-advance-notice')
    await waive()
    await fill('draft-decision')
    await approve()
    await fill('serve-decision')
    const payment = { paidFen: 30_000, paidOn: legalDay(bureau.clock.now()), receiptNumber: '示例-0001' }
    await bureau.settled({
      ticket: (await bureau.cases.recordPartyMessage(lead, caseId, 'payment-received', payment)).ticket!,
    })
    await fill('draft-closing-report')
    await approve()

    const page = await bureau.eventually('the case is archived', async () => {
      const seen = await bureau.cases.page(lead, caseId)
      return seen.case.state === 'archived' && seen
    })
    expect(page.case.number).to.match(/^示综执立字〔2026〕第\d{6}号$/)
    expect(page.case.fineFen).to.equal(30_000)
    expect(page.case.paidFen).to.equal(30_000)
    expect(page.tasks).to.deep.equal([])
    const filing = page.approvals.filter(({ stage }) => stage === 'filing').map(({ outcome }) => outcome)
    expect(filing).to.deep.equal(['returned', 'agreed'])
    const issued = page.documents.filter(({ state }) => state === 'issued').map(({ kind }) => kind)
    expect(issued).to.have.members([
      'clue-registration',
      'case-filing-approval',
      'inspection-record',
      'interview-record',
      'scene-photo-sheet',
      'correction-order',
      'proof-of-service',
      'investigation-report',
      'legal-review-opinion',
      'advance-notice',
      'proof-of-service',
      'penalty-decision-approval',
      'penalty-decision',
      'proof-of-service',
      'closing-report',
      'volume',
    ])
    expect(page.documents.filter(({ state }) => state === 'draft')).to.deep.equal([])
    const volume = page.documents.find(({ kind }) => kind === 'volume')!
    const { bytes } = await bureau.documents.pdf(lead, volume.id)
    expect((await PDFDocument.load(bytes)).getPageCount()).to.equal(volume.pages)
    expect((await bureau.audit.verify()).ok).to.equal(true)
    expect(await bureau.database.sql.all("SELECT * FROM incidents WHERE state = 'open'")).to.deep.equal([])
  })
}
