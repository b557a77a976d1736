/**
 * Where the lines to be signed stand on paper is measured: the same HTML is printed once more with a link on every line, which changes no layout, and the
 * links' places are read from that print.
 */
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFNumber, PDFString } from 'pdf-lib'
import { lineMark } from './signature-lines.ts'

export interface PlacedLine {
  line: number
  /** 0… */
  page: number
  /** Points from the lower left corner of the page. */
  x: number
  y: number
  width: number
}

/** @param print HTML → PDF, as the document itself was printed. */
export async function placeLines(
  html: string,
  print: (html: string) => Promise<Buffer>,
): Promise<PlacedLine[]> {
  let count = 0
  const linked = html.replaceAll(
    lineMark,
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
