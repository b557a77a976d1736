/** A new version of the pages on the server: said quietly, taken by one tap or at the next start, never on its own while somebody types. */
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import express from 'express'
import type { Page } from 'playwright-core'
import { mountPages } from '../../src/http/mount-pages.ts'
import { listen, type RunningServer } from '../../src/http/server.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { onEmbedded } from '../engine-under-test.ts'
import { type OpenBrowser, openBrowser } from './open-browser.ts'

describe('a new version of the pages', function () {
  this.timeout(60_000)
  let open: OpenBrowser
  let folder: string
  let server: RunningServer | undefined
  let page: Page
  before(async () => {
    open = await openBrowser({ engine: onEmbedded })
    folder = await mkdtemp(join(tmpdir(), 'pages-'))
    await serve()
    ;({ page } = await open.person())
    page.setDefaultTimeout(10_000)
    await page.goto(`${server!.address}/sign-in`)
    await page.evaluate(() => navigator.serviceWorker.ready)
  })
  after(async () => {
    await open?.close()
    await server?.close()
    await rm(folder, { recursive: true })
  })

  /** What the build left, with another service worker each time. */
  async function serve(): Promise<void> {
    const port = server ? Number(new URL(server.address).port) : 0
    await server?.close()
    await cp(join(projectRoot(), 'dist', 'web'), folder, { recursive: true })
    for (const packed of ['gz', 'br']) await rm(join(folder, `sw.js.${packed}`))
    await appendFile(join(folder, 'sw.js'), `\n// ${performance.now()}\n`)
    const app = express()
    mountPages(app, folder)
    server = await listen(app, '127.0.0.1', port)
  }
  const lookForIt = () =>
    page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
  /** A page that is loaded anew has forgotten it. */
  const mark = () => page.evaluate(() => document.body.setAttribute('data-before', ''))
  const marked = () => page.locator('body[data-before]').count()

  it('is said, and taken by one tap', async () => {
    await mark()
    await serve()
    await lookForIt()
    await page.getByText('有新版本').waitFor()
    await page.getByLabel('用户名').fill('写到一半')
    await page.waitForTimeout(2_500)
    expect(await marked(), 'nothing happens on its own').to.equal(1)
    await page.getByRole('button', { name: '现在更新' }).click()
    await page.locator('body:not([data-before])').waitFor()
    await page.getByLabel('用户名').waitFor()
    expect(await page.getByText('有新版本').count()).to.equal(0)
  })

  it('is taken at the next start', async () => {
    await serve()
    await lookForIt()
    await page.getByText('有新版本').waitFor()
    await page.reload()
    await page.getByLabel('用户名').waitFor()
    await page.waitForTimeout(500)
    const waits = await page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.waiting !== null,
    )
    expect(waits).to.equal(false)
    expect(await page.getByText('有新版本').count()).to.equal(0)
  })
})
