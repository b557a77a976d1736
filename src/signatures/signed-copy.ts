/**
 * The signed copy 签名件: the issued pages, unchanged, with the signatures laid over their lines. The issued document stays what it is; the copy has a
 * fingerprint of its own and names the one it was made from.
 */
import { PDFDocument } from 'pdf-lib'
import type { DocumentRow } from '../documents/model.ts'
import { type PlacedLine, placeLines } from '../documents/signature-lines.ts'
import { legalMinute } from '../platform/clock.ts'
import { problem } from '../platform/problem.ts'
import type { SignatureRow } from './model.ts'
import type { SignatureRoom } from './room.ts'

/** Points: a signature may be a little higher than its line's row. */
const tallest = 34

export async function composeSignedCopy(
  { blobs, renderer }: SignatureRoom,
  document: DocumentRow,
  signatures: SignatureRow[],
): Promise<Buffer> {
  const html = (await blobs.get(document.html_sha256)).toString('utf8')
  const [pdf, places] = await Promise.all([
    blobs.get(document.pdf_sha256!).then((bytes) => PDFDocument.load(bytes, { updateMetadata: false })),
    placeLines(html, (text) => renderer.preview(text)),
  ])
  const pages = pdf.getPages()
  const sizes = pages.map((page) => page.getSize())
  const laid = await Promise.all(
    signatures.map(async (signature) => {
      const place = places.find(({ line }) => line === Number(signature.line))
      if (!place || place.page >= pages.length)
        throw problem('conflict', `文书版面上找不到“${signature.label}”签名处，不能制作签名件`)
      return { page: place.page, html: await mark(signature, place, sizes[place.page]!.height, blobs) }
    }),
  )
  const foot = `本件系《${document.name}》签名件，手写签名及注明 ${signatures.length} 处，绑定原件指纹 SHA-256 ${document.pdf_sha256}`
  const overlay = await renderer.preview(
    overlayOf(sizes, (page) =>
      laid
        .filter((one) => one.page === page)
        .map((one) => one.html)
        .concat(page === pages.length - 1 ? [`<p class="foot">${escaped(foot)}</p>`] : []),
    ),
  )
  const sheets = await pdf.embedPdf(
    overlay,
    sizes.map((_size, index) => index),
  )
  pages.forEach((page, index) => page.drawPage(sheets[index]!))
  return Buffer.from(await pdf.save({ addDefaultPage: false, updateFieldAppearances: false }))
}

/** One signature, or the note of its refusal, over its line. */
async function mark(
  signature: SignatureRow,
  { x, y, width }: PlacedLine,
  pageHeight: number,
  blobs: SignatureRoom['blobs'],
): Promise<string> {
  const at = `left:${x}pt;width:${width}pt;top:${pageHeight - y - tallest}pt`
  const time = legalMinute(Number(signature.signed_at))
  if (Number(signature.refused) === 1) {
    const witnesses = (JSON.parse(signature.witnesses ?? '[]') as string[]).join('、')
    const words = `${signature.signer_name}拒绝签名：${signature.reason}。在场见证：${witnesses}。记录人：${signature.recorded_name}，${time}`
    return `<div class="mark refused" style="${at}">${escaped(words)}</div>`
  }
  const picture = (await blobs.get(signature.picture_sha256!)).toString('base64')
  return `<div class="mark" style="${at}"><img src="data:image/png;base64,${picture}"><span>${time}</span></div>`
}

function overlayOf(sizes: { width: number; height: number }[], marksOf: (page: number) => string[]): string {
  const sheets = sizes.map(
    ({ width, height }, index) =>
      `<section style="width:${width}pt;height:${height - 1}pt;page:sheet-${index}">${marksOf(index).join('')}</section>`,
  )
  const papers = sizes.map(
    ({ width, height }, index) => `@page sheet-${index} { size: ${width}pt ${height}pt; margin: 0 }`,
  )
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
    ${papers.join('\n')}
    @page { margin: 0 }
    * { margin: 0; padding: 0; box-sizing: border-box }
    body { font-family: 'Zhiheng Serif', 'Zhiheng Kai', serif }
    section { position: relative; overflow: hidden; break-after: page }
    section:last-child { break-after: auto }
    .mark { position: absolute; height: ${tallest}pt; display: flex; align-items: flex-end; gap: 4pt; line-height: 1 }
    .mark img { max-height: ${tallest}pt; max-width: calc(100% - 44pt); object-fit: contain; object-position: left bottom }
    .mark span { font-size: 5.5pt; color: #333; white-space: nowrap; padding-bottom: 2pt }
    .refused { font-size: 6.5pt; line-height: 8.5pt; color: #000; align-items: flex-end; padding-bottom: 2pt }
    .foot { position: absolute; left: 40pt; right: 40pt; bottom: 14pt; font-size: 6pt; line-height: 8pt; color: #333; text-align: center }
  </style>${sheets.join('')}</html>`
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
