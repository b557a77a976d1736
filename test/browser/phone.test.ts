/** The phone: the same addresses in another layout, a tasklist that weighs little, and a task done with the thumb. */
import { gzipSync } from 'node:zlib'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { startCase } from '../cases/officer-at-work.ts'
import { citizen } from '../cases/ordinary-forms.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser, sizes } from './open-browser.ts'

const officer = 'squad-01-officer-1'
/** Bytes, gzip: first load of the tasklist. */
const mostScript = 200 * 1024

describe('the phone', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let caseId: string

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    caseId = (await startCase(open.door.bureau, citizen)).caseId
  })
  after(() => open?.close())

  it('shows five places at the thumb, how much waits, and goes to each', async () => {
    const { page, faults, close } = await open.person(officer, 'phone')
    const places = page.getByRole('navigation', { name: '主要栏目' })
    await places.getByText('1 件待办').waitFor()
    for (const name of ['线索', '案件', '我的']) {
      await places.getByRole('link', { name }).tap()
      await places.locator('[aria-current="page"]', { hasText: name }).waitFor()
      await page.getByRole('heading', { level: 1 }).waitFor()
    }
    await page.getByLabel('强光').check()
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).to.equal('sun')
    for (const link of await places.getByRole('link').all())
      expect((await link.boundingBox())!.height).to.be.at.least(44)
    expect(faults).to.deep.equal([])
    await close()
  })

  it('follows the window when it is turned or drawn, on the same address', async () => {
    const { page, faults, close } = await open.person(officer, 'phone')
    await page.getByRole('navigation', { name: '主要栏目' }).getByText('现场').waitFor()
    await page.setViewportSize(sizes.desk)
    await page.getByRole('button', { name: '快捷键（?）' }).waitFor()
    await page.setViewportSize(sizes.phone)
    await page.getByRole('link', { name: '我的', exact: true }).waitFor()
    expect(new URL(page.url()).pathname).to.equal('/tasks')
    expect(faults).to.deep.equal([])
    await close()
  })

  it('loads no more script for the tasklist than a weak network brings quickly, and nothing of the desk', async () => {
    const { page, close } = await open.person(officer, 'phone')
    const scripts = new Map<string, number>()
    page.on('response', async (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('.js')) scripts.set(pathname, gzipSync(await response.body()).length)
    })
    await page.goto('/tasks', { waitUntil: 'networkidle' }).catch(() => {})
    await page.getByRole('link', { name: /案件录入/ }).waitFor()
    const total = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0)
    console.info(`      ${(total / 1024).toFixed(1)} KB gzip in ${scripts.size} files`)
    expect(scripts.size).to.be.greaterThan(2)
    expect(total).to.be.below(mostScript)
    expect(await page.evaluate(() => document.querySelector('[class^="el-"]'))).to.equal(null)
    await close()
  })

  it('claims a task, gives it back, and does it with the same form', async () => {
    const { page, faults, close } = await open.person(officer, 'phone')
    await page.getByRole('button', { name: '认领：案件录入' }).tap()
    await page.getByRole('button', { name: '退回认领：案件录入' }).tap()
    await page.getByRole('button', { name: '认领：案件录入', exact: true }).waitFor()
    await page.getByRole('link', { name: /案件录入/ }).tap()
    await page.getByRole('button', { name: '提交录入' }).tap()
    await page.getByText('请填写主要事实').waitFor()
    await fillEntry(page, open.door.bureau.clock.now())
    await page.getByRole('button', { name: '提交录入' }).tap()
    await page.waitForURL('**/tasks')
    expect(faults).to.deep.equal([])
    const { bureau } = open.door
    const seen = await bureau.cases.page(await bureau.actor(officer), caseId)
    const entry = seen.facts.find(({ kind }) => kind === 'entry')
    expect(entry?.data).to.include({ place: '示例县人民路 12 号门前', officersChecked: true })
    await close()
  })
})

async function fillEntry(page: Page, now: number): Promise<void> {
  const field = (name: string) => page.locator(`[data-field="${name}"]`)
  await field('partyId').getByRole('searchbox').fill(citizen.idNumber)
  await field('partyId')
    .getByRole('button', { name: /新登记/ })
    .tap()
  await field('partyId').getByLabel('姓名').fill(citizen.name)
  await field('partyId').getByLabel('住址').fill('示例县人民路 12 号')
  await field('partyId').getByRole('button', { name: '登记', exact: true }).tap()
  await field('partyId').getByRole('button', { name: '换一个' }).waitFor()
  await field('violationCode').getByRole('searchbox').fill('店铺货物摆到人行道上')
  await field('violationCode').getByRole('list').getByRole('button').first().tap()
  await field('place').getByRole('textbox').fill('示例县人民路 12 号门前')
  await field('occurredAt')
    .locator('input')
    .fill(new Date(now - 3 * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 16))
  await field('description').getByRole('textbox').fill('当事人将蔬菜筐摆放在店门外人行道上经营。')
  await field('officersChecked').getByRole('checkbox').check()
}
