/** The icons of the installed product, drawn from web/public/mark.svg by the browser that prints the documents: `npm run app-icons`. */
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { resolveBrowser } from '../src/documents/browser.ts'
import { readConfig } from '../src/platform/config.ts'
import { projectRoot } from '../src/platform/project-root.ts'

const ground = '#0b5c6b'
const folder = join(projectRoot(), 'web', 'public', 'icons')
const mark = await readFile(join(projectRoot(), 'web', 'public', 'mark.svg'), 'utf8')
const { executablePath, environment } = await resolveBrowser({
  cacheDirectory: readConfig(process.env).cacheDir,
})
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
  env: { ...(process.env as Record<string, string>), ...environment },
})
await mkdir(folder, { recursive: true })

/** @param share of the width that the mark takes: a phone may cut a maskable icon round, outside its middle four fifths. */
async function draw(name: string, size: number, share: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: ${share < 1 ? ground : 'transparent'} } svg { width: ${share * 100}vw }</style>${mark}`,
  )
  await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true })
  await page.close()
}

await draw('icon-192', 192, 1)
await draw('icon-512', 512, 1)
await draw('icon-maskable-512', 512, 0.72)
// A phone of Apple's takes neither a transparent corner nor the manifest's icons.
await draw('icon-apple-180', 180, 0.86)
await browser.close()
