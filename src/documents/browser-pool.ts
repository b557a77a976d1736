/**
 * A warm browser with a few pages that are used again and again: 8 times faster than a browser for each document. The browser is replaced
 * after some hundreds of documents (its memory creeps). A page that hangs takes its browser down with it; what else was printing
 * there is printed again, and so is the hung document, once.
 *
 * The pages run no script and reach no network: a template may hold what it likes, nothing leaves the machine.
 */
import puppeteer, {
  TimeoutError,
  type Browser,
  type CDPSession,
  type HTTPRequest,
  type Page,
} from 'puppeteer-core'
import type { Log } from '../platform/log.ts'
import type { BrowserChoice } from './browser.ts'
import { DocumentError, goesOnWithABrowser } from './document-error.ts'

export interface BrowserPoolOptions {
  /** Looked up at every start of a browser. */
  choose(): Promise<BrowserChoice>
  /** For FONTCONFIG_FILE. */
  fontConfigFile: string
  /** Pages printing at one time; two keep two cores busy. */
  pages?: number
  recycleAfter?: number
  /** Milliseconds for one document. */
  timeout?: number
  log?: Log
}

/** One browser and its pages. */
interface Generation {
  browser: Browser
  idle: PrintPage[]
  busy: number
  printed: number
  retired: boolean
  /** The job that hung here, where one did: the others are not to blame. */
  killedBy?: Job
}

export interface PrintPage {
  page: Page
  session: CDPSession
  frameId: string
}

/** What is done with a page: print it, or take its picture. The page is left fit for the next. */
export type PageWork = (page: PrintPage, html: string) => Promise<Buffer>

interface Job {
  html: string
  work: PageWork
  failures: number
}

/** Milliseconds for a browser to start on a busy machine. */
const slowestStart = 90_000

/** A document may fail this often by its own fault. */
const attempts = 2

export class BrowserPool {
  readonly #options: BrowserPoolOptions
  readonly #pages: number
  readonly #recycleAfter: number
  readonly #timeout: number
  readonly #living = new Set<Generation>()
  #current: Promise<Generation> | undefined
  #started: Generation | undefined
  #running = 0
  #waiting: (() => void)[] = []
  #closed = false

  constructor(options: BrowserPoolOptions) {
    this.#options = options
    this.#pages = options.pages ?? 2
    this.#recycleAfter = options.recycleAfter ?? 300
    this.#timeout = options.timeout ?? 30_000
  }

  /**
   * HTML → PDF, with outline and tags (page size and margins are the style sheet's), or whatever the work makes of it.
   * @throws DocumentError `printing-failed` (worth a retry later), `browser-missing`.
   */
  async print(html: string, work: PageWork = printSheets): Promise<Buffer> {
    await this.#takeTurn()
    try {
      return await this.#printWithRetry({ html, work, failures: 0 })
    } finally {
      this.#giveTurn()
    }
  }

  async #printWithRetry(job: Job): Promise<Buffer> {
    for (;;) {
      if (this.#closed) throw new DocumentError('printing-failed', '文书打印服务已关闭。')
      const generation = await this.#generation()
      generation.busy++
      try {
        const pdf = await this.#printOn(generation, job)
        generation.printed++
        if (generation.printed >= this.#recycleAfter) this.#retire(generation)
        return pdf
      } catch (error) {
        const innocent = generation.killedBy !== undefined && generation.killedBy !== job
        if (!innocent) job.failures++
        this.#options.log?.warn(
          { failures: job.failures, innocent, error: (error as Error).message },
          'printing failed',
        )
        this.#kill(generation, innocent ? undefined : job)
        if (job.failures >= attempts) {
          throw new DocumentError(
            'printing-failed',
            `文书未能生成：浏览器在 ${attempts} 次尝试中均未完成，请稍后重试。`,
            [],
            error,
          )
        }
      } finally {
        generation.busy--
        if (generation.retired && generation.busy === 0) await this.#shut(generation)
      }
    }
  }

  async #printOn(generation: Generation, job: Job): Promise<Buffer> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        generation.killedBy ??= job
        reject(new Error(`not printed within ${this.#timeout} ms`))
      }, this.#timeout)
    })
    const work = async () => {
      const printPage = generation.idle.pop() ?? (await openPage(generation.browser))
      const pdf = await job.work(printPage, job.html)
      generation.idle.push(printPage)
      return pdf
    }
    const working = work()
    // When time is up first, the work fails later, with the browser: nobody waits for it then.
    working.catch(() => undefined)
    try {
      return await Promise.race([working, late])
    } finally {
      clearTimeout(timer)
    }
  }

  #generation(): Promise<Generation> {
    this.#current ??= this.#launch().catch((error: unknown) => {
      this.#current = undefined
      throw error
    })
    return this.#current
  }

  async #launch(): Promise<Generation> {
    const choice = await this.#options.choose()
    let browser: Browser
    try {
      browser = await puppeteer.launch({
        executablePath: choice.executablePath,
        headless: 'shell',
        args: browserArguments(choice),
        env: { ...process.env, ...choice.environment, FONTCONFIG_FILE: this.#options.fontConfigFile },
        timeout: Math.max(this.#timeout, slowestStart),
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      })
    } catch (error) {
      if (error instanceof TimeoutError) {
        throw new DocumentError('printing-failed', '浏览器未能及时启动（系统繁忙），请稍后重试。', [], error)
      }
      // Killed by a signal, it has no exit code: the browser is there, the machine had no room for it.
      if (/Code: null\b/.test((error as Error).message)) {
        throw new DocumentError(
          'printing-failed',
          '浏览器在启动时被系统结束（多为内存不足），请稍后重试。',
          [],
          error,
        )
      }
      const detail = `浏览器无法启动：${choice.executablePath}（${(error as Error).message.split('\n')[0]}）。请检查其依赖库，或用 ZHIHENG_BROWSER 指定另一个浏览器。${goesOnWithABrowser}`
      throw new DocumentError('browser-missing', detail, [], error)
    }
    this.#options.log?.info(
      { source: choice.source, version: await browser.version() },
      'document browser started',
    )
    const generation: Generation = { browser, idle: [], busy: 0, printed: 0, retired: false }
    this.#living.add(generation)
    this.#started = generation
    browser.once('disconnected', () => this.#retire(generation))
    if (this.#closed) await this.#shut(generation)
    return generation
  }

  /** No new documents here; closed when the last one is done. */
  #retire(generation: Generation): void {
    generation.retired = true
    if (this.#started === generation) {
      this.#started = undefined
      this.#current = undefined
    }
  }

  #kill(generation: Generation, culprit: Job | undefined): void {
    generation.killedBy ??= culprit
    this.#retire(generation)
    this.#living.delete(generation)
    generation.browser.process()?.kill('SIGKILL')
  }

  async #shut(generation: Generation): Promise<void> {
    if (!this.#living.delete(generation)) return
    await withinMilliseconds(generation.browser.close(), 5_000).catch(() => undefined)
    generation.browser.process()?.kill('SIGKILL')
  }

  async #takeTurn(): Promise<void> {
    if (this.#running < this.#pages) this.#running++
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #giveTurn(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }

  /** Process ids of the browsers that live now. */
  browserProcesses(): number[] {
    return [...this.#living].flatMap((generation) => generation.browser.process()?.pid ?? [])
  }

  /** Ends the browsers; what is printing fails. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#current?.catch(() => undefined)
    await Promise.all([...this.#living].map((generation) => this.#shut(generation)))
  }
}

function browserArguments(choice: BrowserChoice): string[] {
  // The packaged build has no zygote and no setuid sandbox, and root can't have Chromium's own. The pages run no script.
  const unsandboxed = choice.source === 'packaged' || process.getuid?.() === 0
  return [
    ...(unsandboxed ? ['--no-sandbox', '--no-zygote'] : []),
    '--disable-gpu',
    '--font-render-hinting=none',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-dev-shm-usage',
    '--no-first-run',
  ]
}

async function openPage(browser: Browser): Promise<PrintPage> {
  const page = await browser.newPage()
  await page.setJavaScriptEnabled(false)
  await page.setRequestInterception(true)
  page.on('request', refuseOutside)
  const session = await page.createCDPSession()
  const { frameTree } = await session.send('Page.getFrameTree')
  return { page, session, frameId: frameTree.frame.id }
}

function refuseOutside(request: HTTPRequest): void {
  const answer = request.url().startsWith('data:') ? request.continue() : request.abort('accessdenied')
  answer.catch(() => undefined)
}

/** Puts the HTML on the page. */
export async function show({ page, session, frameId }: PrintPage, html: string): Promise<void> {
  // Pictures are decoded after parsing: only then is the load event worth its wait.
  if (html.includes('<img')) await page.setContent(html, { waitUntil: 'load' })
  else await session.send('Page.setDocumentContent', { frameId, html })
}

async function printSheets(printPage: PrintPage, html: string): Promise<Buffer> {
  await show(printPage, html)
  const { data } = await printPage.session.send('Page.printToPDF', {
    preferCSSPageSize: true,
    printBackground: true,
    generateDocumentOutline: true,
    generateTaggedPDF: true,
  })
  return Buffer.from(data, 'base64')
}

async function withinMilliseconds<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
