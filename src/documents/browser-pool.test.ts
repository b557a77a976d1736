import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../platform/project-root.ts'
import { BrowserPool } from './browser-pool.ts'
import { resolveBrowser, type BrowserChoice } from './browser.ts'
import { DocumentError } from './document-error.ts'
import { prepareFonts, type FontSet } from './fonts.ts'

const cacheDirectory = join(projectRoot(), 'var', 'cache')
const page = (text: string) => `<!doctype html><html lang="zh-CN"><title>${text}</title><p>${text}</p></html>`

describe('the browser pool', function () {
  this.timeout(180_000)
  let fonts: FontSet
  let starts: number
  const pools: BrowserPool[] = []

  before(async function () {
    this.timeout(300_000)
    fonts = await prepareFonts({ cacheDirectory })
  })
  beforeEach(() => {
    starts = 0
  })
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

  function pool(
    options: { timeout?: number; recycleAfter?: number; choose?: () => Promise<BrowserChoice> } = {},
  ): BrowserPool {
    const choose = async () => {
      starts++
      return resolveBrowser({ cacheDirectory })
    }
    const made = new BrowserPool({ choose, fontConfigFile: fonts.configFile, ...options })
    pools.push(made)
    return made
  }

  it('prints many documents with one browser', async () => {
    const warm = pool()
    const printed = await Promise.all(
      Array.from({ length: 20 }, (_, index) => warm.print(page(`第${index}份`))),
    )
    for (const pdf of printed) expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-')
    expect(starts).to.equal(1)
  })

  it('takes a new browser after so many documents, and loses none', async () => {
    const warm = pool({ recycleAfter: 5 })
    const printed = await Promise.all(
      Array.from({ length: 12 }, (_, index) => warm.print(page(`第${index}份`))),
    )
    expect(printed).to.have.length(12)
    expect(starts).to.be.within(2, 3)
  })

  it('gives up a page that hangs, and prints its document and its neighbours with a new browser', async () => {
    const warm = pool({ timeout: 8_000 })
    await warm.print(page('warm'))
    for (const browser of warm.browserProcesses()) process.kill(browser, 'SIGSTOP')
    const printed = await Promise.all([
      warm.print(page('一')),
      warm.print(page('二')),
      warm.print(page('三')),
    ])
    expect(printed.map((pdf) => pdf.subarray(0, 5).toString())).to.deep.equal(['%PDF-', '%PDF-', '%PDF-'])
    expect(starts).to.equal(2)
  })

  it('outlives a browser that dies', async () => {
    const warm = pool()
    await warm.print(page('warm'))
    for (const browser of warm.browserProcesses()) process.kill(browser, 'SIGKILL')
    expect((await warm.print(page('一'))).length).to.be.greaterThan(100)
    expect(starts).to.equal(2)
  })

  it('says what is wrong when no browser starts, and tries again the next time', async () => {
    let broken = true
    const choose = async (): Promise<BrowserChoice> =>
      broken
        ? { executablePath: process.execPath, source: 'configured', environment: {} }
        : resolveBrowser({ cacheDirectory })
    const warm = pool({ choose, timeout: 5_000 })
    const error = await warm.print(page('一')).catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(DocumentError).with.property('code', 'browser-missing')
    broken = false
    expect((await warm.print(page('一'))).length).to.be.greaterThan(100)
  })

  it('leaves no process behind', async () => {
    const warm = pool()
    await warm.print(page('一'))
    const [browser] = warm.browserProcesses()
    await warm.close()
    expect(() => process.kill(browser!, 0)).to.throw()
    const late = await warm.print(page('二')).catch((thrown: unknown) => thrown)
    expect(late).to.be.instanceOf(DocumentError)
  })
})

describe('which browser prints', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhiheng-browser-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('the configured one first, then that of the environment', async () => {
    const environment = { ZHIHENG_BROWSER: process.execPath, PATH: '' }
    expect(await resolveBrowser({ cacheDirectory: folder, environment })).to.include({
      executablePath: process.execPath,
      source: 'configured',
    })
    const configured = await resolveBrowser({
      cacheDirectory: folder,
      environment,
      configuredPath: import.meta.filename,
    })
    expect(configured.executablePath).to.equal(import.meta.filename)
  })

  it('a configured one that is not there is an error, not a reason to take another', async () => {
    const error = await resolveBrowser({
      cacheDirectory: folder,
      configuredPath: join(folder, 'nothing'),
    }).catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(DocumentError).with.property('code', 'browser-missing')
    expect((error as Error).message).to.include('ZHIHENG_BROWSER')
  })

  it('says what to install where there is none', async () => {
    const error = await resolveBrowser({
      cacheDirectory: folder,
      environment: { PATH: '' },
      platform: 'aix',
    }).catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(DocumentError).with.property('code', 'browser-missing')
    expect((error as Error).message)
      .to.include('chromium-headless-shell')
      .and.to.include('ZHIHENG_BROWSER')
  })
})
