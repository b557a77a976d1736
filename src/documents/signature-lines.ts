/**
 * The lines of a document that are signed by hand. Which there are, its HTML says; where each stands on paper is measured: the same HTML is printed once
 * more with a link on every line, which changes no layout, and the links' places are read from that print.
 */
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFString } from 'pdf-lib'

/** Whose line it is: the party 当事人, a witness 见证人, or an officer. */
export type LinePart = 'party' | 'witness' | 'officer'

export interface SignatureLine {
  /** 0… in the order of the document. */
  line: number
  /** As printed before it: 当事人签名. */
  label: string
  part: LinePart
}

export interface PlacedLine {
  line: number
  /** 0… */
  page: number
  /** Points from the lower left corner of the page. */
  x: number
  y: number
  width: number
}

const mark = '<span class="line"></span>'

export function signatureLines(html: string): SignatureLine[] {
  const lines: SignatureLine[] = []
  for (const [, paragraph = ''] of html.matchAll(/<p\b[^>]*>(.*?)<\/p>/gs)) {
    if (!paragraph.includes(mark)) continue
    let group = ''
    let label = ''
    for (const [whole, kind, inner = ''] of paragraph.matchAll(/<span(?: class="(\w+)")?>(.*?)<\/span>/gs)) {
      if (whole === mark) lines.push({ line: lines.length, label, part: partOf(label) })
      else {
        // Blanks for the date stand behind a line; what follows them belongs to the next one.
        const words = textOf(inner)
          .replace(/^[\s　年月日时分]+/, '')
          .replace(/[：:]\s*$/, '')
          .trim()
        if (words === '') continue
        if (kind === 'hint') label = `${group} ${words}`.trim()
        else group = label = words
      }
    }
  }
  return lines
}

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&#x([0-9A-Fa-f]+);/g, (_whole, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')

function partOf(label: string): LinePart {
  if (/见证人|证人/.test(label)) return 'witness'
  if (/被指定人员/.test(label)) return 'officer'
  return /当事人|现场人员|被询问人|被抽样取证人|陈述申辩人|领取人|代理人|签收/.test(label)
    ? 'party'
    : 'officer'
}

/** @param print HTML → PDF, as the document itself was printed. */
export async function placeLines(
  html: string,
  print: (html: string) => Promise<Buffer>,
): Promise<PlacedLine[]> {
  let count = 0
  const linked = html.replaceAll(
    mark,
    () =>
      `<span class="line" style="position:relative"><a href="${address}${count++}" style="position:absolute;left:0;right:0;bottom:0;height:11mm"></a></span>`,
  )
  const pdf = await PDFDocument.load(await print(linked), { updateMetadata: false })
  return pdf.getPages().flatMap((page, index) => {
    const links = page.node.Annots()
    return Array.from({ length: links?.size() ?? 0 }, (_, at) => links!.lookup(at, PDFDict)).flatMap(
      (link) => {
        const target = link.lookupMaybe(PDFName.of('A'), PDFDict)?.lookupMaybe(PDFName.of('URI'), PDFString)
        if (!target?.asString().startsWith(address)) return []
        const [left, bottom, right] = link
          .lookup(PDFName.of('Rect'), PDFArray)
          .asArray()
          .map((value) => (value as PDFNumber).asNumber())
        const line = Number(target.asString().slice(address.length))
        return [{ line, page: index, x: left!, y: bottom!, width: right! - left! }]
      },
    )
  })
}

/** Leads nowhere. */
const address = 'https://line.invalid/'
