/** A real browser before a real bureau: people sign in at the page, each in a context of their own, and whatever goes wrong on a page is kept. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { resolveBrowser } from '../../src/documents/browser.ts'
import { prepareFonts } from '../../src/documents/fonts.ts'
import { readConfig } from '../../src/platform/config.ts'
import { type BureauAtTheDoor, openBureauAtTheDoor } from '../faults/bureau-at-the-door.ts'

export const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 768, height: 1024 },
  desk: { width: 1366, height: 768 },
  wall: { width: 1920, height: 1080 },
} as const
export type Size = keyof typeof sizes

export interface Person {
  page: Page
  /** Errors of the console, failed requests, exceptions: there is none on a page that works. */
  faults: string[]
  close(): Promise<void>
}

export interface OpenBrowser {
  door: BureauAtTheDoor
  /** A person at a device of their own. @param userName signed in at the page; none: nobody is. */
  person(userName?: string, size?: Size, options?: BrowserContextOptions): Promise<Person>
  close(): Promise<void>
}

/** @param tools.debuggingPort where other tools reach the same browser. */
export async function openBrowser(
  setting: Parameters<typeof openBureauAtTheDoor>[0],
  tools: { debuggingPort?: number } = {},
): Promise<OpenBrowser> {
  const { cacheDir: cacheDirectory } = readConfig({})
  const [door, browser] = await Promise.all([
    openBureauAtTheDoor(setting),
    launch(cacheDirectory, tools.debuggingPort),
  ])

  return {
    door,
    async person(userName, size = 'desk', options = {}) {
      const context = await browser.newContext({
        baseURL: door.address,
        viewport: sizes[size],
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        ...(size === 'phone' && { isMobile: true, hasTouch: true, deviceScaleFactor: 2 }),
        ...options,
      })
      const page = await context.newPage()
      const faults = faultsOf(page)
      if (userName !== undefined) await signIn(page, userName, door.bureau.password)
      return { page, faults, close: () => context.close() }
    },
    async close() {
      await browser.close()
      await door.close()
    },
  }
}

async function launch(cacheDirectory: string, debuggingPort: number | undefined): Promise<Browser> {
  const [choice, fonts] = await Promise.all([
    resolveBrowser({ cacheDirectory }),
    prepareFonts({ cacheDirectory }),
  ])
  return chromium.launch({
    executablePath: choice.executablePath,
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    ],
    env: {
      ...(process.env as Record<string, string>),
      ...choice.environment,
      FONTCONFIG_FILE: fonts.configFile,
    },
  })
}

async function signIn(page: Page, userName: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('用户名').fill(userName)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400)
      faults.push(`${response.status()} ${response.request().method()} ${response.url()}`)
  })
  page.on('requestfailed', (request) => {
    // What is read no more when a page is left is ended by the browser.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`)
  })
  return faults
}

/** What the server refused, as it should: taken out of what went wrong. */
export function refusals({ faults }: Person): string[] {
  const refused = faults
    .filter((fault) => /^4\d\d /.test(fault))
    .map((fault) => fault.replace(/https?:\/\/[^/]+/, ''))
  faults.splice(0, faults.length, ...faults.filter((fault) => !/^4\d\d |status of 4\d\d/.test(fault)))
  return refused
}
