/** The lines of a law's source, whatever the format: plain text, DOCX, HTML. Nothing in a source is executed, fetched or expanded. */
import { unzipSync } from 'fflate'
import { Parser } from 'htmlparser2'
import { problem } from '../../platform/problem.ts'
import type { Line } from './law-text.ts'

export type SourceFormat = 'text' | 'docx' | 'html'

/** Of the packed document, unpacked: a law of a thousand articles is below 5 MB, a decompression bomb is not. */
const largestDocument = 16 * 1024 * 1024
const documentPart = 'word/document.xml'

/** @throws Problem `input-invalid` where the source is not what its format says. */
export function readLines(format: SourceFormat, source: Buffer): Line[] {
  const lines =
    format === 'text' ? decoded(source).split(/\r\n|[\n\r\u2028\u2029]/) : markupLines(format, source)
  const written = lines.map(tidy)
  // Markup breaks lines where nobody sees one: there the lines with words are counted.
  return (format === 'text' ? written : written.filter((text) => text !== ''))
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ text }) => text !== '')
}

/** Full-width digits and odd white space as everybody writes them; the marks of Chinese text stay. */
function tidy(text: string): string {
  return text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .trim()
}

function decoded(source: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source)
  } catch {
    throw unreadable('文件不是 UTF-8 编码，请另存为 UTF-8 后再导入')
  }
}

function markupLines(format: 'docx' | 'html', source: Buffer): string[] {
  return format === 'html' ? htmlLines(decoded(source)) : docxLines(unpacked(source))
}

function unpacked(source: Buffer): string {
  let tooLarge = false
  let parts: { [name: string]: Uint8Array }
  try {
    parts = unzipSync(source, {
      // The unpacked part never outgrows the size that its entry declares: what declares more is not unpacked at all.
      filter: ({ name, originalSize }) => {
        if (name !== documentPart) return false
        tooLarge = originalSize > largestDocument
        return !tooLarge
      },
    })
  } catch {
    throw unreadable('文件不是有效的 DOCX 文档')
  }
  if (tooLarge) throw problem('too-large', '文档解压后过大，不予导入')
  const part = parts[documentPart]
  if (!part) throw unreadable('文件不是有效的 DOCX 文档：缺少正文')
  return decoded(Buffer.from(part))
}

/** WordprocessingML: a `w:p` is a line, its text stands in `w:t`. Deleted text (`w:delText`) and field codes are other elements. */
function docxLines(xml: string): string[] {
  if (/<!DOCTYPE/i.test(xml)) throw unreadable('文档正文带有 DOCTYPE 声明，不予导入')
  const lines: string[] = []
  let line = ''
  let inText = false
  const parser = new Parser(
    {
      onopentagname(name) {
        inText = name === 'w:t'
        if (name === 'w:tab') line += ' '
        if (name === 'w:br' || name === 'w:cr') {
          lines.push(line)
          line = ''
        }
      },
      ontext(text) {
        if (inText) line += text
      },
      onclosetag(name) {
        if (name === 'w:t') inText = false
        if (name !== 'w:p') return
        lines.push(line)
        line = ''
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return lines
}

const silent = new Set(['script', 'style', 'head', 'template', 'noscript', 'iframe', 'object', 'svg'])
const inline = new Set(['a', 'b', 'em', 'font', 'i', 'mark', 'span', 'strong', 'sub', 'sup', 'u'])

/** Whatever is not known to stand inside a line begins a new one. */
function htmlLines(html: string): string[] {
  const lines: string[] = []
  let line = ''
  let muted = 0
  const newLine = (name: string) => {
    if (inline.has(name)) return
    lines.push(line)
    line = ''
  }
  const parser = new Parser({
    onopentagname(name) {
      if (silent.has(name)) muted++
      newLine(name)
    },
    ontext(text) {
      if (muted === 0) line += text
    },
    onclosetag(name) {
      if (silent.has(name)) muted--
      newLine(name)
    },
  })
  parser.end(html)
  return [...lines, line]
}

function unreadable(detail: string) {
  return problem('input-invalid', detail, [{ path: 'source', message: detail }])
}
