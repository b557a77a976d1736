/** The browser is killed in the middle of printing: the document is issued once, with its number, and who looks at one is told to look again or does not notice. */
import { expect } from 'chai'
import { onTheSpot } from '../cases/on-the-spot.ts'
import { startCase } from '../cases/officer-at-work.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type BureauAtTheDoor, openBureauAtTheDoor } from './bureau-at-the-door.ts'
import { type KilledBrowser, rendererWithKilledBrowser } from './killed-browser.ts'

const officer = 'squad-01-officer-1'

describe('a browser that is killed while it prints', () => {
  let door: BureauAtTheDoor
  let browser: KilledBrowser
  let assisting: string
  before(async function () {
    this.timeout(120_000)
    browser = rendererWithKilledBrowser()
    door = await openBureauAtTheDoor({ engine: onEmbedded, renderer: browser.renderer })
    await door.signIn(officer, 'squad-01-legal')
    assisting = (await door.bureau.actor('squad-01-officer-2')).officerId!
    await browser.renderer.warmUp()
  })
  after(() => door?.close())

  /** @param browsers so many, or each that prints until zero is asked for. */
  const kill = (browsers: number) => Object.assign(browser, { toKill: browsers, killed: 0 })

  it('is not noticed by who decides on the spot, when the next one prints', async () => {
    kill(1)
    const decided = await door.ask(
      officer,
      'POST',
      '/summary-cases',
      onTheSpot(door.bureau.clock.now(), assisting),
    )
    expect(browser.killed).to.equal(1)
    expect([decided.status, decided.body.number.slice(-7)]).to.deep.equal([201, '000001号'])
  })

  it('is told to them when it does not stop, nothing is changed, and the next try takes the next number', async () => {
    const decision = onTheSpot(door.bureau.clock.now(), assisting)
    await door.bureau.quiet()
    const before = await door.rows()
    kill(Infinity)
    const refused = await door.ask(officer, 'POST', '/summary-cases', decision)
    kill(0)
    expect([refused.status, refused.body.code, refused.retryAfter]).to.deep.equal([
      503,
      'printing-unavailable',
      '10',
    ])
    expect(refused.body.detail).to.include('稍后重试')
    expect(await door.rows()).to.deep.equal(before)
    const decided = await door.ask(officer, 'POST', '/summary-cases', decision)
    expect([decided.status, decided.body.number.slice(-7)]).to.deep.equal([201, '000002号'])
  })

  it('does not issue a document twice nor skip its number, and shows drafts again by itself', async function () {
    this.timeout(120_000)
    const { bureau } = door
    const { caseId, fill, approve, decide } = await startCase(bureau)
    await fill('enter-case')
    await approve()
    await fill('draft-filing')
    const draft = await bureau.eventually('a draft', async () =>
      (await bureau.documents.ofCase(bureau.database.sql, caseId)).find(({ state }) => state === 'draft'),
    )
    const look = () => door.ask(officer, 'GET', `/documents/${draft.id}/pdf`)
    kill(1)
    expect((await look()).status, 'printed by the next browser').to.equal(200)
    expect(browser.killed).to.equal(1)
    kill(Infinity)
    const refused = await look()
    kill(0)
    expect([refused.status, refused.type, refused.body.code]).to.deep.equal([
      503,
      'application/problem+json',
      'printing-unavailable',
    ])
    expect((await look()).status).to.equal(200)

    for (const tier of ['squad-01-legal', 'squad-01-head', 'legal-reviewer-1'])
      await decide(tier, { decision: 'agree', opinion: '同意' })
    kill(Infinity)
    await decide('general-deputy-a', { decision: 'agree', opinion: '同意' })
    await bureau.eventually(
      'the job has failed',
      async () =>
        (await bureau.database.sql.all("SELECT 1 FROM engine_outbox WHERE command LIKE '%failJob%'")).length >
        0,
    )
    kill(0)
    const issued = await bureau.eventually('the document is issued', async () => {
      await bureau.advance(11_000)
      const papers = await bureau.documents.ofCase(bureau.database.sql, caseId)
      return papers.some(({ state, kind }) => state === 'issued' && kind === draft.kind) && papers
    })
    expect(issued.filter(({ kind, state }) => kind === draft.kind && state === 'issued')).to.have.length(1)
  })

  it('stops the case where it never ends, which goes on by itself once a browser prints', async function () {
    this.timeout(120_000)
    const { bureau } = door
    const { warmUp, render } = browser.renderer
    const missing = async (): Promise<never> => {
      const { DocumentError, goesOnWithABrowser } = await import('../../src/documents/document-error.ts')
      throw new DocumentError('browser-missing', `未找到浏览器。${goesOnWithABrowser}`)
    }
    const { caseId, fill, approve } = await startCase(bureau)
    await fill('enter-case')
    await approve()
    await fill('draft-filing')
    Object.assign(browser.renderer, { render: missing, warmUp: missing })
    await approve()
    const open = () => bureau.database.sql.all("SELECT 1 FROM incidents WHERE state = 'open'")
    await bureau.eventually('its tries have failed', async () => {
      await bureau.advance(11_000)
      return (await open()).length > 0
    })
    await bureau.cases.retryStopped()
    expect(await open(), 'not before there is one').to.have.length(1)
    Object.assign(browser.renderer, { render, warmUp })
    await bureau.eventually('the case is filed', async () => {
      await bureau.cases.retryStopped()
      return (await bureau.cases.page(await bureau.actor(officer), caseId)).case.number !== null
    })
    expect(await open()).to.have.length(0)
  })
})
