/**
 * The signed copy 签名件: the issued pages, unchanged, with the signatures laid over their lines. The issued document stays what it is; the copy has a
 * fingerprint of its own and names the one it was made from.
 */
import type { DocumentRow } from '../documents/model.ts'
import { escaped, layOver } from '../documents/overlay.ts'
import { type PlacedLine, placeLines } from '../documents/place-lines.ts'
import { legalMinute } from '../platform/clock.ts'
import { problem } from '../platform/problem.ts'
import type { SignatureRow } from './model.ts'
import type { SignatureRoom } from './room.ts'

/** Points: a signature may be a little higher than its line's row. */
const tallest = 34

const css = `
  .mark { position: absolute; height: ${tallest}pt; display: flex; align-items: flex-end; gap: 4pt; line-height: 1 }
  .mark img { max-height: ${tallest}pt; max-width: calc(100% - 44pt); object-fit: contain; object-position: left bottom }
  .mark span { font-size: 5.5pt; color: #333; white-space: nowrap; padding-bottom: 2pt }
  .refused { font-size: 6.5pt; line-height: 8.5pt; color: #000; padding-bottom: 2pt }
  .foot { position: absolute; left: 40pt; right: 40pt; bottom: 14pt; font-size: 6pt; line-height: 8pt; color: #333; text-align: center }`

export async function composeSignedCopy(
  { blobs, renderer }: SignatureRoom,
  document: DocumentRow,
  signatures: SignatureRow[],
): Promise<Buffer> {
  const html = (await blobs.get(document.html_sha256)).toString('utf8')
  const print = (text: string) => renderer.preview(text)
  const [pdf, places] = await Promise.all([blobs.get(document.pdf_sha256!), placeLines(html, print)])
  const placed = await Promise.all(
    signatures.map(async (signature) => {
      const place = places.find(({ line }) => line === Number(signature.line))
      if (!place) throw problem('conflict', `文书版面上找不到“${signature.label}”签名处，不能制作签名件`)
      const picture =
        signature.picture_sha256 === null ? undefined : await blobs.get(signature.picture_sha256)
      return { signature, place, picture }
    }),
  )
  const foot = `本件系《${document.name}》签名件，手写签名及注明 ${signatures.length} 处，绑定原件指纹 SHA-256 ${document.pdf_sha256}`
  return layOver(
    pdf,
    {
      css,
      marksOf(page, { height }, pages) {
        const marks = placed
          .filter(({ place }) => place.page === page)
          .map(({ signature, place, picture }) => mark(signature, place, height, picture))
        return marks.join('') + (page === pages - 1 ? `<p class="foot">${escaped(foot)}</p>` : '')
      },
    },
    print,
  )
}

/** One signature, or the note of its refusal, over its line. */
function mark(
  signature: SignatureRow,
  { x, y, width }: PlacedLine,
  pageHeight: number,
  picture: Buffer | undefined,
): string {
  const at = `left:${x}pt;width:${width}pt;top:${pageHeight - y - tallest}pt`
  const time = legalMinute(Number(signature.signed_at))
  if (picture)
    return `<div class="mark" style="${at}"><img src="data:image/png;base64,${picture.toString('base64')}"><span>${time}</span></div>`
  const witnesses = (JSON.parse(signature.witnesses ?? '[]') as string[]).join('、')
  const words = `${signature.signer_name}拒绝签名：${signature.reason}。在场见证：${witnesses}。记录人：${signature.recorded_name}，${time}`
  return `<div class="mark refused" style="${at}">${escaped(words)}</div>`
}
