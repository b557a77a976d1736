/** Work without a network, in a real browser whose network is cut: what was typed is kept sealed, sent once when the network is back, and never lost without a word. */
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser, type Person, refusals } from './open-browser.ts'
import { violations } from './violations.ts'

const officer = 'squad-01-officer-1'
const words = '店主把蔬菜筐摆在店门外的人行道上'
const attachment = {
  name: '现场材料.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
}
const day = 86_400_000

describe('work without a network', function () {
  this.timeout(120_000)
  let open: OpenBrowser
  let person: Person
  let page: Page
  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    person = await open.person(officer)
    page = await ready(person.page)
  })
  after(() => open?.close())
  afterEach(() => cut(false))

  /** The device believes in the bureau's day, whose clock stands. */
  async function ready(opened: Page): Promise<Page> {
    opened.setDefaultTimeout(10_000)
    await opened.clock.setFixedTime(open.door.bureau.clock.now())
    return opened
  }
  const cut = (isCut: boolean) => page.context().setOffline(isCut)
  const actor = () => open.door.bureau.actor(officer)
  const clues = async () => (await open.door.bureau.clues.list(await actor(), {})).items
  const attachmentsOf = async (clueId: string) =>
    (await open.door.bureau.clues.page(await actor(), clueId)).attachments.map(({ name }) => name)
  const item = (name: string | RegExp) => page.getByRole('listitem', { name })
  const register = () => page.getByRole('button', { name: '登记并取号' }).click()

  it('is on the device: the product opens without a network, and says what can be done', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready)
    // What a registration asks for has been read once, as it is soon after signing in.
    await page.goto('/clues/new')
    await page.getByText('巡查发现', { exact: true }).waitFor()
    await cut(true)
    await page.goto('/cases')
    await page.getByRole('heading', { name: '没有连上服务器' }).waitFor()
    await page.getByText('离线').waitFor()
    await page.getByRole('link', { name: '登记线索' }).click()
    await page.getByText('巡查发现', { exact: true }).waitFor()
    await page.goto('/cases?mine=true')
    await page.getByRole('heading', { name: '没有连上服务器' }).waitFor()
    await cut(false)
    await page.waitForURL(/\/cases\?mine=true$/)
    await page.getByRole('heading', { name: '案件' }).waitFor()
  })

  it('keeps nothing that the server told of cases and people in the worker', async () => {
    const kept = await page.evaluate(async () => {
      const caches = await Promise.all((await self.caches.keys()).map((name) => self.caches.open(name)))
      return (await Promise.all(caches.map((cache) => cache.keys())))
        .flat()
        .map(({ url }) => new URL(url).pathname)
    })
    expect(kept).to.include('/index.html')
    expect(kept.filter((path) => path.startsWith('/api'))).to.deep.equal([])
    for (const path of ['/sw.js', '/manifest.webmanifest']) {
      const { headers } = await fetch(`${open.door.address}${path}`)
      expect(headers.get('cache-control'), path).to.equal('no-cache')
      expect(headers.get('content-security-policy'))
        .to.include("worker-src 'self'")
        .and.include("manifest-src 'self'")
    }
  })

  it('registers one clue with its attachment, whose network is cut, whose page is closed and opened again', async () => {
    await page.goto('/clues/new')
    await page.getByText('巡查发现', { exact: true }).click()
    await page.getByLabel('内容').fill(words)
    await cut(true)
    await page.getByText('离线').waitFor()
    await page.getByLabel('添加照片').setInputFiles(attachment)
    await page.getByText(attachment.name, { exact: true }).waitFor()
    const context = page.context()
    await page.waitForTimeout(600)
    await page.close()
    page = await ready(await context.newPage())
    await page.goto('/clues/new')
    expect(await page.getByLabel('内容').inputValue()).to.equal(words)
    await page.getByText(attachment.name, { exact: true }).waitFor()
    await page.getByLabel('地点').fill('人民路 12 号')
    await register()
    await page.waitForURL('**/waiting')
    await item('登记线索').getByText('看填写的内容').click()
    await item('登记线索').getByText('人民路 12 号').waitFor()
    await item(/附件/).getByText('等「登记线索」上传以后').waitFor()
    await page.close()
    page = await ready(await context.newPage())
    await page.goto('/waiting')
    await item('登记线索').waitFor()
    expect(await clues()).to.have.length(0)
    // The day after, when the network is back: it was received when it was typed.
    const typed = open.door.bureau.clock.now()
    open.door.bureau.clock.advance(day)
    await cut(false)
    // The session has ended by time; what was kept has not.
    const over = page.getByRole('dialog').filter({ hasText: '登录已结束' })
    await over.getByLabel('用户名').fill(officer)
    await over.getByLabel('密码').fill(open.door.bureau.password)
    await over.getByRole('button', { name: '登录' }).click()
    await page.getByRole('region', { name: '已经上传的' }).getByRole('link', { name: '案源编号' }).waitFor()
    await page.getByText('没有要上传的').waitFor()
    const all = await clues()
    expect(all.map(({ receivedAt }) => receivedAt)).to.deep.equal([typed - (typed % 60_000)])
    expect(await attachmentsOf(all[0]!.id)).to.deep.equal([attachment.name])
  })

  it('sends once what was done, and whose answer was lost', async () => {
    await page.goto('/clues/new')
    await page.getByText('巡查发现', { exact: true }).click()
    await page.getByLabel('内容').fill('答复在路上丢了')
    await page.getByLabel('地点').fill('解放路 3 号')
    let lost = 0
    await page.route('**/api/v1/clues', async (route) => {
      await route.fetch()
      lost++
      await route.abort('connectionreset')
    })
    await register()
    await page.waitForURL('**/waiting')
    expect(lost).to.be.greaterThan(0)
    await page.unroute('**/api/v1/clues')
    // It goes by itself, too, as soon as the network is noticed: whoever is quicker.
    const sent = page.getByText('没有要上传的')
    await Promise.any([page.getByRole('button', { name: '现在上传' }).click(), sent.waitFor()])
    await sent.waitFor()
    expect((await clues()).filter(({ content }) => content === '答复在路上丢了')).to.have.length(1)
  })

  it('shows what the server did not take in its words, to be mended or given up by a person', async () => {
    person.faults.length = 0
    await page.clock.setFixedTime(open.door.bureau.clock.now() + 3 * day)
    await page.goto('/clues/new')
    await page.getByText('巡查发现', { exact: true }).waitFor()
    await cut(true)
    await page.getByText('离线').waitFor()
    for (const place of ['幸福路 1 号', '幸福路 2 号']) {
      await page.goto('/clues/new')
      await page.getByText('巡查发现', { exact: true }).click()
      await page.getByLabel('内容').fill('这台设备的时钟快了三天')
      await page.getByLabel('地点').fill(place)
      await register()
      await page.waitForURL('**/waiting')
    }
    await cut(false)
    const refused = page.getByRole('region', { name: '没有收下的' })
    await refused.getByText('收到时间不能晚于现在').nth(1).waitFor()
    await page.getByRole('link', { name: /未收下 2/ }).waitFor()
    await page.reload()
    await refused.waitFor()
    for (const theme of ['light', 'dark']) {
      await page.evaluate((chosen) => void (document.documentElement.dataset.theme = chosen), theme)
      expect(await violations(page), theme).to.deep.equal([])
    }
    await refused.getByRole('button', { name: '打开更正' }).first().click()
    await page.waitForURL(/\/clues\/new\?again=/)
    expect(await page.getByLabel('地点').inputValue()).to.equal('幸福路 1 号')
    await page.getByLabel('收到时间').fill('2026-03-02 08:30')
    await page.keyboard.press('Enter')
    await register()
    await page.waitForURL((url) => /^\/clues\/(?!new)/.test(url.pathname))
    await page.getByRole('link', { name: /未收下 1/ }).click()
    await refused.getByRole('button', { name: '不要了' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '留着' }).click()
    await refused.getByRole('button', { name: '不要了' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删去' }).click()
    await page.getByText('没有要上传的').waitFor()
    const places = (await clues()).map(({ place }) => place)
    expect(places).to.include('幸福路 1 号').and.not.include('幸福路 2 号')
  })

  it('keeps what was typed sealed, and leaves nothing behind who signs out', async () => {
    await page.goto('/clues/new')
    await page.getByText('投诉举报', { exact: true }).click()
    await page.getByLabel('投诉举报人').fill('阿依古丽·买买提')
    await cut(true)
    await page.getByText('离线').waitFor()
    await page.getByLabel('联系电话').fill('13800138000')
    await page.getByLabel('内容').fill(words)
    await page.getByLabel('地点').fill('人民路 12 号')
    await page.getByLabel('添加照片').setInputFiles(attachment)
    await page.getByText(attachment.name, { exact: true }).waitFor()
    await page.waitForTimeout(600)
    const before = await atRest(page)
    expect(before.rows).to.be.greaterThan(2)
    expect(before.keys).to.equal(1)
    expect(before.readable, 'a key that can be read out').to.equal(0)
    for (const typed of [words, '阿依古丽', '13800138000', '人民路', attachment.name, '%PDF'])
      expect(before.holds(typed), typed).to.equal(false)
    await register()
    await page.waitForURL('**/waiting')
    await page.locator('.who summary').click()
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByRole('dialog').getByText('还有 2 项没有上传').waitFor()
    await page.getByRole('button', { name: '删去并退出' }).click()
    await page.waitForURL('**/sign-in')
    const { rows, keys } = await atRest(page)
    expect({ rows, keys }).to.deep.equal({ rows: 0, keys: 0 })
    // Without a network the server could not be told; it is, before anybody is taken for signed in.
    await cut(false)
    await page.goto('/tasks')
    await page.waitForURL(/\/sign-in/)
    expect((await page.context().request.get('/api/v1/me')).status()).to.equal(401)
    refusals(person)
  })
})

/** What lies in the browser's database, byte for byte, and in its other stores. */
async function atRest(page: Page) {
  const { rows, keys, readable, bytes } = await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('zhiheng')
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error)
    })
    const [rows, keys] = (await Promise.all(
      ['rows', 'keys'].map(
        (table) =>
          new Promise((resolve) => {
            const reading = db.transaction(table).objectStore(table).getAll()
            reading.onsuccess = () => resolve(reading.result)
          }),
      ),
    )) as [Record<string, unknown>[], CryptoKey[]]
    db.close()
    const bytes = rows.flatMap((row) =>
      Object.values(row).map((value) =>
        typeof value === 'string' ? value : Array.from(new Uint8Array(value as ArrayBuffer)),
      ),
    )
    const stores = JSON.stringify([{ ...localStorage }, { ...sessionStorage }])
    return {
      rows: rows.length,
      keys: keys.length,
      readable: keys.filter(({ extractable }) => extractable).length,
      bytes: [...bytes, stores],
    }
  })
  const texts = bytes.map((one) => (typeof one === 'string' ? one : Buffer.from(one).toString('utf8')))
  return { rows, keys, readable, holds: (typed: string) => texts.some((text) => text.includes(typed)) }
}
