/** Clues at the pages: registered by clicking, put right where the server says so, opened as a case; at a desk and on a phone. */
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { onEmbedded } from '../engine-under-test.ts'
import { patrolClue } from '../faults/bureau-at-the-door.ts'
import { type OpenBrowser, openBrowser, type Person, refusals } from './open-browser.ts'

const officer = 'squad-01-officer-1'
const head = 'squad-01-head'

describe('clues at the pages', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let desk: Person
  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    desk = await open.person(officer)
    desk.page.setDefaultTimeout(10_000)
  })
  after(() => open?.close())
  afterEach('nothing goes wrong behind a page', () => expect(desk.faults).to.deep.equal([]))

  it('says of an empty list how it fills', async () => {
    const { page } = desk
    await page.getByRole('link', { name: '线索', exact: true }).click()
    await page.getByText('都从登记线索开始').waitFor()
    await picture(desk, 'list-empty')
    await page.getByRole('link', { name: '登记线索' }).click()
    await page.waitForURL('**/clues/new')
  })

  it('asks what the source asks, and says at its field what is wrong', async () => {
    const { page } = desk
    await page.getByText('投诉举报', { exact: true }).click()
    await page.getByLabel('投诉举报人').waitFor()
    await page.getByRole('button', { name: '登记并取号' }).click()
    await page.getByText('请填写联系电话').waitFor()
    await page.getByText('匿名：不留姓名和电话').click()
    expect(await page.getByLabel('联系电话').count()).to.equal(0)
    await page.getByText('匿名：不留姓名和电话').click()
    await fillComplaint(page, '123')
    await page.getByRole('button', { name: '登记并取号' }).click()
    await page.getByText('联系电话应当是手机号码或者带区号的固定电话号码').waitFor()
    await picture(desk, 'new-refused')
    expect(refusals(desk)).to.deep.equal(['422 POST /api/v1/clues'])
    expect(await page.getByLabel('联系电话').getAttribute('aria-invalid')).to.equal('true')
  })

  it('keeps what was typed over a reload', async () => {
    const { page } = desk
    await page.getByLabel('地点').fill('示例县人民路 12 号')
    await page.waitForTimeout(600)
    await page.reload()
    expect(await page.getByLabel('地点').inputValue()).to.equal('示例县人民路 12 号')
    expect(await page.getByLabel('投诉举报人').inputValue()).to.equal('阿依古丽·买买提')
  })

  it('registers once, however often the button is hit', async () => {
    const { page } = desk
    await page.getByLabel('联系电话').fill('13800138000')
    await page.getByRole('button', { name: '登记并取号' }).dblclick()
    await page.waitForURL((url) => /^\/clues\/(?!new)/.test(url.pathname))
    await page.getByRole('heading', { name: '示例县人民路 12 号' }).waitFor()
    const { items } = await open.door.bureau.clues.list(await open.door.bureau.actor(officer), {})
    expect(items).to.have.length(1)
  })

  it('covers who reported until someone says what for', async () => {
    const { page } = desk
    expect(await page.getByText('13800138000').count()).to.equal(0)
    await page.getByRole('button', { name: '查看完整信息' }).click()
    await page.getByLabel('查看的用途').fill('电话核实情况')
    await page.getByRole('button', { name: '查看，并记入审计日志' }).click()
    await page.getByText('13800138000').waitFor()
  })

  it('takes an attachment', async () => {
    const { page } = desk
    await page.getByLabel('添加照片、录像或者 PDF').setInputFiles({
      name: '举报材料.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
    })
    await page.getByRole('link', { name: '举报材料.pdf' }).waitFor()
  })

  it('is given to a verifier and verified', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '指定核查人' }).click()
    await choose(page, '核查人', await nameOf(officer))
    await page.getByRole('button', { name: '交给核查人' }).click()
    await page.getByRole('heading', { name: '提交核查情况' }).waitFor()
    await page.getByLabel('核查时间').fill('2026-03-02 08:30')
    await page.keyboard.press('Enter')
    await page.getByLabel('核查方式').fill('现场查看')
    await page.locator('form').getByLabel('核查情况').fill('店门外摆放蔬菜筐六只，占用人行道约 2 平方米。')
    await page.getByText('属实', { exact: true }).click()
    await page.getByLabel('处理建议').fill('立案查处。')
    await picture(desk, 'clue-report')
    await page.getByRole('button', { name: '提交核查情况' }).click()
    await page.getByText('核查：属实').waitFor()
    await picture(desk, 'clue-verified')
  })

  it('opens the case, with me as lead and a colleague, and lands on it', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '开案' }).click()
    await page.getByText('请填写协办').waitFor()
    await choose(page, '协办', await nameOf('squad-01-officer-2'))
    await page.getByRole('button', { name: '开案' }).click()
    await page.waitForURL(/\/cases\/[^/]+$/)
    await page.getByText('（主办）').waitFor()
    await page.goBack()
    await page.getByRole('link', { name: '看这件案件' }).waitFor()
    expect(await page.getByRole('button', { name: '开案' }).count()).to.equal(0)
    await picture(desk, 'clue-accepted')
  })

  it('is rejected by the head of the department, to whom it is proposed', async () => {
    const { page } = desk
    const { clueId } = await open.door.bureau.clues.register(
      await open.door.bureau.actor(officer),
      patrolClue('店主把蔬菜筐摆在店门外的人行道上。'),
    )
    await page.goto(`/clues/${clueId}`)
    await page.getByRole('region', { name: '可能重复的线索' }).waitFor()
    await picture(desk, 'clue-received')
    await page.getByRole('button', { name: '移送或者不予受理' }).click()
    await page.getByText('不予受理', { exact: true }).click()
    await page.getByLabel('理由').fill('不属于本机关管辖。')
    await page.getByRole('button', { name: '报部门负责人审批' }).click()
    await page.getByText('现在由别人办').waitFor()
    const boss = await open.person(head)
    await boss.page.goto(`/clues/${clueId}`)
    await boss.page.getByText('同意', { exact: true }).click()
    await boss.page.getByLabel('审批意见').fill('同意不予受理。')
    await picture(boss, 'clue-proposal')
    await boss.page.getByRole('button', { name: '签署意见' }).click()
    await boss.page.getByText('批准不予受理').waitFor()
    expect(boss.faults).to.deep.equal([])
    await boss.close()
  })

  it('is found again by state, source and words, which stand in the address', async () => {
    const { page } = desk
    await page.goto('/clues')
    await page.getByRole('link', { name: /投诉举报/ }).waitFor()
    await picture(desk, 'list')
    await page.getByLabel('状态').selectOption('不予受理')
    await page.waitForURL('**/clues?state=rejected')
    await page.getByRole('link', { name: /投诉举报/ }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: /巡查发现/ }).waitFor()
    await page.getByLabel('来源').selectOption('投诉举报')
    await page.getByText('没有符合条件的线索').waitFor()
    await page.getByRole('link', { name: '看全部线索' }).click()
    await page.getByLabel('查找线索').fill('车行道')
    await page.keyboard.press('Enter')
    await page.waitForURL(/text=/)
    await page.reload()
    await page.getByRole('link', { name: /车行道/ }).waitFor()
  })

  it('is registered and opened on a phone', async () => {
    const phone = await open.person(officer, 'phone')
    const { page } = phone
    await page.goto('/clues')
    await page.getByRole('link', { name: /车行道/ }).waitFor()
    await picture(phone, 'list')
    await page.getByRole('link', { name: '登记线索' }).tap()
    await page.waitForURL('**/clues/new')
    await page.locator('form').getByText('巡查发现', { exact: true }).tap()
    await page.getByLabel('内容').fill('流动摊贩占用盲道。')
    await page.getByLabel('地点').fill('示例县解放路与建设路路口')
    await picture(phone, 'new')
    await page.getByRole('button', { name: '登记并取号' }).tap()
    await page.getByRole('heading', { name: '示例县解放路与建设路路口' }).waitFor()
    await picture(phone, 'clue')
    expect(await sideways(page), 'nothing stands out at the side').to.equal(0)
    await choose(page, '协办', await nameOf('squad-01-officer-2'))
    await page.getByRole('button', { name: '开案' }).tap()
    await page.waitForURL(/\/cases\/[^/]+$/)
    await page.getByText('（主办）').waitFor()
    expect(phone.faults).to.deep.equal([])
    await phone.close()
  })

  const nameOf = async (userName: string) => (await open.door.bureau.actor(userName)).name
})

async function fillComplaint(page: Page, phone: string): Promise<void> {
  await page.getByLabel('投诉举报人').fill('阿依古丽·买买提')
  await page.getByLabel('联系电话').fill(phone)
  await page.getByLabel('内容').fill('店主把蔬菜筐摆在店门外的人行道上，行人只能走到车行道。')
  await page.getByLabel('地点').fill('人民路 12 号')
}

/** Types into a field with proposals, and takes the first. */
async function choose(page: Page, label: string, words: string): Promise<void> {
  await page.locator('form').getByLabel(label).fill(words)
  await page.getByRole('option', { name: words }).first().click()
}

const sideways = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.querySelector('#page')!
    return scrollWidth - clientWidth
  })

/** Pictures to look at, where `ZHIHENG_PICTURES` names a folder for them. */
async function picture({ page }: Person, name: string): Promise<void> {
  const folder = process.env.ZHIHENG_PICTURES
  if (folder === undefined) return
  const { width } = page.viewportSize()!
  for (const theme of ['light', 'dark']) {
    await page.evaluate((one) => {
      document.documentElement.dataset.theme = one
      document.documentElement.classList.toggle('dark', one === 'dark')
    }, theme)
    await page.waitForTimeout(400)
    await page.screenshot({ path: `${folder}/${name}-${width}-${theme}.png` })
  }
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'light'
    document.documentElement.classList.remove('dark')
  })
}
