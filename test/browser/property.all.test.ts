/** The store at the pages, what is rarer: the camera, labels, every way out, who may not, the case, the finder, many items, the phone. */
import { expect } from 'chai'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { onEmbedded } from '../engine-under-test.ts'
import { cart, fruit } from '../property/store.ts'
import { furnishStore } from './furnished-store.ts'
import { type OpenBrowser, openBrowser, type Person, refusals } from './open-browser.ts'
import { violations } from './violations.ts'

const officer = 'squad-01-officer-1'
const keeper = 'property-keeper-1'

describe('the store at the pages, to its ends', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let store: Awaited<ReturnType<typeof furnishStore>>
  let desk: Person

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    store = await furnishStore(open.door.bureau)
    desk = await open.person(keeper)
    desk.page.setDefaultTimeout(10_000)
  })
  after(() => open?.close())
  afterEach('nothing goes wrong behind a page', () => expect(desk.faults).to.deep.equal([]))

  it('prints the labels of what was chosen, on the paper that is in the printer', async () => {
    const { page } = desk
    await page.goto('/property-items')
    for (const name of ['三轮车', '苹果'])
      await page
        .getByRole('listitem')
        .filter({ hasText: name })
        .getByRole('checkbox', { name: /打印标签/ })
        .check()
    await page.getByText('已选 2 件').waitFor()
    await page.getByLabel('已用掉').fill('23')
    const print = async () => {
      const address = (await page.getByRole('link', { name: '打印标签' }).getAttribute('href'))!
      const answer = await page.request.get(address)
      expect([answer.status(), answer.headers()['content-type']]).to.deep.equal([200, 'application/pdf'])
      const { items, ...paper } = Object.fromEntries(new URL(address, page.url()).searchParams)
      expect(items!.split(',')).to.have.members([store.cartId, store.fruitId])
      return paper
    }
    expect(await print()).to.deep.equal({ form: 'sheet', start: '23' })
    await page.getByLabel('标签纸').selectOption('纸卷 58 毫米')
    expect(await print()).to.deep.equal({ form: 'roll', width: '58' })
    expect(await violations(page)).to.deep.equal([])
    await page.getByRole('button', { name: '不选了' }).click()
    await page.getByText('已选').waitFor({ state: 'detached' })
  })

  it('reads labels by camera, where the browser can: opens the item, and counts one after another', async () => {
    const { page, faults, close } = await open.person(keeper, 'phone')
    page.setDefaultTimeout(10_000)
    await giveCamera(page.context())
    await page.goto('/property-items')
    await page.getByRole('button', { name: '摄像头扫码' }).tap()
    await page.getByRole('dialog').getByLabel('摄像头画面').waitFor()
    expect(await violations(page)).to.deep.equal([])
    await show(page, `zhiheng:property-items/${store.cartId}`)
    await page.getByRole('heading', { name: '三轮车' }).waitFor()

    await page.goto(store.kept['a stock-taking'])
    await page.getByLabel('货位').selectOption('A-01')
    await page.getByRole('button', { name: '摄像头扫码' }).tap()
    await show(page, 'https://example.cn/')
    await page.getByRole('dialog').getByText('不是涉案财物的标签').waitFor()
    await show(page, `zhiheng:property-items/${store.cartId}`)
    await page.getByRole('dialog').getByText('已记：三轮车').waitFor()
    // What is weighed is asked for on the page.
    await show(page, `zhiheng:property-items/${store.fruitId}`)
    await page.getByLabel('实盘数量').waitFor()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => (globalThis as unknown as { tracks: () => string }).tracks())).to.equal(
      'ended',
    )
    expect(faults).to.deep.equal([])
    await close()
  })

  it('says what to do where the camera is not lent', async () => {
    const { page, close } = await open.person(keeper)
    await giveCamera(page.context(), false)
    await page.goto('/property-items')
    await page.getByRole('button', { name: '摄像头扫码' }).click()
    await page.getByText('没有可用的摄像头').waitFor()
    await close()
  })

  it('goes on to the next label where a quantity was still asked for, and says what was not counted', async () => {
    const { page } = desk
    await page.goto(store.kept['a stock-taking'])
    const field = page.getByLabel('扫标签，或者输入编号')
    await field.waitFor()
    await scan(page, store.cartId)
    await page.getByText('请先选所在的货位').waitFor()
    await page.getByLabel('货位').selectOption('A-01')
    await scan(page, store.fruitId)
    await page.getByLabel('实盘数量').waitFor()
    await scan(page, store.cartId)
    await page.getByText('没有记数：苹果').waitFor()
    await page.getByText('已记：三轮车').waitFor()
    await field.fill('三轮车')
    await page.keyboard.press('Enter')
    await page.getByText('不是涉案财物的标签或者编号').waitFor()
    // Not in this store yet: it cannot be counted.
    await scan(page, store.rackId)
    await page.getByText('尚未入库，请先办理入库').waitFor()
  })

  it('keeps the reasons that were typed, and asks for what came in between', async () => {
    const { page } = desk
    await page.goto(store.kept['a stock-taking'])
    await page.getByRole('textbox', { name: /苹果.*的原因/ }).fill('从二号库借放')
    await page.reload()
    const reason = page.getByRole('textbox', { name: /苹果.*的原因/ })
    await reason.waitFor()
    expect(await reason.inputValue()).to.equal('从二号库借放')
    await page.getByRole('button', { name: '结束盘点' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('账实不符 1 件').waitFor()
    const stockTakeId = store.kept['a stock-taking'].split('/').at(-1)!
    await open.door.bureau.property.count(store.keeper, stockTakeId, {
      itemId: store.cartId,
      quantity: '0',
      shelf: 'A-01',
    })
    await dialog.getByRole('button', { name: '结束盘点' }).click()
    await dialog.getByText('账实不符的须逐件说明原因').waitFor()
    expect(refusals(desk)).to.have.length(1)
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: /三轮车.*的原因/ }).fill('未找到，正在追查')
    await page.getByRole('button', { name: '结束盘点' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '结束盘点' }).click()
    await page.getByRole('region', { name: '账实不符' }).getByText('未找到，正在追查').waitFor()
    expect(await page.getByRole('button', { name: '结束盘点' }).count()).to.equal(0)
  })

  it('gives out what is destroyed, transferred and auctioned, each with what it must say', async () => {
    const { page } = desk
    const { measureId, itemIds } = await store.take([fruit])
    const itemId = itemIds[0]!
    await store.store(itemId, 'B-01')
    const release = async (way: 'destroyed' | 'transferred' | 'auctioned', quantity: string) => {
      const { requestId } = await store.releaseOf(measureId, [{ itemId, quantity, way }])
      await store.close(requestId, 'agreed')
      await page.goto(`/property-items/${itemId}`)
    }
    const dialog = page.getByRole('dialog')
    const give = async (name: string) => {
      await dialog.getByRole('button', { name }).click()
      await dialog.waitFor({ state: 'detached' })
    }

    await release('destroyed', '2')
    await page.getByRole('button', { name: '出库（销毁）' }).click()
    // It fades in; half way it can hardly be read.
    await page.waitForTimeout(400)
    expect(await violations(page), 'the dialog').to.deep.equal([])
    for (const { name } of [store.lead, store.assisting]) await choose(page, dialog, '执法人员', name)
    await dialog.getByLabel('见证人').fill('王五')
    await dialog.getByLabel('销毁地点').fill('垃圾处理场')
    await give('出库（销毁）')
    await page.getByText('在垃圾处理场，见证人 王五').waitFor()

    await release('transferred', '3')
    await page.getByRole('button', { name: '出库（移送）' }).click()
    await dialog.getByLabel('接收机关').fill('示例县市场监督管理局')
    await dialog.getByLabel('签收人').fill('李四')
    await give('出库（移送）')
    await page.getByText('示例县市场监督管理局，李四 签收').waitFor()

    await release('auctioned', '7.5')
    await page.getByRole('button', { name: '出库（拍卖）' }).click()
    await dialog.getByLabel('拍卖机构').fill('示例拍卖有限公司')
    await dialog.getByLabel('拍卖所得').fill('1234.56')
    await give('出库（拍卖）')
    await page.getByText('已全部出库').waitFor()
    const { measure } = await open.door.bureau.property.item(store.keeper, itemId)
    expect(measure.releases.at(-1)!.exits[0]!.particulars).to.include({ proceedsFen: 123_456 })
    await page.getByRole('region', { name: '台账', exact: true }).getByText('出库', { exact: true }).waitFor()
  })

  it('finds an item by Ctrl+K', async () => {
    const { page } = desk
    await page.goto('/property-items')
    await page.getByRole('link', { name: /苹果/ }).first().waitFor()
    await page.keyboard.press('Control+k')
    const finder = page.getByRole('dialog', { name: '查找' })
    await finder.getByRole('combobox').fill('三轮车')
    await finder
      .getByRole('option', { name: /三轮车/ })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/property-items/${store.cartId}`)
  })

  it('lists more than a page holds, a page at a time', async () => {
    const { page } = desk
    await store.take(Array.from({ length: 60 }, (_one, index) => ({ ...cart, name: `条幅 ${index}` })))
    await page.goto('/property-items?text=条幅')
    const rows = page.getByRole('list', { name: '涉案财物' }).getByRole('link')
    await rows.nth(49).waitFor()
    expect(await rows.count()).to.equal(50)
    await page.getByRole('button', { name: '再看后面的' }).click()
    await rows.nth(59).waitFor()
    expect(await page.getByRole('button', { name: '再看后面的' }).count()).to.equal(0)
  })

  it('tells an officer of the case what was taken and until when, and lets them do nothing in the store', async () => {
    const { page, faults, close } = await open.person(officer)
    page.setDefaultTimeout(10_000)
    await page.goto(`/cases/${store.caseId}`)
    await page.getByRole('button', { name: '财物' }).click()
    const tab = page.getByRole('region', { name: '财物', exact: true })
    await tab.getByText('查封扣押期限至').first().waitFor()
    await tab.getByRole('link', { name: /苹果.*部分出库/ }).click()
    await page.getByRole('heading', { name: '苹果' }).waitFor()
    await page.getByRole('region', { name: '台账', exact: true }).waitFor()
    for (const name of ['移库', '出库（返还）', '开具返还单'])
      expect(await page.getByRole('button', { name }).count(), name).to.equal(0)
    await page.goto(`/property-items/${store.cartId}`)
    const photo = page.getByRole('img', { name: '照片 1' })
    await photo.waitFor()
    expect(
      await photo.evaluate((shown: HTMLImageElement) => shown.decode().then(() => shown.naturalWidth)),
    ).to.be.above(0)
    await page.goto('/property-items?text=苹果')
    await page.getByRole('link', { name: /苹果/ }).first().waitFor()
    expect(await page.getByRole('link', { name: '盘点' }).count()).to.equal(0)
    expect(faults).to.deep.equal([])
    await close()
  })

  it('shows no way there to who may not read property, and says why at its address', async () => {
    const administrator = await open.person('general-admin-1')
    const { page } = administrator
    await page.getByRole('navigation', { name: '主要栏目' }).waitFor()
    expect(await page.getByRole('link', { name: '涉案财物' }).count()).to.equal(0)
    await page.goto(`/property-items/${store.cartId}`)
    await page.getByRole('heading', { name: '看不到这件财物' }).waitFor()
    const stranger = await open.person('squad-02-officer-1')
    await stranger.page.goto(`/property-items/${store.cartId}`)
    await stranger.page.getByRole('heading', { name: '看不到这件财物' }).waitFor()
    await Promise.all([administrator.close(), stranger.close()])
  })

  it('fits a phone, where it is found under 我的', async () => {
    const { page, faults, close } = await open.person(keeper, 'phone')
    await page.goto('/me')
    await page.getByRole('link', { name: '涉案财物' }).tap()
    await page.waitForURL('**/property-items')
    for (const [name, address] of Object.entries({ ...store.read, ...store.kept })) {
      if (address.startsWith('/cases')) continue
      await page.goto(address)
      await page.getByText('正在读取').waitFor({ state: 'detached' })
      await page.locator('main h1').waitFor()
      expect(await sideways(page), name).to.equal(0)
    }
    expect(faults).to.deep.equal([])
    await close()
  })
})

async function scan(page: Page, itemId: string): Promise<void> {
  await page.keyboard.type(`zhiheng:property-items/${itemId}`)
  await page.keyboard.press('Enter')
}

async function choose(page: Page, dialog: Locator, label: string, words: string): Promise<void> {
  await dialog.getByLabel(label).fill(words)
  await page.getByRole('option', { name: words }).first().click()
}

const sideways = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.querySelector('#page')!
    return scrollWidth - clientWidth
  })

/** A browser that reads codes, with a camera before which {@link show} holds them: the one that tests run in has neither. */
async function giveCamera(context: BrowserContext, isLent = true): Promise<void> {
  const content = `{
    let code = ''
    let stream
    globalThis.show = (held) => { code = held }
    globalThis.tracks = () => stream?.getTracks()[0].readyState
    globalThis.BarcodeDetector = class {
      async detect() { return code ? [{ rawValue: code }] : [] }
    }
    Object.defineProperty(navigator, 'mediaDevices', {
      value: {
        async getUserMedia() {
          if (!${isLent}) throw new DOMException('', 'NotAllowedError')
          const canvas = document.createElement('canvas')
          canvas.getContext('2d').fillRect(0, 0, 9, 9)
          stream = canvas.captureStream(5)
          return stream
        },
      },
    })
  }`
  await context.addInitScript({ content })
}

const show = (page: Page, code: string) =>
  page.evaluate((held) => (globalThis as unknown as { show: (code: string) => void }).show(held), code)
