/**
 * A strip of paper as wide as the roll and as long as its text. Its style sheet counts in printer's dots: one CSS pixel is one dot, in the picture
 * and, scaled, in the PDF, so that both break their lines at the same places.
 */
import { type PageWork, type PrintPage, show } from '../browser-pool.ts'
import { dotsPerInch, type ReceiptPaper } from './papers.ts'

/** CSS pixels per inch, as printToPDF counts. */
const cssPixelsPerInch = 96
/** A page of exactly the measured size might push its last line to a second one, by a rounding. */
const slack = 2

export function stripPdf(paper: ReceiptPaper): PageWork {
  return (page, html) =>
    onStrip(page, html, paper, async (height) => {
      const paperWidth = paper.millimetres / 25.4
      const margin = (paperWidth - (paper.dots + slack) / dotsPerInch) / 2
      const { data } = await page.session.send('Page.printToPDF', {
        paperWidth,
        paperHeight: (height + slack) / dotsPerInch,
        marginLeft: margin,
        marginRight: margin,
        marginTop: 0,
        marginBottom: 0,
        scale: cssPixelsPerInch / dotsPerInch,
        printBackground: true,
        generateTaggedPDF: true,
      })
      return Buffer.from(data, 'base64')
    })
}

export function stripPicture(paper: ReceiptPaper): PageWork {
  return (page, html) =>
    onStrip(page, html, paper, async (height) => {
      const { data } = await page.session.send('Page.captureScreenshot', {
        format: 'png',
        clip: { x: 0, y: 0, width: paper.dots, height, scale: 1 },
      })
      return Buffer.from(data, 'base64')
    })
}

/** The fonts are the system's, so they are there when the layout is measured. */
async function onStrip(
  page: PrintPage,
  html: string,
  { dots }: ReceiptPaper,
  work: (height: number) => Promise<Buffer>,
): Promise<Buffer> {
  const { session } = page
  const size = (height: number) =>
    session.send('Emulation.setDeviceMetricsOverride', {
      width: dots,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    })
  await size(1)
  await show(page, `${html}<style>body { width: ${dots}px }</style>`)
  const { cssContentSize } = await session.send('Page.getLayoutMetrics')
  const height = Math.ceil(cssContentSize.height)
  await size(height)
  const made = await work(height)
  // The page goes on to print sheets.
  await session.send('Emulation.clearDeviceMetricsOverride')
  return made
}
