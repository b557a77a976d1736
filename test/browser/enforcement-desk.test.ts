/** 执行 at the pages: what is owed over cases, a payment in part, instalments asked for, and why the rest may not be asked for now. */
import { expect } from 'chai'
import { onTheSpot } from '../cases/on-the-spot.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser, type Person, refusals } from './open-browser.ts'

describe('enforcement, in the browser', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let desk: Person
  let caseId: string

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    const { bureau } = open.door
    const officer = await bureau.actor('squad-01-officer-1')
    const second = await bureau.actor('squad-01-officer-2')
    ;({ caseId } = await bureau.cases.decideOnTheSpot(
      officer,
      onTheSpot(bureau.clock.now(), second.officerId!),
    ))
    await bureau.complete(await bureau.actor('squad-01-legal'), 'file-summary-decision', caseId, {
      inOrder: 'yes',
      remark: '符合简易程序',
    })
    await bureau.eventually('the payment limit', async () =>
      (await bureau.deadlines.ofCase(caseId)).some(({ limit }) => limit === 'payment'),
    )
    desk = await open.person('squad-01-officer-1')
    desk.page.setDefaultTimeout(10_000)
    await desk.page.clock.setFixedTime(bureau.clock.now())
  })
  after(() => open?.close())
  afterEach('nothing goes wrong behind a page', () => expect(desk.faults).to.deep.equal([]))

  /** Not what a field unfolds: that is a dialog too, for as long as it takes to go. */
  const dialog = () => desk.page.locator('[role="dialog"][aria-modal="true"]')
  const tab = () => desk.page.getByRole('region', { name: '执行', exact: true })

  it('says what is owed and by when, and leads to it', async () => {
    const { page } = desk
    await page.getByRole('link', { name: '执行', exact: true }).click()
    const cases = page.getByRole('list', { name: '没有履行完毕的案件' })
    await cases.getByText('未缴 100 元').waitFor()
    await page.getByLabel('状态').selectOption('逾期未缴')
    await page.waitForURL(/state=overdue/)
    await page.getByText('没有这样的案件').waitFor()
    await page.getByLabel('状态').selectOption('')
    await cases.getByRole('link').first().click()
    await page.waitForURL(`**/cases/${caseId}?tab=enforcement`)
    await tab().getByText('缴纳罚款', { exact: true }).waitFor()
  })

  it('takes a payment in part', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '登记缴款', exact: true }).click()
    await dialog().getByLabel('缴纳罚款').fill('40')
    await dialog().getByLabel('票据号码').fill('票-40')
    await dialog().getByRole('button', { name: '登记缴款' }).click()
    await tab().getByText('票据 票-40').waitFor()
    await tab().getByText('60 元', { exact: true }).waitFor()
  })

  it('asks for instalments, which must come to what is owed, and offers them once', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '申请延期（分期）缴纳罚款' }).click()
    await dialog().getByLabel('确有经济困难的事实').fill('经营困难，家庭收入微薄')
    await dialog().getByLabel('承办人意见').fill('建议准予分期')
    const amounts = dialog().getByLabel('数额')
    const days = dialog().getByLabel('最后一日')
    for (const [index, amount, day] of [
      [0, '30', '2026-04-01'],
      [1, '20', '2026-05-06'],
    ] as const) {
      await amounts.nth(index).fill(amount)
      await days.nth(index).fill(day)
      await days.nth(index).press('Enter')
    }
    const ask = dialog().getByRole('button', { name: /^申请延期/ })
    await ask.click()
    await dialog().getByText('各期合计应当等于未缴罚款 60 元，现为 50 元', { exact: true }).waitFor()
    expect(refusals(desk)).to.deep.equal([`422 POST /api/v1/cases/${caseId}/instalment`])
    await amounts.nth(1).fill('30')
    await ask.click()
    await dialog().waitFor({ state: 'hidden' })
    await page.getByText('现在不能申请的').click()
    await tab().getByText('延期（分期）缴纳罚款已经提出，尚未办结').waitFor()
    await tab().getByText('缴款期限尚未届满，执行尚未开始，不能中止').waitFor()
    expect(await page.getByRole('button', { name: /^申请延期/ }).count()).to.equal(0)
  })

  it('shows who may only look how it stands, without the acts', async () => {
    const colleague = await open.person('squad-01-officer-3')
    await colleague.page.goto('/enforcement?whose=squad')
    await colleague.page.getByText('未缴 60 元').waitFor()
    await colleague.page.goto(`/cases/${caseId}?tab=enforcement`)
    await colleague.page.getByText('票据 票-40').waitFor()
    expect(await colleague.page.getByRole('button', { name: /登记缴款|申请/ }).count()).to.equal(0)
    expect(colleague.faults).to.deep.equal([])
    await colleague.close()
  })
})
