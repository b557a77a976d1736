/** 待办 seen in its lists: one's own, the squad's, what one has done, what was copied to one; each with an address, on the desk and on the phone. */
import { expect } from 'chai'
import { type Play, startCase } from '../cases/officer-at-work.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser } from './open-browser.ts'
import { violations } from './violations.ts'

describe('the lists of the tasklist, in the browser', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let play: Play
  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    const { bureau } = open.door
    play = await startCase(bureau)
    await play.fill('enter-case')
    const approvalId = await play.approval()
    await bureau.approvals.sendCopies(play.lead, approvalId, [
      (await bureau.actor('squad-01-head')).officerId!,
    ])
    await play.decide('squad-01-legal', { decision: 'return', returnTo: 0, opinion: '请补充占道面积。' })
    await bureau.task(play.lead, 'enter-case', play.caseId)
  })
  after(() => open?.close())

  it('show a head what the squad has in hand and who has taken it, and take nobody’s task away', async () => {
    const { page, faults, close } = await open.person('squad-01-head')
    await page.goto('/tasks')
    const lists = page.getByRole('navigation', { name: '看哪些' })
    await lists.getByRole('link', { name: '本部门的' }).click()
    await page.waitForURL('**/tasks?list=squad')
    const task = page.getByRole('listitem').filter({ hasText: '案件录入' })
    await task.getByText(`${play.lead.name}办理`).or(task.getByText('尚无人认领')).waitFor()
    expect(await page.getByRole('button', { name: '认领' }).count()).to.equal(0)
    expect(await lists.getByRole('link', { name: '全局的' }).count()).to.equal(0)
    expect(await violations(page)).to.deep.equal([])

    await lists.getByRole('link', { name: '抄送我的' }).click()
    const copy = page.getByRole('link', { name: /案源登记表/ })
    await copy.waitFor()
    await page.getByText(`${play.lead.name}抄送`).waitFor()
    await page.getByText('已退回').waitFor()
    await copy.click()
    await page.waitForURL(new RegExp(`/cases/${play.caseId}`))
    await page.goBack()
    await copy.waitFor()
    await lists.getByRole('link', { name: '受委托的' }).click()
    await page.getByText('没有别人委托您代为审批的事').waitFor()
    expect(faults).to.deep.equal([])
    await close()
  })

  it('show what one has decided, on the phone too', async () => {
    const { page, faults, close } = await open.person('squad-01-legal', 'phone')
    await page.goto('/tasks')
    await page.getByLabel('看哪些').selectOption('我办过的')
    await page.waitForURL('**/tasks?list=done')
    await page.getByText('退回：请补充占道面积。').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(390)
    expect(await violations(page)).to.deep.equal([])
    expect(faults).to.deep.equal([])
    await close()
  })
})
