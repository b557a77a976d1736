/** 流程回放: the token moves along the way that the case went, and the case is shown as it stood at the moment that is looked at. */
import { expect } from 'chai'
import { type Play, startCase } from '../cases/officer-at-work.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser, type Person } from './open-browser.ts'

const day = 86_400_000

describe('the replay of a case, in the browser', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let play: Play
  let leader: Person

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    const { bureau } = open.door
    const nextDay = async () => {
      await bureau.quiet()
      await bureau.advance(day)
    }
    play = await startCase(bureau)
    await play.fill('enter-case')
    await play.approve()
    await bureau.task(play.lead, 'draft-filing', play.caseId)
    await nextDay()
    await play.fill('draft-filing')
    await nextDay()
    await play.decide('squad-01-legal', { decision: 'agree', opinion: '同意立案' })
    await play.decide('squad-01-head', { decision: 'return', returnTo: 0, opinion: '请写明地点' })
    await nextDay()
    await play.fill('draft-filing')
    await play.approve()
    await bureau.task(play.lead, 'inspect-scene', play.caseId)
    leader = await open.person('legal-head')
  })
  after(() => open?.close())

  const here = () =>
    leader.page
      .locator('.djs-shape.here')
      .evaluateAll((shapes) => shapes.map((shape) => (shape as SVGElement).dataset.elementId))
  const then = () => leader.page.getByRole('complementary', { name: '当时的案件' })
  const instant = () => leader.page.getByLabel('看这一时刻')

  it('opens on how things stand, from the page of the case', async () => {
    const { page } = leader
    await page.goto(`/cases/${play.caseId}`)
    await page.getByRole('link', { name: '流程回放' }).click()
    await page.locator('.djs-shape.here').first().waitFor()
    expect(await here()).to.include.members(['inspect-scene', 'interview-party', 'collect-evidence'])
    await then().getByText('调查取证').waitFor()
    await then().getByText('立案审批表').waitFor()
  })

  it('goes back to any instant, and the address leads another to the same one', async () => {
    const { page } = leader
    await instant().fill('2026-03-02 23:59:00')
    await instant().press('Enter')
    await page.locator('.djs-shape.here[data-element-id="draft-filing"]').waitFor()
    expect(await here()).to.deep.equal(['draft-filing'])
    await then().getByText('未立案').waitFor()
    await page.waitForURL(/replay\?at=2026-03-02T/)
    await page.reload()
    await page.locator('.djs-shape.here').first().waitFor()
    expect(await here()).to.deep.equal(['draft-filing'])
  })

  it('shows the way through the approval that was returned, and leaves out what was not gone', async () => {
    const { page } = leader
    const which = page.getByRole('combobox', { name: '流程' })
    await instant().fill('2026-03-05 23:59:00')
    await instant().press('Enter')
    await page.locator('.djs-shape.here[data-element-id="inspect-scene"]').waitFor()
    const returned = which.locator('option').filter({ hasText: '03-03' })
    await which.selectOption((await returned.getAttribute('value'))!)
    await page.locator('.djs-shape.done[data-element-id="find-approvers"]').waitFor()
    const went = await page
      .locator('.djs-connection.way')
      .evaluateAll((ways) => ways.map((way) => (way as SVGElement).dataset.elementId ?? ''))
    expect(went.filter((id) => id.includes('return'))).to.have.length(1)
    expect(went.filter((id) => id.includes('withdraw') || id.includes('reject'))).to.deep.equal([])
    expect(await here()).to.deep.equal([])
  })

  it('plays by itself at the speed that is chosen, and stops at the end', async () => {
    const { page } = leader
    await page.getByRole('button', { name: '跟随流程' }).click()
    const slider = page.getByRole('slider', { name: '经过' })
    const last = Number(await slider.getAttribute('max'))
    await slider.fill(String(last - 12))
    await page.getByLabel('速度').selectOption('30')
    await page.getByRole('button', { name: '播放' }).click()
    await page.getByRole('button', { name: '播放' }).waitFor()
    expect(Number(await slider.inputValue())).to.equal(last)
    expect(leader.faults).to.deep.equal([])
  })

  it('shows the way to an officer of the case, who may not replay the case itself', async () => {
    const officer = await open.person('squad-01-officer-1')
    await officer.page.goto(`/cases/${play.caseId}/replay`)
    await officer.page.locator('.djs-shape.here').first().waitFor()
    expect(await officer.page.getByText('当时的案件').count()).to.equal(0)
    expect(officer.faults).to.deep.equal([])
    await officer.close()
  })
})
