/** Whatever article a model, a form, a file of data or a template names is in data/laws.yaml: an officer who follows it finds what it asks. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { parse } from 'yaml'
import { numeralCharacters, readNumber } from '../platform/article-number.ts'
import { projectRoot } from '../platform/project-root.ts'

interface Law {
  name: string
  title: string
  articles: Record<string, string>
}

const root = projectRoot()
const laws = (parse(readFileSync(join(root, 'data/laws.yaml'), 'utf8')) as Law[]).filter(
  ({ name }) => name !== '本机关规定',
)
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

/** 行政处罚法 第三十条、第三十三条第一款 in a text: what of it is not known. */
function unknown(text: string): string[] {
  return [...text.matchAll(citing)].flatMap(([, called, list = '']) => {
    const law = names.find((known) => known.called === called)!
    return [...list.matchAll(article)]
      .map(([, words = '']) => readNumber(words))
      .filter((number) => number === undefined || !(number in law.articles))
      .map((number) => `${law.name} ${number}`)
  })
}

describe('articles that are cited', () => {
  it('are told from what is not there', () => {
    expect(
      unknown('依据《中华人民共和国行政处罚法》第三十条、第九十九条第一款和第九十八条的规定'),
    ).to.deep.equal(['行政处罚法 99', '行政处罚法 98'])
    expect(unknown('行政强制法 第三十九条，行政诉讼法 第九十四条')).to.deep.equal(['行政诉讼法 94'])
  })

  for (const [folder, kinds] of [
    ['bpmn', /\.(bpmn|dmn)$/],
    ['forms', /\.form$/],
    ['data', /\.(yaml|csv)$/],
    ['templates', /\.(yaml|hbs)$/],
    ['workers', /(?<!\.test)\.ts$/],
    ['src', /(?<!\.test)\.ts$/],
  ] as const)
    it(`are in data/laws.yaml: ${folder}`, () => {
      const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      const missing = files
        .filter((file) => kinds.test(file))
        .flatMap((file) =>
          unknown(readFileSync(join(root, folder, file), 'utf8')).map((what) => `${what} (${file})`),
        )
      expect([...new Set(missing)]).to.deep.equal([])
    })

  it('are in data/laws.yaml: the columns of data/limits.csv', () => {
    const [, ...rows] = readFileSync(join(root, 'data/limits.csv'), 'utf8').trim().split('\n')
    for (const row of rows) {
      const [code, , , , , name, articles = ''] = row.split(',')
      const known = laws.find((law) => law.name === name)
      for (const number of articles.split('+').filter(Boolean))
        expect(known?.articles, `${code}: ${name} ${number}`).to.have.property(number)
    }
  })
})
