/** Which documents cite an article: 《行政处罚法》第四十五条、第六十二条 in a template or in its fields. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parse } from 'yaml'
import { numeralCharacters, readNumber } from '../platform/article-number.ts'
import type { Citation, CitationSource } from './citations.ts'

const citing = new RegExp(`《([^》]+)》((?:、?第[${numeralCharacters}]+条(?:第[^，。、；）》]*)?)+)`, 'g')
const articles = new RegExp(`第([${numeralCharacters}]+)条`, 'g')

/** Read once: templates change with a release only. */
export function templateCitations(templateFolder: string): CitationSource {
  let read: { law: string; citation: Citation }[] | undefined
  return {
    of: async (_sql, { name, title }) =>
      (read ??= readTemplates(templateFolder))
        .filter(({ law }) => law === name || law === title)
        .map(({ citation }) => citation),
  }
}

function readTemplates(folder: string) {
  const found = new Map<string, { law: string; citation: Citation }>()
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((one) => /\.(yaml|hbs)$/.test(one)).sort()) {
    const id = file.includes('partials') ? `partials/${basename(file).split('.')[0]}` : dirname(file)
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, law = '', list = ''] of text.matchAll(citing))
      for (const [, words = ''] of list.matchAll(articles)) {
        const citation: Citation = {
          kind: 'template',
          id,
          name: nameOf(folder, id),
          article: String(readNumber(words) ?? ''),
        }
        found.set(`${id} ${law}#${citation.article}`, { law, citation })
      }
  }
  return [...found.values()]
}

/** The title that the document's fields give it; a partial has none and goes by its file. */
function nameOf(folder: string, id: string): string {
  if (id.startsWith('partials/')) return `文书共用部分 ${basename(id)}`
  const { title } = parse(readFileSync(join(folder, id, 'fields.yaml'), 'utf8')) as { title?: string }
  return title ?? id
}
