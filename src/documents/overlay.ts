/** Something laid over the pages of a PDF: a print of the same size whose pages are put on top. What lies below stays as it is. */
import { PDFDocument, type PDFPage } from 'pdf-lib'
import { forgetSignatures } from './pdf-signatures.ts'

export interface PageSize {
  /** Points. */
  width: number
  height: number
}

/**
 * @param marksOf HTML of what is laid over a page, placed absolutely in points; @param css for it.
 * @param print HTML → PDF.
 */
export async function layOver(
  pdf: Uint8Array,
  { css, marksOf }: { css: string; marksOf(page: number, size: PageSize, pages: number): string },
  print: (html: string) => Promise<Buffer>,
): Promise<Buffer> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  forgetSignatures(document)
  const pages: PDFPage[] = document.getPages()
  const sizes = pages.map((page) => page.getSize())
  const sheets = sizes.map(
    (size, index) =>
      `<section style="width:${size.width}pt;height:${size.height - 1}pt;page:sheet-${index}">${marksOf(index, size, pages.length)}</section>`,
  )
  const papers = sizes.map(
    ({ width, height }, index) => `@page sheet-${index} { size: ${width}pt ${height}pt; margin: 0 }`,
  )
  const overlay = await print(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
    ${papers.join('\n')}
    @page { margin: 0 }
    * { margin: 0; padding: 0; box-sizing: border-box }
    body { font-family: 'Zhiheng Serif', 'Zhiheng Kai', serif }
    section { position: relative; overflow: hidden; break-after: page }
    section:last-child { break-after: auto }
    ${css}
  </style>${sheets.join('')}</html>`)
  const laid = await document.embedPdf(
    overlay,
    sizes.map((_size, index) => index),
  )
  pages.forEach((page, index) => page.drawPage(laid[index]!))
  return Buffer.from(await document.save({ addDefaultPage: false, updateFieldAppearances: false }))
}

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
