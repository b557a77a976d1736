/** What stays in memory of the register: laws, key points, and the list of versions, not their texts. */
import type { Database } from '../platform/database/database.ts'
import { articleWords } from '../platform/article-number.ts'
import type { ArticleRow, LawRow } from './model.ts'
import type { SearchBase } from './search.ts'
import type { Article } from './service.ts'
import { type LawVersion, type LawVersionRow, toVersion } from './versions.ts'

export async function readRegister({ sql }: Database): Promise<SearchBase> {
  const laws = await sql.all<LawRow>('SELECT * FROM laws ORDER BY position, name')
  const points = await sql.all<ArticleRow>('SELECT * FROM articles ORDER BY law, article')
  const keyPoints = new Map(laws.map(({ name }) => [name, new Map<number, Article>()]))
  for (const { law, article, asks } of points) {
    const number = Number(article)
    keyPoints.get(law)?.set(number, { law, article: number, branch: 0, words: articleWords(number), asks })
  }
  const versions = new Map<string, LawVersion[]>()
  // Preambles and appendices may be long and are asked for one by one.
  for (const row of await sql.all<Omit<LawVersionRow, 'preamble' | 'appendix'>>(
    `SELECT id, law, version, kind, state, promulgated_by, promulgated_on, effective_from, effective_to, article_count, first_place, decisions
     FROM law_versions ORDER BY law, version`,
  )) {
    const list = versions.get(row.law)
    if (list) list.push(toVersion(row))
    else versions.set(row.law, [toVersion(row)])
  }
  return {
    laws: laws.map(({ name, title, level, confirmed_by: by }) => ({
      name,
      title,
      level,
      confirmed: by !== null,
    })),
    keyPoints,
    versions,
  }
}
