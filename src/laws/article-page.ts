/** One article on one day: its text in force, what it asks, and who cites it. */
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { articleWords } from '../platform/article-number.ts'
import type { Citation, CitationSource } from './citations.ts'
import { articleOf } from './reference.ts'
import type { Article, Law } from './service.ts'
import {
  articlesOf,
  followDecisions,
  inForce,
  type LawVersion,
  type VersionArticle,
  versionsOf,
} from './versions.ts'

export interface ArticlePage {
  law: Law
  key: string
  words: string
  asks: string
  /** The version in force on the day; null where the bureau has imported none. */
  version: LawVersion | null
  /** Its text in that version. */
  text: VersionArticle | null
  citedBy: Citation[]
}

export async function articlePage(
  sql: Sql,
  sources: CitationSource[],
  { law, key, keyPoint, onDay }: { law: Law; key: string; keyPoint: Article | undefined; onDay: string },
): Promise<ArticlePage> {
  const versions = await versionsOf(sql, law.name)
  const version = inForce(versions, onDay) ?? null
  const text = version ? (await articlesOf(sql, version.id)).find((one) => one.key === key) : undefined
  if (version?.kind === 'repeal')
    throw problem('not-found', `《${law.name}》自 ${version.effectiveFrom} 起已经废止`)
  if (version ? !text : !keyPoint) throw problem('not-found', `《${law.name}》在 ${onDay} 没有第 ${key} 条`)
  const [number = 0, branch = 0] = key.split('-').map(Number)
  return {
    law,
    key,
    words: articleWords(number, branch),
    asks: keyPoint?.asks ?? '',
    version,
    text: text ?? null,
    citedBy: await citers(sql, sources, { law, key, versions, onDay }),
  }
}

async function citers(
  sql: Sql,
  sources: CitationSource[],
  { law, key, versions, onDay }: { law: Law; key: string; versions: LawVersion[]; onDay: string },
): Promise<Citation[]> {
  const found: Citation[] = []
  for (const source of sources)
    for (const citation of await source.of(sql, law, onDay)) {
      const place = source.move
        ? { law: law.name, article: citation.article }
        : followDecisions(law.name, citation.article, versions, onDay)
      if (place?.law === law.name && place.article !== null && articleOf(place.article) === key)
        found.push(citation)
    }
  return found
}
