/** The text of a law as a tree: 编 part, 分编 subpart, 章 chapter, 节 section, 条 article, 款 paragraph, 项 item, 目 subitem. */

export type HeadingKind = 'part' | 'subpart' | 'chapter' | 'section'

export interface Heading {
  kind: HeadingKind
  number: number
  title: string
}

export interface Item {
  number: number
  text: string
  subitems: { number: number; text: string }[]
}

export interface Paragraph {
  text: string
  items: Item[]
}

export interface TextArticle {
  number: number
  /** The N of 第十条之N; 0 for an article of the first count. */
  branch: number
  /** The headings it stands under, widest first. */
  place: Heading[]
  paragraphs: Paragraph[]
}

export interface LawText {
  /** What stands before the first article, without title and table of contents. */
  preamble: string
  articles: TextArticle[]
  /** What stands after the last article under 附件, 附表 or 附录. */
  appendix: string
}

/** One line of the source, counted from 1. */
export interface Line {
  number: number
  text: string
}

/** What could not be split, where, and why (Chinese). */
export interface TextFault {
  line: number
  text: string
  message: string
}

/** `59`, and `10-1` for 第十条之一: how references and addresses write an article. */
export function articleKey({ number, branch }: { number: number; branch: number }): string {
  return branch === 0 ? String(number) : `${number}-${branch}`
}

/**
 * All that can be cited of articles, with its text, by place: `59`, `59.1`, `59.1.3`; `59.0.3` too where the article has a single paragraph, which
 * nobody counts.
 */
export function placesOf(articles: TextArticle[], numeral: (number: number) => string): Map<string, string> {
  const places = new Map<string, string>()
  for (const article of articles) {
    const key = articleKey(article)
    places.set(key, articleText(article, numeral))
    for (const [index, paragraph] of article.paragraphs.entries()) {
      places.set(`${key}.${index + 1}`, articleText({ ...article, paragraphs: [paragraph] }, numeral))
      for (const { number, text, subitems } of paragraph.items) {
        const words = [text, ...subitems.map((one) => one.text)].join('\n')
        places.set(`${key}.${index + 1}.${number}`, words)
        if (article.paragraphs.length === 1) places.set(`${key}.0.${number}`, words)
      }
    }
  }
  return places
}

/** The whole article as a reader sees it, one paragraph, item or subitem a line. */
export function articleText({ paragraphs }: TextArticle, numeral: (number: number) => string): string {
  return paragraphs
    .flatMap(({ text, items }) => [
      text,
      ...items.flatMap((item) => [
        `（${numeral(item.number)}）${item.text}`,
        ...item.subitems.map((subitem) => `${subitem.number}．${subitem.text}`),
      ]),
    ])
    .join('\n')
}
