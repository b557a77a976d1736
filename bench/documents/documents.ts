/** `documents`: a penalty decision printed by the pool, beside bare Chromium with page reuse, and beside a new browser for each document. */
import { join } from 'node:path'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { resolveBrowser } from '../../src/documents/browser.ts'
import { prepareFonts } from '../../src/documents/fonts.ts'
import { createRenderer } from '../../src/documents/renderer.ts'
import { createLog } from '../../src/platform/log.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { type Bench, round } from '../result.ts'

const pages = 2
const kind = 'penalty-decision'

export const documents: Bench = {
  name: 'documents',
  async run({ quick, say }) {
    const cacheDirectory = join(projectRoot(), 'var', 'cache')
    const log = createLog('error')
    const renderer = createRenderer({ cacheDirectory, log })
    const request = { kind, ...renderer.describe(kind).sample }
    const { html } = await renderer.write(request)
    const fonts = await prepareFonts({ cacheDirectory, log })
    const { executablePath, environment } = await resolveBrowser({ cacheDirectory, log })
    const env = { ...process.env, ...environment, FONTCONFIG_FILE: fonts.configFile }
    const launch = () =>
      puppeteer.launch({
        executablePath,
        env,
        headless: 'shell',
        args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
      })
    const count = quick ? 24 : 120
    try {
      await renderer.warmUp()
      await renderer.render(request)
      const pooled: number[] = []
      const bare: number[] = []
      for (let i = 0; i < (quick ? 1 : 3); i++) {
        pooled.push(await rate(count, () => inParallel(count, () => renderer.render(request))))
        bare.push(await withBrowser(launch, (browser) => bareReuse(browser, html, count)))
        say(`pool ${round(pooled.at(-1)!)}, bare ${round(bare.at(-1)!)} documents/s`)
      }
      const fresh = await rate(6, async () => {
        for (let i = 0; i < 6; i++)
          await withBrowser(launch, async (browser) => print(await browser.newPage(), html))
      })
      say(`a new browser each: ${round(fresh)} documents/s`)
      const [value, peer] = [median(pooled), median(bare)]
      return [
        {
          name: 'documents/new-browser',
          value: round(value),
          unit: 'documents/s',
          peer: 'a new browser per document',
          peerValue: round(fresh),
          ratio: round(value / fresh),
          goal: '≥ 8×',
          met: value / fresh >= 8,
        },
        {
          name: 'documents/bare-chromium',
          value: round(value),
          unit: 'documents/s',
          peer: 'bare Chromium with two reused pages',
          peerValue: round(peer),
          ratio: round(value / peer),
          goal: '≥ 0.9×',
          met: value / peer >= 0.9,
        },
      ]
    } finally {
      await renderer.close()
    }
  },
}

async function bareReuse(browser: Browser, html: string, count: number): Promise<number> {
  const open = await Promise.all(Array.from({ length: pages }, () => browser.newPage()))
  await Promise.all(open.map((page) => print(page, html)))
  let left = count
  return rate(count, () =>
    Promise.all(
      open.map(async (page) => {
        while (left-- > 0) await print(page, html)
      }),
    ),
  )
}

async function print(page: Page, html: string): Promise<void> {
  await page.setContent(html, { waitUntil: 'load' })
  await page.pdf({
    format: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    outline: true,
    tagged: true,
  })
}

async function withBrowser<T>(
  launch: () => Promise<Browser>,
  work: (browser: Browser) => Promise<T>,
): Promise<T> {
  const browser = await launch()
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

const inParallel = (count: number, work: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, work))

async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return count / ((performance.now() - began) / 1000)
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
