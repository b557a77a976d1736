/** Whatever article a model, a form, a file of data or a template names is in data/laws.yaml: an officer who follows it finds what it asks. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { projectRoot } from '../platform/project-root.ts'
import { readCitedArticles } from './cited-articles.ts'

const root = projectRoot()
const { laws, unknown } = readCitedArticles(join(root, 'data/laws.yaml'))

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
