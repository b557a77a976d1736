/** BM25 over the inverted index: postings come from SQL term by term, scores add up in one array over all articles of the versions asked for. */
import type { Sql } from '../platform/database/sql.ts'
import { addScores, postingCount } from './search-index.ts'
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
export async function fullText(
  sql: Sql,
  words: string,
  living: Map<string, LawVersion>,
): Promise<TextHit[]> {
  const terms = queryTerms(words)
  if (terms.length === 0 || living.size === 0) return []
  const bases = new Map<string, number>()
  let total = 0
  for (const { id, articleCount } of living.values()) {
    bases.set(id, total)
    total += articleCount
  }
  const scores = new Float32Array(total)
  for (const term of terms) {
    const rows = (await postingsOf(sql, term)).filter(({ version_id: id }) => bases.has(id))
    const found = rows.reduce((sum, { postings }) => sum + postingCount(postings), 0)
    const weight = Math.log(1 + (total - found + 0.5) / (found + 0.5))
    for (const { version_id: id, postings } of rows) addScores(postings, scores, bases.get(id)!, Math.max(0.01, weight))
  }
  const best = highest(scores, candidatesRead)
  const rows = await readArticles(sql, best, bases)
  return rows
    .map(({ row, score }) => ({ row, score: score + together * shareTogether(row.text, words) }))
    .sort((one, other) => other.score - one.score)
}

/** A single character finds every term that it begins: each character of a run begins one. */
async function postingsOf(sql: Sql, term: string): Promise<{ version_id: string; postings: Uint8Array }[]> {
  const single = [...term].length === 1 && /\p{Script=Han}/u.test(term)
  const rows = await sql.all<{ version_id: string; postings: Uint8Array | ArrayBuffer }>(
    `SELECT version_id, postings FROM law_terms WHERE ${single ? 'term >= ? AND term < ?' : 'term = ?'}`,
    single ? [term, `${term}\u{10ffff}`] : [term],
  )
  // libsql answers with an ArrayBuffer, mysql2 with a Buffer.
  return rows.map(({ version_id, postings }) => ({
    version_id,
    postings: postings instanceof ArrayBuffer ? new Uint8Array(postings) : postings,
  }))
}

function highest(scores: Float32Array, count: number): { at: number; score: number }[] {
  const best: { at: number; score: number }[] = []
  let lowest = 0
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at]!
    if (score <= lowest) continue
    const place = best.findIndex((one) => one.score < score)
    best.splice(place === -1 ? best.length : place, 0, { at, score })
    if (best.length > count) best.pop()
    if (best.length === count) lowest = best.at(-1)!.score
  }
  return best
}

async function readArticles(
  sql: Sql,
  best: { at: number; score: number }[],
  bases: Map<string, number>,
): Promise<{ row: LawArticleRow; score: number }[]> {
  if (best.length === 0) return []
  const starts = [...bases]
  const keys = best.map(({ at, score }) => {
    const [versionId, base] = starts[lastAtMost(starts, at)]!
    return { versionId, ordinal: at - base, score }
  })
  const rows = await sql.all<LawArticleRow>(
    `SELECT * FROM law_articles WHERE ${keys.map(() => '(version_id = ? AND ordinal = ?)').join(' OR ')}`,
    keys.flatMap(({ versionId, ordinal }) => [versionId, ordinal]),
  )
  const scoreOf = new Map(keys.map(({ versionId, ordinal, score }) => [`${versionId} ${ordinal}`, score]))
  return rows.map((row) => ({ row, score: scoreOf.get(`${row.version_id} ${Number(row.ordinal)}`) ?? 0 }))
}

function lastAtMost(starts: [string, number][], at: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (starts[middle]![1] <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** The share of the query's words that stand in the text as they were typed. */
function shareTogether(text: string, words: string): number {
  const typed = words.split(/\s+/).filter(Boolean)
  return typed.filter((word) => text.includes(word)).length / typed.length
}

