/** BM25 over the inverted index: postings come from SQL term by term, scores add up in one array over all articles of the versions asked for. */
import type { Sql } from '../platform/database/sql.ts'
import { addScores, postingCount, readPostings } from './search-index.ts'
import { queryTerms } from './terms.ts'
import type { LawArticleRow, LawVersion } from './versions.ts'

export interface TextHit {
  row: LawArticleRow
  score: number
}

/** How many of the best are read, to be ranked anew by what stands together. */
const candidatesRead = 60
const together = 2

/** @param living the versions to search, by id. @returns best first. */
export async function fullText(sql: Sql, words: string, living: Map<string, LawVersion>): Promise<TextHit[]> {
  const terms = queryTerms(words)
  if (terms.length === 0 || living.size === 0) return []
  const ordered = [...living.values()].sort((one, other) => one.firstPlace - other.firstPlace)
  const { firstPlace, articleCount } = ordered.at(-1)!
  const segments = await Promise.all(terms.map((term) => readPostings(sql, term)))
  const scores = new Float32Array(firstPlace + articleCount)
  for (const found of segments) {
    const count = postingCount(found)
    const weight = Math.log(1 + Math.max(0, scores.length - count + 0.5) / (count + 0.5))
    for (const one of found) addScores(one, scores, Math.max(0.01, weight))
  }
  const rows = await readArticles(sql, highest(scores, ordered))
  return rows
    .map(({ row, score }) => ({ row, score: score + together * shareTogether(row.text, words) }))
    .sort((one, other) => other.score - one.score)
}

interface Scored {
  version: LawVersion
  ordinal: number
  score: number
}

/** The best of the versions asked for; what other versions scored is passed over. */
function highest(scores: Float32Array, versions: LawVersion[]): Scored[] {
  const best: Scored[] = []
  let lowest = 0
  for (const version of versions)
    for (let ordinal = 0; ordinal < version.articleCount; ordinal++) {
      const score = scores[version.firstPlace + ordinal]!
      if (score <= lowest) continue
      const place = best.findIndex((one) => one.score < score)
      best.splice(place === -1 ? best.length : place, 0, { version, ordinal, score })
      if (best.length > candidatesRead) best.pop()
      if (best.length === candidatesRead) lowest = best.at(-1)!.score
    }
  return best
}

async function readArticles(sql: Sql, best: Scored[]): Promise<TextHit[]> {
  if (best.length === 0) return []
  const rows = await sql.all<LawArticleRow>(
    `SELECT * FROM law_articles WHERE ${best.map(() => '(version_id = ? AND ordinal = ?)').join(' OR ')}`,
    best.flatMap(({ version, ordinal }) => [version.id, ordinal]),
  )
  const scoreOf = new Map(best.map(({ version, ordinal, score }) => [`${version.id} ${ordinal}`, score]))
  return rows.map((row) => ({ row, score: scoreOf.get(`${row.version_id} ${Number(row.ordinal)}`) ?? 0 }))
}

/** The share of the query's words that stand in the text as they were typed. */
function shareTogether(text: string, words: string): number {
  const typed = words.split(/\s+/).filter(Boolean)
  return typed.filter((word) => text.includes(word)).length / typed.length
}
