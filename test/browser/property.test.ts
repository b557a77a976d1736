/** The store 涉案财物 at the pages, as its keeper has it all day: taken in, moved, given out with its sheets; scanned, and counted. */
import { expect } from 'chai'
import type { Locator, Page } from 'playwright-core'
import { onEmbedded } from '../engine-under-test.ts'
import { cart, fruit, openStore, type Store } from '../property/store.ts'
import { type OpenBrowser, openBrowser, type Person, refusals } from './open-browser.ts'

describe('the store at the pages', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let store: Store
  let desk: Person
  let measureId: string
  let cartId: string
  let fruitId: string

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    store = await openStore(open.door.bureau)
    ;({
      measureId,
      itemIds: [cartId, fruitId],
    } = (await store.take([cart, fruit])) as { measureId: string; itemIds: [string, string] })
    desk = await open.person('property-keeper-1')
    desk.page.setDefaultTimeout(10_000)
  })
  after(() => open?.close())
  afterEach('nothing goes wrong behind a page', () => expect(desk.faults).to.deep.equal([]))

  it('is opened from the frame, and lists what waits to be taken in', async () => {
    const { page } = desk
    await page.getByRole('link', { name: '涉案财物' }).click()
    await page.waitForURL('**/property-items')
    await page.getByLabel('要办的').selectOption('等待入库')
    await page.waitForURL(/waits=entry/)
    await page.getByRole('link', { name: /苹果/ }).waitFor()
    await page.getByLabel('查找涉案财物').fill('三轮')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /苹果/ }).waitFor({ state: 'detached' })
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/property-items/${cartId}`)
    await page.getByRole('heading', { name: '三轮车' }).waitFor()
  })

  it('takes in what the list says, and says at its field what is wrong', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '入库', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await choose(page, dialog, '仓库和货位', '第一暂扣仓库 A-01')
    await dialog.getByLabel('清点的实物数量').fill('2')
    await dialog.getByRole('button', { name: '入库' }).click()
    await dialog.getByText('清单为 1 辆').waitFor()
    expect(refusals(desk)).to.deep.equal([`422 POST /api/v1/property-items/${cartId}/entry`])
    await dialog.getByLabel('清点的实物数量').fill('1')
    await dialog.getByRole('button', { name: '入库' }).click()
    await dialog.waitFor({ state: 'detached' })
    const ledger = page.getByRole('region', { name: '台账', exact: true })
    await ledger.getByText('第一暂扣仓库 A-01').waitFor()
    await page.getByRole('region', { name: '全链条' }).getByText('入库').waitFor()
    // What was taken with it comes next, to the same shelf.
    await page.getByRole('link', { name: '下一件入库：苹果' }).click()
    await page.getByRole('heading', { name: '苹果' }).waitFor()
    await page.getByRole('button', { name: '入库', exact: true }).click()
    await page.getByRole('dialog').getByText('第一暂扣仓库 A-01').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.goBack()
    await page.getByRole('heading', { name: '三轮车' }).waitFor()
  })

  it('moves it to another shelf', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '移库' }).click()
    const dialog = page.getByRole('dialog')
    await choose(page, dialog, '移到', '第一暂扣仓库 A-02')
    await dialog.getByLabel('原因').fill('腾出货位')
    await dialog.getByRole('button', { name: '移库' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('腾出货位').waitFor()
    const { item } = await open.door.bureau.property.item(store.keeper, cartId)
    expect([item.warehouse, item.shelf]).to.deep.equal(['w1', 'A-02'])
  })

  it('draws up the entry sheet, which the keeper opens', async () => {
    const { page } = desk
    await page.getByRole('button', { name: '开具入库单' }).click()
    const dialog = page.getByRole('dialog')
    await choose(page, dialog, '移交人', store.lead.name)
    await dialog.getByRole('button', { name: '开具入库单' }).click()
    await dialog.waitFor({ state: 'detached', timeout: 30_000 })
    const papers = page.getByRole('region', { name: '文书和单据' })
    const address = await papers.getByRole('link', { name: '入库单' }).getAttribute('href')
    const answer = await page.request.get(address!)
    expect([answer.status(), answer.headers()['content-type']]).to.deep.equal([200, 'application/pdf'])
    await papers.getByRole('button', { name: '开具入库单' }).waitFor({ state: 'detached' })
  })

  it('opens the item of a scanned label, from the box and from anywhere on a page', async () => {
    const { page } = desk
    await page.goto('/property-items')
    await page.getByRole('link', { name: /苹果/ }).waitFor()
    await page.getByLabel('查找涉案财物').focus()
    await scan(page, fruitId)
    await page.getByRole('heading', { name: '苹果' }).waitFor()
    await page.goBack()
    // With the hand on a row, where single keys mean something.
    await page.getByRole('link', { name: /苹果/ }).focus()
    await scan(page, fruitId)
    await page.getByRole('heading', { name: '苹果' }).waitFor()
    await scan(page, cartId)
    await page.getByRole('heading', { name: '三轮车' }).waitFor()
  })

  it('gives out what an approved release lets go, to whom signs for it', async () => {
    const { page } = desk
    await store.store(fruitId, 'A-03')
    const { requestId } = await store.releaseOf(measureId, [{ itemId: fruitId, quantity: '5' }])
    await store.close(requestId, 'agreed')
    await page.goto('/property-items')
    const due = page.getByRole('region', { name: '到期提醒' })
    await due.getByRole('link', { name: /可以出库/ }).click()
    await page.waitForURL(/measure=/)
    await page.getByRole('link', { name: /苹果.*可以出库/ }).click()
    await page.getByRole('button', { name: '出库（返还）' }).click()
    // Its picker of dates is a dialog too.
    const dialog = page.getByRole('dialog', { name: /^出库/ })
    expect(await dialog.getByLabel('出库数量').inputValue()).to.equal('5')
    await dialog.getByRole('button', { name: '出库（返还）' }).click()
    await dialog.getByText('请填写领取人').waitFor()
    await dialog.getByLabel('出库数量').fill('2.5')
    await dialog.getByLabel('领取人').fill('张三丰')
    await dialog.getByLabel('与物主的关系').fill('本人')
    await dialog.getByLabel('签收时间').fill('2026-03-02 09:00')
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: '出库（返还）' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('12.5 公斤，在库 10 公斤').waitFor()
    await page.getByText(/张三丰（本人）.*签收/).waitFor()
  })

  it('counts the warehouse by scanner and from the list, and closes with a reason for what differs', async () => {
    const { page } = desk
    await page.goto('/stock-takes')
    await page.getByRole('button', { name: '开始盘点：第一暂扣仓库' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '开始盘点' }).click()
    await page.getByText('已盘 0 件，共 2 件').waitFor()
    await page.getByLabel('货位').selectOption('A-02')
    // One of a kind counts at once.
    await scan(page, cartId)
    await page.getByText('已盘 1 件，共 2 件').waitFor()
    await page.getByText('已记：三轮车').waitFor()
    // What is weighed is asked for, with what the register says.
    await page.getByLabel('货位').selectOption('A-03')
    await scan(page, fruitId)
    const weighed = page.getByLabel('实盘数量')
    await weighed.waitFor()
    expect(await weighed.inputValue()).to.equal('10')
    await weighed.fill('9.5')
    await page.keyboard.press('Enter')
    await page.getByText('实盘 9.5 公斤').waitFor()
    await page.getByRole('button', { name: '结束盘点' }).click()
    await page.getByText('请说明原因').waitFor()
    await page.getByRole('textbox', { name: /苹果.*的原因/ }).fill('自然损耗')
    await page.getByRole('button', { name: '结束盘点' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('账实不符 1 件').waitFor()
    await dialog.getByRole('button', { name: '结束盘点' }).click()
    await page.getByText(/结束$/).first().waitFor()
    await page.getByRole('region', { name: '账实不符' }).getByText('自然损耗').waitFor()
    const { items } = await open.door.bureau.property.stockTakes(store.keeper, {})
    expect(items.map(({ state, differences }) => [state, differences])).to.deep.equal([['closed', 1]])
  })
})

/** As a hand scanner does it: the code's letters in quick succession, then Enter. */
async function scan(page: Page, itemId: string): Promise<void> {
  await page.keyboard.type(`zhiheng:property-items/${itemId}`)
  await page.keyboard.press('Enter')
}

async function choose(page: Page, dialog: Locator, label: string, words: string): Promise<void> {
  await dialog.getByLabel(label).fill(words)
  await page.getByRole('option', { name: words }).first().click()
}
