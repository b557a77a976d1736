/** Every page by day and by night: nothing that keeps a person out (axe), nothing that goes wrong behind it, nothing that runs from a hostile name. */
import { expect } from 'chai'
import { citizen } from '../cases/ordinary-forms.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { furnishPages, laidOut, visit } from './furnished-pages.ts'
import { type OpenBrowser, openBrowser, type Person, type Size, sizes } from './open-browser.ts'
import { violations } from './violations.ts'

const hostile = '<img src=x onerror=alert(1)>\'"`{{7*7}}${7*7}'

describe('every page', function () {
  this.timeout(240_000)
  let open: OpenBrowser
  let addresses: Record<string, string>
  let kept: Record<string, string>

  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    ;({ addresses, kept } = await furnishPages(open, { ...citizen, name: hostile }, hostile))
  })
  after(() => open?.close())

  it('keeps nobody out, at a desk and on a phone, by day and by night', () =>
    keepsNobodyOut('squad-01-officer-1', addresses))
  it('keeps nobody out of the store, its keeper included', () => keepsNobodyOut('property-keeper-1', kept))

  async function keepsNobodyOut(userName: string, pages: Record<string, string>) {
    const { page, faults, close } = await open.person(userName)
    for (const [name, address] of Object.entries(pages)) {
      await visit(page, address)
      for (const size of ['desk', 'phone'] satisfies Size[]) {
        await page.setViewportSize(sizes[size])
        await laidOut(page)
        for (const theme of ['light', 'dark']) {
          await page.evaluate((chosen) => void (document.documentElement.dataset.theme = chosen), theme)
          expect(await violations(page), `${name}, ${size}, ${theme}`).to.deep.equal([])
        }
      }
    }
    expect(faults).to.deep.equal([])
    await close()
  }

  it('keeps nobody out of what is laid over a page: the four databases, the finder', async () => {
    const { page, faults, close } = await open.person('squad-01-officer-1')
    await page.getByText('四库', { exact: true }).click()
    expect(await violations(page), '四库').to.deep.equal([])
    await page.keyboard.press('Control+k')
    await page.getByRole('option').first().waitFor()
    for (const words of ['', '露天', '没有这样的东西']) {
      await page.getByRole('combobox').fill(words)
      await page.waitForTimeout(800)
      for (const theme of ['light', 'dark']) {
        await page.evaluate((chosen) => void (document.documentElement.dataset.theme = chosen), theme)
        expect(await violations(page), `finder, ${words}, ${theme}`).to.deep.equal([])
      }
    }
    expect(faults).to.deep.equal([])
    await close()
  })

  it('looks as one likes it, and remembers', async () => {
    const { page, close } = await open.person('squad-01-officer-1')
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme)
    await page.locator('.who summary').click()
    await page.getByLabel('深色').check()
    expect(await theme()).to.equal('dark')
    await page.reload()
    await page.getByRole('heading', { name: '待办' }).waitFor()
    expect(await theme()).to.equal('dark')
    await close()
  })

  it('keeps nobody out at the door', async () => {
    const stranger = await open.person(undefined, 'phone')
    await visit(stranger.page, '/sign-in')
    expect(await violations(stranger.page)).to.deep.equal([])
    await stranger.close()
  })

  it('asks who it is before it shows anything, and goes on to where one wanted to go', async () => {
    const stranger = await open.person()
    await stranger.page.goto('/cases?mine=true')
    await stranger.page.waitForURL(/\/sign-in\?to=/)
    await stranger.page.getByLabel('用户名').fill('squad-01-officer-1')
    await stranger.page.getByLabel('密码').fill('wrong')
    await stranger.page.getByRole('button', { name: '登录' }).click()
    await stranger.page.getByRole('alert').waitFor()
    await stranger.page.getByLabel('密码').fill(open.door.bureau.password)
    await stranger.page.getByRole('button', { name: '登录' }).click()
    await stranger.page.waitForURL(/\/cases\?mine=true$/)
    await stranger.close()
  })

  it('takes up a session that has ended without losing what was typed', async () => {
    const { page, close } = await open.person('squad-01-officer-1')
    await page.goto(addresses.task!)
    await page.getByLabel('主要事实').fill('写到一半')
    await page.context().clearCookies()
    await page.getByRole('button', { name: '新建' }).click()
    await page.getByRole('dialog').getByLabel('姓名').fill('李四')
    const over = page.getByRole('dialog').filter({ hasText: '登录已结束' })
    // Whatever is asked of the server next learns of it; that may be the page itself, looking for what is new.
    await Promise.race([over.waitFor(), page.getByRole('button', { name: '登记', exact: true }).click()])
    await over.getByLabel('用户名').fill('squad-01-officer-1')
    await over.getByLabel('密码').fill(open.door.bureau.password)
    await over.getByRole('button', { name: '登录' }).click()
    await over.waitFor({ state: 'hidden' })
    expect(await page.getByLabel('主要事实').inputValue()).to.equal('写到一半')
    await close()
  })

  it('shows a hostile name as the name that it is', async () => {
    const { page, faults, close }: Person = await open.person('squad-01-officer-1')
    let ran = false
    page.on('dialog', (dialog) => {
      ran = true
      void dialog.dismiss()
    })
    for (const address of Object.values(addresses)) await visit(page, address)
    await page.goto(`${addresses.case}?tab=papers`)
    await page.frameLocator('iframe').getByText('onerror').first().waitFor()
    expect([ran, faults]).to.deep.equal([false, []])
    await close()
  })

  it('lets nothing run but what the product brought', async () => {
    const response = await fetch(`${open.door.address}/`, { headers: { accept: 'text/html' } })
    const policy = response.headers.get('content-security-policy')!
    expect(policy).to.include("script-src 'self'").and.not.include("script-src 'self' ")
    const page = await response.text()
    expect(page).to.not.match(/<script(?![^>]*\ssrc=)/)
    for (const [, path] of page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
      const asset = await fetch(`${open.door.address}${path}`)
      expect(asset.headers.get('cache-control'), path).to.include('immutable')
      expect(asset.headers.get('content-encoding'), path).to.be.oneOf(['br', 'gzip', null])
    }
  })
})
