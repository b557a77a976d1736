/** Watermarks 水印 on derived copies: a page with the picture and, over all of it, words; the page is photographed. The original's bytes are only read. */
import { imageSize } from 'image-size'
import type { DocumentRenderer } from '../documents/renderer.ts'

interface Watermark {
  picture: Buffer
  mediaType: string
  /** Runs over the picture, again and again. */
  text: string
  /** Of the original, printed below the picture. */
  fingerprint: string
  /** Pixels of the copy. */
  longestSide: number
}

/** Pixels below the picture for the fingerprint: one line, or as many as a narrow picture needs. */
const footOf = (across: number) => 20 + 20 * Math.ceil(760 / across)

/** @returns a JPEG. */
export async function watermarked(
  renderer: DocumentRenderer,
  { picture, mediaType, text, fingerprint, longestSide }: Watermark,
): Promise<Buffer> {
  const { width, height } = upright(picture)
  const scale = Math.min(1, longestSide / Math.max(width, height))
  const across = Math.max(320, Math.round(width * scale))
  const down = Math.max(200, Math.round(height * scale))
  const foot = footOf(across)
  const step = 150
  const rows = Math.ceil((across + down) / step) + 2
  const line = `<p>${`${escaped(text)}\u3000\u3000`.repeat(Math.ceil((across + down) / 300) + 1)}</p>`
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>
    * { margin: 0; box-sizing: border-box }
    body { width: ${across}px; background: #fff; font-family: 'Zhiheng Serif', 'Zhiheng Kai', serif }
    .picture { position: relative; width: ${across}px; height: ${down}px; overflow: hidden }
    img { width: 100%; height: 100%; object-fit: contain; display: block }
    .over { position: absolute; left: -50%; top: -50%; width: 200%; height: 200%; transform: rotate(-28deg) }
    .over p { height: ${step}px; font-size: 22px; white-space: nowrap; color: rgb(255 255 255 / .55); text-shadow: 0 0 2px rgb(0 0 0 / .75) }
    .foot { height: ${foot}px; padding: 10px 12px; font-size: 13px; line-height: 20px; color: #1d2129; overflow-wrap: anywhere; overflow: hidden }
  </style><div class="picture"><img src="data:${mediaType};base64,${picture.toString('base64')}"><div class="over">${line.repeat(rows)}</div></div>
  <div class="foot">副本，不代替原件。原件指纹 SHA-256 ${fingerprint}</div></html>`
  return renderer.photograph(html, { width: across, height: down + foot })
}

/** As it is seen: a camera held sideways says so in the file (EXIF orientations 5 to 8). */
function upright(picture: Buffer): { width: number; height: number } {
  const { width, height, orientation } = imageSize(picture)
  return orientation !== undefined && orientation >= 5 ? { width: height, height: width } : { width, height }
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
