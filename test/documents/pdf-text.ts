/** The text on the pages of a PDF as Chromium prints it: what a reader would copy, without white space. */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFPage,
  PDFRawStream,
} from 'pdf-lib'

export async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  return document.getPages().map(textOfPage).join('').replace(/\s/g, '')
}

const textOfStream = (stream: PDFRawStream) =>
  Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')

function textOfPage(page: PDFPage): string {
  const fonts = page.node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict)
  const glyphs = new Map<string, Map<string, string>>()
  let font: Map<string, string> | undefined
  let text = ''
  const fontOf = (name: string) => {
    const known = glyphs.get(name)
    if (known) return known
    const map = fonts?.lookup(PDFName.of(name), PDFDict).lookup(PDFName.of('ToUnicode'))
    if (!(map instanceof PDFRawStream)) throw new Error(`font ${name} does not say what its glyphs mean`)
    const read = readGlyphs(textOfStream(map))
    glyphs.set(name, read)
    return read
  }
  for (const stream of streamsOf(page))
    for (const [, name, hex] of textOfStream(stream).matchAll(
      /\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>(?=[^<>]*T[jJ])/g,
    )) {
      if (name !== undefined) font = fontOf(name)
      else for (const code of hex!.match(/.{4}/g) ?? []) text += font?.get(code.toUpperCase()) ?? ''
    }
  return text
}

function streamsOf(page: PDFPage): PDFRawStream[] {
  const contents = page.node.Contents()
  const all =
    contents instanceof PDFArray ? contents.asArray().map((one) => page.doc.context.lookup(one)) : [contents]
  return all.filter((one): one is PDFRawStream => one instanceof PDFRawStream)
}

/** A CMap: `<0012> <8D34>`, and ranges `<0012> <0015> <8D34>`. */
function readGlyphs(cmap: string): Map<string, string> {
  const glyphs = new Map<string, string>()
  const unicode = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  const code = (value: number) => value.toString(16).toUpperCase().padStart(4, '0')
  for (const [, block = ''] of cmap.matchAll(/beginbfchar(.*?)endbfchar/gs))
    for (const [, glyph = '', to = ''] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      glyphs.set(glyph.toUpperCase(), unicode(to))
  for (const [, block = ''] of cmap.matchAll(/beginbfrange(.*?)endbfrange/gs))
    for (const [, first = '', last = '', to = ''] of block.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g,
    ))
      for (let at = Number.parseInt(first, 16); at <= Number.parseInt(last, 16); at++)
        glyphs.set(code(at), unicode(code(Number.parseInt(to, 16) + at - Number.parseInt(first, 16))))
  return glyphs
}
