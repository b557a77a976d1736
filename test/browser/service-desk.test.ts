/** 送达 at the pages: from the desk to the case, a letter sent and come back, and the paper handed over; nothing waits any more. */
import { expect } from 'chai'
import { type Play, startCase } from '../cases/officer-at-work.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser, type Person, refusals } from './open-browser.ts'

describe('service, in the browser', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let desk: Person
  let play: Play

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    const { bureau } = open.door
    play = await startCase(bureau)
    await play.file()
    await play.investigate()
    await bureau.task(play.lead, 'serve-correction-order', play.caseId)
    desk = await open.person('squad-01-officer-1')
    desk.page.setDefaultTimeout(10_000)
    await desk.page.clock.setFixedTime(bureau.clock.now())
  })
  after(() => open?.close())
  afterEach('nothing goes wrong behind a page', () => expect(desk.faults).to.deep.equal([]))

  /** Not what a field unfolds: that is a dialog too, for as long as it takes to go. */
  const dialog = () => desk.page.locator('[role="dialog"][aria-modal="true"]')
  const tab = () => desk.page.getByRole('region', { name: '送达', exact: true })

  it('says which papers wait, and leads to them', async () => {
    const { page } = desk
    await page.getByRole('link', { name: '送达', exact: true }).click()
    const cases = page.getByRole('list', { name: '有文书待送达的案件' })
    await cases.getByText('待送达').waitFor()
    await page.getByRole('link', { name: '送达中' }).click()
    await page.waitForURL(/\/service\?state=under-way$/)
    await page.getByText('没有这样的文书').waitFor()
    await page.getByRole('link', { name: '待送达' }).click()
    await cases.getByRole('link').first().click()
    await page.waitForURL(`**/cases/${play.caseId}?tab=service`)
  })

  it('records a letter that is sent, and that it came back', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '登记送达', exact: true }).click()
    await dialog().getByText('邮寄送达').click()
    await dialog().getByText('已经发出，等结果').click()
    await dialog().getByRole('button', { name: '登记这次送达' }).click()
    await dialog().getByText('请填写邮件号码').waitFor()
    await dialog().getByLabel('邮件号码').fill('EMS1234567890CN')
    await dialog().getByRole('button', { name: '登记这次送达' }).click()
    await tab().getByText('邮件号码 EMS1234567890CN：等结果').waitFor()
    await page.getByRole('button', { name: '登记结果' }).click()
    await dialog().getByText('未能送达', { exact: true }).click()
    await dialog().getByLabel('未能送达的原因').fill('查无此人，退回')
    await dialog().getByRole('button', { name: '登记结果' }).click()
    await tab().getByText('未能送达，查无此人，退回').waitFor()
    await tab().getByRole('link', { name: '送达回证' }).waitFor()
  })

  it('asks what the law asks of the one who takes it in, and has it served', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '登记送达', exact: true }).click()
    await dialog().getByLabel('收件人').fill('李四')
    await dialog().getByRole('button', { name: '登记这次送达' }).click()
    await dialog()
      .getByText(/由李四签收的，须写明与受送达人的关系/)
      .waitFor()
    expect(refusals(desk)).to.deep.equal([`422 POST /api/v1/cases/${play.caseId}/service-attempts`])
    await dialog().getByText('同住成年家属', { exact: true }).click()
    await dialog().getByRole('button', { name: '登记这次送达' }).click()
    await dialog().waitFor({ state: 'hidden' })
    await tab()
      .getByText(/^已送达/)
      .waitFor()
    await page.getByRole('link', { name: '送达', exact: true }).click()
    await page.getByText('没有等着送达的文书').waitFor()
  })

  it('keeps the confirmed address', async () => {
    const { page } = desk
    await page.goto(`/cases/${play.caseId}?tab=service`)
    await page.getByRole('button', { name: '登记送达地址确认书' }).click()
    await dialog().getByRole('textbox', { name: '送达地址', exact: true }).fill('示例县人民路 12 号')
    await dialog().getByLabel('联系电话').fill('13800138000')
    await dialog().getByLabel('签署日期').fill('2026-03-02')
    await dialog().getByLabel('签署日期').press('Enter')
    await dialog().getByRole('button', { name: '登记确认书' }).click()
    await page.getByRole('region', { name: '送达地址' }).getByText('示例县人民路 12 号').waitFor()
  })

  it('shows who may only look how it stands, without the acts', async () => {
    const colleague = await open.person('squad-01-officer-3')
    await colleague.page.goto('/service?whose=squad')
    await colleague.page.goto(`/cases/${play.caseId}?tab=service`)
    await colleague.page.getByRole('region', { name: '送达地址' }).waitFor()
    expect(await colleague.page.getByRole('button', { name: /登记送达/ }).count()).to.equal(0)
    await colleague.close()
  })
})
