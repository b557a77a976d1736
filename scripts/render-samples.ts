/**
 * Renders the sample of every kind (or of those named) as it would be issued, receipts too, to look at: `npm run print-samples -- FOLDER [KIND …] [--draft]`.
 * ZHIHENG_CACHE_DIR and ZHIHENG_FONTS_DIR count as in the product.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRenderer } from '../src/documents/renderer.ts'
import { createLog } from '../src/platform/log.ts'

const [folder, ...rest] = process.argv.slice(2)
if (!folder) {
  console.error('usage: npm run print-samples -- FOLDER [KIND …] [--draft]')
  process.exit(2)
}
const draft = rest.includes('--draft')
const wanted = rest.filter((argument) => argument !== '--draft')
const renderer = createRenderer({
  cacheDirectory: process.env.ZHIHENG_CACHE_DIR ?? join(tmpdir(), 'zhiheng-cache'),
  fontsDirectory: process.env.ZHIHENG_FONTS_DIR,
  log: createLog('info'),
})
try {
  await mkdir(folder, { recursive: true })
  for (const kind of wanted.length > 0 ? wanted : renderer.kinds()) {
    const { sample } = renderer.describe(kind)
    const verifyUrl = 'https://zhiheng.example/verify/0123456789abcdef'
    const { pdf, html, receipt, pages } = await renderer.render({ kind, ...sample, draft, verifyUrl })
    await writeFile(join(folder, `${kind}.pdf`), pdf)
    await writeFile(join(folder, `${kind}.html`), html)
    if (receipt !== undefined) {
      for (const width of ['58', '80'] as const) {
        for (const form of ['pdf', 'png'] as const)
          await writeFile(
            join(folder, `${kind}-${width}mm.${form}`),
            await renderer.printReceipt(receipt, width, form),
          )
      }
    }
    console.log(`${kind}: ${pages} page${pages === 1 ? '' : 's'}`)
  }
} finally {
  await renderer.close()
}
