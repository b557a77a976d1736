/** The lines of a document that are signed by hand, as its HTML has them; where each stands on paper: `place-lines.ts`. */

/** Whose line it is: the party 当事人, a witness 见证人, or an officer. */
export type LinePart = 'party' | 'witness' | 'officer'

export interface SignatureLine {
  /** 0… in the order of the document. */
  line: number
  /** As printed before it: 当事人签名. */
  label: string
  part: LinePart
}

/** As the templates write one. */
export const lineMark = '<span class="line"></span>'

export function signatureLines(html: string): SignatureLine[] {
  const lines: SignatureLine[] = []
  for (const [, paragraph = ''] of html.matchAll(/<p\b[^>]*>(.*?)<\/p>/gs)) {
    if (!paragraph.includes(lineMark)) continue
    let group = ''
    let label = ''
    for (const [whole, kind, inner = ''] of paragraph.matchAll(/<span(?: class="(\w+)")?>(.*?)<\/span>/gs)) {
      if (whole === lineMark) lines.push({ line: lines.length, label, part: partOf(label) })
      else {
        // Blanks for the date stand behind a line; what follows them belongs to the next one.
        const words = textOf(inner)
          .replace(/^[\s\u3000年月日时分]+/, '')
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
  return /当事人|现场人员|被询问人|被抽样取证人|陈述申辩人|领取人|代理人|监护人|签收/.test(label)
    ? 'party'
    : 'officer'
}
