import { join } from 'node:path'
import { expect } from 'chai'
import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, type PDFPage, type PDFRawStream } from 'pdf-lib'
import { projectRoot } from '../platform/project-root.ts'
import { createRenderer, type DocumentRenderer } from './renderer.ts'

describe('a long hearing record', function () {
  this.timeout(300_000)
  let renderer: DocumentRenderer
  before(() => {
    renderer = createRenderer({ cacheDirectory: join(projectRoot(), 'var', 'cache') })
  })
  after(() => renderer.close())

  it('asks for signatures at the foot of each of its pages (PL 64(8))', async () => {
    const { sample } = renderer.describe('hearing-record')
    const hearing = sample.facts.hearing!
    const speeches = Array.from({ length: 7 }, () => hearing.speeches!).flat()
    const facts = { ...sample.facts, hearing: { ...hearing, speeches } }
    const { pdf, pages } = await renderer.render({ kind: 'hearing-record', ...sample, facts })
    expect(pages).to.be.at.least(12)
    const document = await PDFDocument.load(pdf, { updateMetadata: false })
    for (const [index, page] of document.getPages().entries()) {
      const text = textOf(page).replaceAll(/\s/g, '')
      expect(text, `page ${index + 1}`).to.include('听证参加人签名：')
      expect(text)
        .to.include('听证主持人签名：')
        .and.to.include(`第${index + 1}页共${pages}页`)
    }
    // The lines to sign at the end are together, after the last word.
    const last = textOf(document.getPages().at(-1)!)
    for (const signer of ['（以下空白）', '当事人（代理人）签名', '案件调查人员签名', '记录员签名']) {
      expect(last).to.include(signer)
    }
  })
})

/** What stands on a page, in the order in which it was drawn: glyphs, back through each font's ToUnicode. */
function textOf(page: PDFPage): string {
  const fonts = page.node.Resources()!.lookup(PDFName.of('Font'), PDFDict)
  const characters = new Map<string, Map<string, string>>()
  for (const [name] of fonts.entries()) {
    const stream = fonts.lookup(name, PDFDict).lookup(PDFName.of('ToUnicode')) as PDFRawStream
    characters.set(name.toString(), toUnicode(bytesOf(stream)))
  }
  const content = bytesOf(page.node.Contents() as PDFRawStream)
  let text = ''
  let font = new Map<string, string>()
  for (const [, name, shown] of content.matchAll(/(\/\S+) [\d.]+ Tf|<([0-9A-F]+)>/g)) {
    if (name) font = characters.get(name)!
    else for (const glyph of shown!.match(/.{4}/g) ?? []) text += font.get(glyph) ?? ''
  }
  return text
}

const bytesOf = (stream: PDFRawStream): string =>
  Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')

/** `<glyph> <character>` and `<first> <last> <character of the first>`. */
function toUnicode(map: string): Map<string, string> {
  const characters = new Map<string, string>()
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0')
  const utf16 = (code: string) => Buffer.from(code, 'hex').swap16().toString('utf16le')
  for (const [, body] of map.matchAll(/beginbfchar([^]*?)endbfchar/g))
    for (const [, glyph, code] of body!.matchAll(/<(\w+)> <(\w+)>/g)) characters.set(glyph!, utf16(code!))
  for (const [, body] of map.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [, first, last, code] of body!.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const start = parseInt(first!, 16)
      for (let glyph = start; glyph <= parseInt(last!, 16); glyph++)
        characters.set(hex(glyph), utf16(hex(parseInt(code!, 16) + glyph - start)))
    }
  }
  return characters
}
