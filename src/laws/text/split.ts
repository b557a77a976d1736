/** Splits the lines of a law into its tree. What fits nowhere is a fault with its line: a text is stored whole or not at all. */
import { articleWords, numeralCharacters, readNumber } from '../../platform/article-number.ts'
import type { Heading, HeadingKind, LawText, Line, Paragraph, TextArticle, TextFault } from './law-text.ts'

const numeral = `([${numeralCharacters} ]+)`
const headingLine = new RegExp(`^第 ?${numeral}(分编|编|章|节)( ?)([^。，；：]*)$`)
const articleLine = new RegExp(`^第 ?${numeral}条(?: ?之 ?([${numeralCharacters}]+))?([ ：:]?)(.*)$`)
const itemLine = new RegExp(`^[（(] ?${numeral}[）)] ?(.*)$`)
const subitemLine = /^(\d{1,2}) ?[.．、] ?(\D.*)$/
const appendixLine = /^附 ?(件|表|录)? ?[0-9一二三四五六七八九十]*( ?[：:].*)?$/
/** How a paragraph goes on that begins by citing an article: 第十条第二款规定的…… */
const citation = /^(第|规定|的|至|、|和|或|与|所|中|及|，|。|以|项|款)/
const finished = /[。；：！？;:!?”’）)…—]$/
const longestHeading = 40

const kinds: { [word: string]: HeadingKind } = {
  编: 'part',
  分编: 'subpart',
  章: 'chapter',
  节: 'section',
}
const width: HeadingKind[] = ['part', 'subpart', 'chapter', 'section']
const kindWords: Record<HeadingKind, string> = { part: '编', subpart: '分编', chapter: '章', section: '节' }

export interface Split {
  text: LawText
  faults: TextFault[]
}

/** @param title the law's full title: a line that only repeats it belongs to no part. */
export function splitLaw(lines: Line[], title: string): Split {
  const faults: TextFault[] = []
  const start = bodyStart(lines)
  if (start === undefined) {
    const line = lines[0]?.number ?? 1
    faults.push({ line, text: excerpt(lines[0]?.text ?? ''), message: '没有找到任何条文（第某条）' })
    return { text: { preamble: '', articles: [], appendix: '' }, faults }
  }
  const preamble = lines
    .slice(0, start)
    .map(({ text }) => text)
    .filter(
      (text) => !isHeading(text) && !/^(目 ?录|附 ?则)$/.test(text) && text.replace(/[《》 ]/g, '') !== title,
    )
    .join('\n')
  const body = new Body(faults)
  for (const line of lines.slice(start)) body.take(line)
  body.end()
  return { text: { preamble, articles: body.articles, appendix: body.appendix.join('\n') }, faults }
}

/** The table of contents repeats the first heading: the body begins where that stands for the last time before the first article. */
function bodyStart(lines: Line[]): number | undefined {
  const firstArticle = lines.findIndex(({ text }) => articleLine.test(text))
  if (firstArticle === -1) return undefined
  const before = lines.slice(0, firstArticle).map(({ text }) => headingOf(text))
  const first = before.find((heading) => heading !== undefined)
  if (!first) return firstArticle
  return before.findLastIndex((heading) => heading?.kind === first.kind && heading.number === first.number)
}

function headingOf(text: string): Heading | undefined {
  const [, words, kind, , rest = ''] = headingLine.exec(text) ?? []
  const number = words === undefined ? undefined : readNumber(words.replaceAll(' ', ''))
  if (number === undefined || text.length > longestHeading || /^(的|规定)/.test(rest)) return undefined
  // Contents end their lines with dots and a page number.
  return { kind: kinds[kind!]!, number, title: rest.replace(/[.…·\s]+\d+$/, '').trim() }
}

const isHeading = (text: string) => headingOf(text) !== undefined

/** The lines from the first heading or article on, taken one by one. */
class Body {
  readonly articles: TextArticle[] = []
  readonly appendix: string[] = []
  #place: Heading[] = []
  /** A heading under which no article stands yet. */
  #open: Line | undefined
  #lastChapter = 0
  #article: TextArticle | undefined
  readonly #faults: TextFault[]

  constructor(faults: TextFault[]) {
    this.#faults = faults
  }

  take(line: Line): void {
    if (this.appendix.length > 0 || (this.#article && appendixLine.test(line.text))) {
      this.appendix.push(line.text)
      return
    }
    const heading = headingOf(line.text)
    if (heading) this.#takeHeading(line, heading)
    else if (!this.#takeArticle(line) && !this.#takeItem(line)) this.#takeText(line)
  }

  end(): void {
    if (this.#open) this.#fault(this.#open, '标题之下没有条文')
    for (const { number, branch, paragraphs } of this.articles)
      if (paragraphs.every(({ text, items }) => text === '' && items.length === 0))
        this.#faults.push({ line: 0, text: '', message: `${articleWords(number, branch)}没有内容` })
  }

  #takeHeading(line: Line, heading: Heading): void {
    const rank = width.indexOf(heading.kind)
    const previous = this.#place.find(({ kind }) => kind === heading.kind)
    // Chapters are counted through a law or anew in each part.
    const counted = heading.kind === 'chapter' ? this.#lastChapter : (previous?.number ?? 0)
    if (heading.number !== counted + 1 && (heading.number !== 1 || previous))
      this.#fault(line, `${kindWords[heading.kind]}的序号不连续`)
    if (this.#open && this.#place.some(({ kind }) => width.indexOf(kind) >= rank))
      this.#fault(this.#open, '标题之下没有条文')
    if (heading.kind === 'chapter') this.#lastChapter = heading.number
    this.#place = [...this.#place.filter(({ kind }) => width.indexOf(kind) < rank), heading]
    this.#open = line
    this.#article = undefined
  }

  #takeArticle(line: Line): boolean {
    const [, words = '', branchWords, separator, rest = ''] = articleLine.exec(line.text) ?? []
    if (words === '') return false
    const number = readNumber(words.replaceAll(' ', ''))
    const branch = branchWords === undefined ? 0 : readNumber(branchWords)
    const apart = separator !== '' || rest === ''
    if (number === undefined || branch === undefined) {
      if (!apart) return false
      this.#fault(line, '条的序号无法识别')
      return true
    }
    const last = this.articles.at(-1) ?? { number: 0, branch: 0 }
    const next =
      (number === last.number + 1 && branch === 0) || (number === last.number && branch === last.branch + 1)
    if (!apart && (!next || citation.test(rest))) return false
    if (!next) {
      const before =
        this.articles.length === 0 ? '尚无条文' : `上一条是${articleWords(last.number, last.branch)}`
      this.#fault(line, `条的序号不连续：${before}`)
    }
    this.#article = { number, branch, place: this.#place, paragraphs: [{ text: rest.trim(), items: [] }] }
    this.articles.push(this.#article)
    this.#open = undefined
    return true
  }

  #takeItem(line: Line): boolean {
    const paragraph = this.#article?.paragraphs.at(-1)
    const [, words, text = ''] = itemLine.exec(line.text) ?? []
    const number = words === undefined ? undefined : readNumber(words.replaceAll(' ', ''))
    if (number !== undefined && paragraph) {
      const last = paragraph.items.at(-1)?.number ?? 0
      if (number !== last + 1) this.#fault(line, `项的序号不连续：上一项是第${last}项`)
      paragraph.items.push({ number, text, subitems: [] })
      return true
    }
    const item = paragraph?.items.at(-1)
    const [, figure, subtext = ''] = subitemLine.exec(line.text) ?? []
    if (figure === undefined || !item || Number(figure) !== (item.subitems.at(-1)?.number ?? 0) + 1)
      return false
    item.subitems.push({ number: Number(figure), text: subtext })
    return true
  }

  /** A new paragraph 款, or the rest of a line that was broken: a paragraph, item or subitem of a law ends with a mark. */
  #takeText(line: Line): void {
    if (!this.#article) {
      this.#fault(line, '这一行不属于任何一条')
      return
    }
    const unfinished = lastPiece(this.#article.paragraphs.at(-1)!)
    if (finished.test(unfinished.text)) this.#article.paragraphs.push({ text: line.text, items: [] })
    else unfinished.text += line.text
  }

  #fault({ number, text }: Line, message: string): void {
    this.#faults.push({ line: number, text: excerpt(text), message })
  }
}

function lastPiece(paragraph: Paragraph): { text: string } {
  const item = paragraph.items.at(-1)
  return item?.subitems.at(-1) ?? item ?? paragraph
}

function excerpt(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text
}
