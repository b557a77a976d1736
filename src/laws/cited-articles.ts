/** Articles that a text cites, 行政处罚法 第三十条、第三十三条第一款, held against those that data/laws.yaml knows. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { numeralCharacters, readNumber } from '../platform/article-number.ts'

interface Law {
  name: string
  title: string
  articles: Record<string, string>
}

export interface CitedArticles {
  laws: Law[]
  /** `行政处罚法 99` for each article in the text that its law does not have; a law that is not known at all is left alone. */
  unknown(text: string): string[]
}

/** @param lawsFile data/laws.yaml */
export function readCitedArticles(lawsFile: string): CitedArticles {
  const laws = (parse(readFileSync(lawsFile, 'utf8')) as Law[]).filter(({ name }) => name !== '本机关规定')
  /** The longest first: a name may end with another. */
  const names = laws
    .flatMap(({ name, title, articles }) => [name, title].map((called) => ({ called, name, articles })))
    .sort((a, b) => b.called.length - a.called.length)
  const one = `第[${numeralCharacters}]+条(?:第[^，。、；：）》\\s至]*)?`
  const citing = new RegExp(
    `(${names.map(({ called }) => called).join('|')})》?\\s?(${one}(?:[、至和]${one})*)`,
    'g',
  )
  const article = new RegExp(`第([${numeralCharacters}]+)条`, 'g')
  return {
    laws,
    unknown: (text) =>
      [...text.matchAll(citing)].flatMap(([, called, list = '']) => {
        const law = names.find((known) => known.called === called)!
        return [...list.matchAll(article)]
          .map(([, words = '']) => readNumber(words))
          .filter((number) => number === undefined || !(number in law.articles))
          .map((number) => `${law.name} ${number}`)
      }),
  }
}
