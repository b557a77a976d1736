/** Every page in four sizes and two themes: a picture, what keeps people out (axe), what went wrong behind it, and how much script its first load brings. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { laidOut, visit } from '../furnished-pages.ts'
import { type OpenBrowser, type Size, sizes } from '../open-browser.ts'
import { violations } from '../violations.ts'

export interface PageQuality {
  name: string
  address: string
  /** By size and theme, `phone dark`. */
  pictures: Record<string, string>
  /** As axe names them, with size and theme. */
  axe: string[]
  faults: string[]
  /** Bytes, gzip: of all that is loaded when it is the first page one opens. */
  scriptBytes: { desk: number; phone: number }
}

const themes = ['light', 'dark'] as const

export async function lookAtPages(
  open: OpenBrowser,
  userName: string,
  pages: Record<string, string>,
  folder: string,
): Promise<PageQuality[]> {
  await mkdir(folder, { recursive: true })
  const { page, faults, close } = await open.person(userName)
  const seen: PageQuality[] = []
  for (const [name, address] of Object.entries(pages)) {
    const pictures: Record<string, string> = {}
    const axe: string[] = []
    await visit(page, address)
    for (const size of Object.keys(sizes) as Size[]) {
      await page.setViewportSize(sizes[size])
      await laidOut(page)
      for (const theme of themes) {
        await page.evaluate((chosen) => void (document.documentElement.dataset.theme = chosen), theme)
        const path = join(folder, `${name.replaceAll(' ', '-')}-${size}-${theme}.png`)
        await page.screenshot({ path })
        pictures[`${size} ${theme}`] = path
        axe.push(...(await violations(page)).map((one) => `${size} ${theme}: ${one}`))
      }
    }
    await page.setViewportSize(sizes.desk)
    const scriptBytes = {
      desk: await firstLoad(open, userName, address, 'desk'),
      phone: await firstLoad(open, userName, address, 'phone'),
    }
    seen.push({ name, address, pictures, axe, faults: faults.splice(0), scriptBytes })
  }
  await close()
  return seen
}

/** In a browser that has nothing of the product yet but the session. */
async function firstLoad(open: OpenBrowser, userName: string, address: string, size: Size): Promise<number> {
  const signedIn = await open.person(userName, size)
  const storageState = await signedIn.page.context().storageState()
  await signedIn.close()
  const { page, close } = await open.person(undefined, size, { storageState, serviceWorkers: 'block' })
  const scripts = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.endsWith('.js'))
      scripts.set(
        pathname,
        response.body().then((body) => gzipSync(body).length),
      )
  })
  await visit(page, address)
  const sizesOfScripts = await Promise.all(scripts.values())
  await close()
  return sizesOfScripts.reduce((sum, bytes) => sum + bytes, 0)
}
