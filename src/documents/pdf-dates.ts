/**
 * Chromium writes the moment of printing into a PDF; nothing else differs between two prints of the same page. We set the document's own day in its
 * place, byte for byte of the same length: so the same facts give the same bytes, on whichever engine and whenever.
 */
const dates = /\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g

/** @param day YYYY-MM-DD */
export function withFixedDates(pdf: Buffer, day: string): Buffer {
  const fixed = `D:${day.replaceAll('-', '')}000000+00'00'`
  const text = pdf.toString('latin1').replace(dates, (_, name: string) => `/${name} (${fixed})`)
  return Buffer.from(text, 'latin1')
}

/** Pages of a PDF as Chromium writes it: the page tree's root has the count. */
export function pageCount(pdf: Buffer): number {
  const counts = [
    ...pdf
      .toString('latin1')
      .matchAll(/\/Type \/Pages[^>]*?\/Count (\d+)|\/Count (\d+)[^>]*?\/Type \/Pages/g),
  ]
  return Math.max(0, ...counts.map((match) => Number(match[1] ?? match[2])))
}
