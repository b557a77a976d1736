/** 消息: what is copied to one is seen in the frame as it comes, leads to where it belongs, and is read once. */
import { expect } from 'chai'
import { startCase } from '../cases/officer-at-work.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser } from './open-browser.ts'
import { violations } from './violations.ts'

describe('messages, in the browser', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  before(async () => (open = await openBrowser({ engine: onEmbedded })))
  after(() => open?.close())

  it('come while one looks at something else, and lead to the approval in its case', async () => {
    const { bureau } = open.door
    const head = await open.person('squad-01-head')
    await head.page.goto('/messages')
    await head.page.getByText('还没有消息').waitFor()
    await head.page.goto('/cases')
    const play = await startCase(bureau)
    await play.fill('enter-case')
    const review = await bureau.task(await bureau.actor('squad-01-legal'), 'review', play.caseId)
    const copied = await bureau.actor('squad-01-head')
    await bureau.approvals.sendCopies(play.lead, review.approvalId!, [copied.officerId!])

    const mark = head.page.getByRole('banner').getByRole('link', { name: '消息' })
    await mark.getByText('1条未读').waitFor()
    await mark.click()
    expect(await violations(head.page)).to.deep.equal([])
    await head.page.getByRole('link', { name: /抄送您/ }).click()
    await head.page.waitForURL(new RegExp(`/cases/${play.caseId}\\?tab=approvals`))
    await head.page.getByRole('button', { name: '审批' }).waitFor()
    expect(await mark.getByText('未读').count()).to.equal(0)

    await head.page.goto('/messages')
    await head.page.getByLabel('只看未读').check()
    await head.page.getByText('没有未读的消息').waitFor()
    expect(head.faults).to.deep.equal([])
    await head.close()
  })

  it('of one are not shown to the next one at the same device', async () => {
    const { bureau } = open.door
    const { page, close } = await open.person('squad-01-officer-1')
    const copied = await bureau.actor('squad-01-officer-1')
    const play = await startCase(bureau)
    await play.fill('enter-case')
    const { approvalId } = await bureau.task(await bureau.actor('squad-01-legal'), 'review', play.caseId)
    await bureau.approvals.sendCopies(play.lead, approvalId!, [copied.officerId!])
    const unread = page.getByRole('banner').getByText('未读')
    await unread.waitFor()
    await page.locator('.who summary').click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL('**/sign-in')
    // Whatever was in sight stands there until the server has answered: it does not.
    await page.route('**/api/v1/notifications**', () => {})
    await page.getByLabel('用户名').fill('squad-02-officer-1')
    await page.getByLabel('密码').fill(bureau.password)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('banner').getByRole('link', { name: '消息' }).waitFor()
    expect(await unread.count()).to.equal(0)
    await close()
  })
})
