/** 期限 and 日历 at the pages: what is due by the day, and the month by keyboard; each question stands in the address. */
import { expect } from 'chai'
import { ulid } from 'ulid'
import type { HearingRow } from '../../src/cases/hearing/model.ts'
import { legalDay } from '../../src/platform/clock.ts'
import { insertRow } from '../../src/platform/database/rows.ts'
import { addDays } from '../../src/platform/legal-day.ts'
import { type Play, startCase } from '../cases/officer-at-work.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser, type Person } from './open-browser.ts'

describe('what is due, in the browser', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let desk: Person
  let play: Play
  let dueOn: string

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    const { bureau } = open.door
    play = await startCase(bureau)
    const host = await bureau.actor('legal-reviewer-2')
    await bureau.database.write(async (tx) => {
      const { caseId, lead } = play
      ;({ dueOn } = await bureau.deadlines.start(tx, lead, { caseId, limit: 'service-of-decision' }))
      await insertRow<HearingRow>(tx.sql, 'hearings', {
        id: ulid(),
        case_id: caseId,
        state: 'noticed',
        open_mark: caseId,
        requested_at: bureau.clock.now(),
        host_id: host.officerId!,
        recorder_id: null,
        starts_at: bureau.clock.now() + 86_400_000,
        place: '局三楼听证室',
        way: '公开',
        noticed_at: null,
        barred: '[]',
        reason: null,
        opened_at: bureau.clock.now(),
        ended_at: null,
        version: 1,
      })
    })
    desk = await open.person('squad-01-officer-1')
    desk.page.setDefaultTimeout(10_000)
    // The page is of the day on which the bureau is.
    await desk.page.clock.setFixedTime(bureau.clock.now())
  })
  after(() => open?.close())
  afterEach('nothing goes wrong behind a page', () => expect(desk.faults).to.deep.equal([]))

  it('says by the day what is due and what is left, and leads to the limits of the case', async () => {
    const { page } = desk
    await page.getByRole('link', { name: '期限', exact: true }).click()
    const day = page.getByRole('region', { name: `${dueOn} 到期` })
    await day.getByText(/还剩 \d+ 个工作日/).waitFor()
    await page.getByRole('button', { name: /^绿 / }).click()
    await page.waitForURL(/\/due\?colour=green/)
    await day.getByRole('link', { name: /决定书送达/ }).click()
    await page.waitForURL(`**/cases/${play.caseId}?tab=limits`)
    await page.getByRole('region', { name: '期限' }).getByText('决定书送达').waitFor()
  })

  it('goes through the month by keyboard, over its edge, and to the list of a day', async () => {
    const { page } = desk
    await page.getByRole('link', { name: '期限', exact: true }).click()
    await page.getByRole('link', { name: '日历', exact: true }).click()
    await page.getByRole('heading', { name: '2026 年 3 月' }).waitFor()
    await page.getByText('09:00 听证').waitFor()
    const today = legalDay(open.door.bureau.clock.now())
    const at = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.day)
    await page.locator(`[data-day="${today}"]`).focus()
    for (const [key, day] of [
      ['ArrowRight', addDays(today, 1)],
      ['ArrowDown', addDays(today, 8)],
      ['Home', addDays(today, 7)],
    ] as const) {
      await page.keyboard.press(key)
      expect(await at(), key).to.equal(day)
    }
    await page.keyboard.press('PageDown')
    await page.getByRole('heading', { name: '2026 年 4 月' }).waitFor()
    await page.waitForFunction(
      (day) => (document.activeElement as HTMLElement).dataset.day === day,
      '2026-04-09',
    )
    await page.waitForURL(/month=2026-04/)
    await page.goBack()
    await page.goto(`/agenda?month=${dueOn.slice(0, 7)}`)
    await page.locator(`[data-day="${dueOn}"]`).press('Enter')
    await page.waitForURL(`**/due?from=${dueOn}&to=${dueOn}`)
    await page.getByText('决定书送达').first().waitFor()
  })

  it('shows a week, whichever of its days the address names', async () => {
    const { page } = desk
    await page.goto('/agenda?week=2026-03-05')
    await page.getByRole('heading', { name: '2026 年 3 月 2 日 至 3 月 8 日' }).waitFor()
    await page.getByText('（局三楼听证室）').waitFor()
    expect(await page.locator('[data-day]').count()).to.equal(7)
    await page.getByRole('link', { name: '下一周' }).click()
    await page.waitForURL(/week=2026-03-09/)
  })

  it('is a list on a phone, and is reached from 我的', async () => {
    const phone = await open.person('squad-01-officer-1', 'phone')
    await phone.page.goto('/me')
    await phone.page.getByRole('link', { name: '日历' }).click()
    await phone.page.goto('/agenda?month=2026-03')
    await phone.page.getByRole('region', { name: '2026-03-03' }).getByText('09:00 听证').waitFor()
    expect(await phone.page.locator('table').count()).to.equal(0)
    expect(phone.faults).to.deep.equal([])
    await phone.close()
  })

  it('is not offered to whom it does not belong', async () => {
    const keeper = await open.person('property-keeper-1')
    await keeper.page.getByRole('heading', { name: '待办' }).waitFor()
    expect(await keeper.page.getByRole('link', { name: '期限', exact: true }).count()).to.equal(0)
    await keeper.close()
  })
})
