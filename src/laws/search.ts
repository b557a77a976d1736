/**
 * Full-text search over the texts in force on a day and over the register's key points: by words, by law, by number of the article (处罚法 59, 第五十九条).
 * Postings come from SQL; only the list of versions stays in memory. Ranked by BM25, then by how much of the query stands together.
 */
import { articleWords as wordsOf, numeralCharacters, readNumber } from '../platform/article-number.ts'
import type { Sql } from '../platform/database/sql.ts'
import { fullText } from './full-text.ts'
import type { Article, Law } from './service.ts'
import { placedTerms, queryTerms } from './terms.ts'
import { articleKey } from './text/law-text.ts'
import { inForce, type LawArticleRow, type LawVersion, toArticle } from './versions.ts'

export interface SearchQuery {
  text: string
  /** Short name: only this law. */
  law?: string
  onDay: string
  /** At most 50. */
  limit?: number
}

/** Where the query's words stand in `text`, UTF-16, without overlaps. */
export interface Mark {
  from: number
  to: number
}

export interface ArticleHit {
  law: string
  key: string
  article: number
  branch: number
  words: string
  /** What it asks, in our words; empty where nobody has said. */
  asks: string
  /** The text in force on the day; null where the bureau has imported none. */
  text: string | null
  marks: Mark[]
  versionId: string | null
  score: number
}

/** What the search keeps in memory of the register. */
export interface SearchBase {
  laws: Law[]
  keyPoints: Map<string, Map<number, Article>>
  versions: Map<string, LawVersion[]>
}

const numberScore = 1_000
const keyPointScore = 4
const namedLawScore = 2
const namedArticle = new RegExp(`第\\s*([${numeralCharacters}]+)\\s*条(?:之([${numeralCharacters}]+))?`)
const barNumber = /(?<![0-9A-Za-z])(\d{1,4})(?:-(\d{1,2}))?(?![0-9A-Za-z])/

interface Asked {
  number: number | undefined
  branch: number
  laws: Set<string>
  /** Words besides numbers and names of laws. */
  words: string[]
}

export async function searchArticles(
  sql: Sql,
  base: SearchBase,
  { text, law, onDay, limit = 20 }: SearchQuery,
): Promise<ArticleHit[]> {
  const asked = understand(text, base.laws)
  const laws = base.laws.map(({ name }) => name).filter((name) => law === undefined || name === law)
  const living = new Map<string, LawVersion>()
  const ended = new Set<string>()
  for (const name of laws) {
    const version = inForce(base.versions.get(name) ?? [], onDay)
    if (version?.kind === 'text') living.set(version.id, version)
    else if (version) ended.add(name)
  }
  const hits = new Map<string, ArticleHit>()
  const textOf = new Map([...living.values()].map((version) => [version.law, version]))
  const add = (hit: ArticleHit) => {
    const id = `${hit.law}#${hit.key}`
    const known = hits.get(id)
    if (known) known.score += hit.score
    else hits.set(id, hit)
  }
  const wanted = (name: string) => asked.laws.size === 0 || asked.laws.has(name)
  if (asked.number !== undefined)
    for (const hit of await byNumber(sql, asked.number, asked.branch, living)) if (wanted(hit.law)) add(hit)
  const byWords = await fullText(sql, asked.words.join(' '), living)
  for (const { row, score } of byWords) {
    const version = living.get(row.version_id)!
    add(textHit(row, version, asked.laws.has(version.law) ? score + namedLawScore : score))
  }
  for (const name of laws)
    if (!ended.has(name))
      for (const point of base.keyPoints.get(name)?.values() ?? []) {
        const numbered = point.article === asked.number && asked.branch === 0 && wanted(name)
        if (!numbered && !matchesAll(point, text)) continue
        const version = textOf.get(name)
        const score = numbered ? numberScore : keyPointScore
        if (version) {
          // The text in force may no longer have the article.
          const known = hits.get(`${name}#${point.article}`)
          if (known) known.score += score
          else if (!numbered)
            for (const hit of await byNumber(sql, point.article, 0, new Map([[version.id, version]])))
              add({ ...hit, score })
        } else add(pointHit(point, score))
      }
  const marked = asked.words.length > 0 ? asked.words.join(' ') : text
  return [...hits.values()]
    .sort((one, other) => other.score - one.score)
    .slice(0, Math.min(limit, 50))
    .map((hit) => ({
      ...hit,
      asks: base.keyPoints.get(hit.law)?.get(hit.branch === 0 ? hit.article : 0)?.asks ?? '',
      marks: hit.text === null ? [] : marksOf(hit.text, marked),
      score: Math.round(hit.score * 100) / 100,
    }))
}

/** Numbers of articles and names of laws are taken out of the query; a word is a law's where the law's name contains it and it is at least two characters. */
function understand(text: string, laws: Law[]): Asked {
  let rest = text
  const words = namedArticle.exec(rest) ?? barNumber.exec(rest)
  const number = words ? readNumber(words[1]!) : undefined
  const branch = words?.[2] === undefined ? 0 : (readNumber(words[2]) ?? 0)
  if (words && number !== undefined) rest = rest.replace(words[0], ' ')
  const named = new Set<string>()
  const left: string[] = []
  for (const word of rest.split(/[\s《》]+/).filter(Boolean)) {
    const ofLaws =
      word.length < 2 ? [] : laws.filter(({ name, title }) => name.includes(word) || title === word)
    if (ofLaws.length > 0 && (number !== undefined || /[法例定]$/.test(word)))
      for (const { name } of ofLaws) named.add(name)
    else left.push(word)
  }
  return { number, branch, laws: named, words: left }
}

async function byNumber(
  sql: Sql,
  number: number,
  branch: number,
  living: Map<string, LawVersion>,
): Promise<ArticleHit[]> {
  if (living.size === 0) return []
  const only = living.size === 1 ? [...living.keys()] : []
  const rows = await sql.all<LawArticleRow>(
    `SELECT * FROM law_articles WHERE number = ? AND branch = ?${only.length > 0 ? ' AND version_id = ?' : ''}`,
    [number, branch, ...only],
  )
  return rows.flatMap((row) => {
    const version = living.get(row.version_id)
    return version ? [textHit(row, version, numberScore)] : []
  })
}

const matchesAll = ({ law, words, asks }: Article, text: string) =>
  text
    .trim()
    .split(/\s+/)
    .every((word) => word !== '' && (law.includes(word) || words === word || asks.includes(word)))

function textHit(row: LawArticleRow, { id, law }: LawVersion, score: number): ArticleHit {
  const { number, branch, text } = toArticle(row)
  return hit({ law, number, branch, text, versionId: id, score })
}

const pointHit = ({ law, article }: Article, score: number) =>
  hit({ law, number: article, branch: 0, text: null, versionId: null, score })

function hit(found: {
  law: string
  number: number
  branch: number
  text: string | null
  versionId: string | null
  score: number
}): ArticleHit {
  const { law, number, branch, text, versionId, score } = found
  return {
    law,
    key: articleKey({ number, branch }),
    article: number,
    branch,
    words: wordsOf(number, branch),
    asks: '',
    text,
    marks: [],
    versionId,
    score,
  }
}

function marksOf(text: string, query: string): Mark[] {
  const terms = new Set(queryTerms(query))
  const single = [...terms].filter((term) => [...term].length === 1)
  const marks: Mark[] = []
  for (const { term, from, to } of placedTerms(text)) {
    const first = [...term][0]!
    const alone = single.includes(first)
    if (!alone && !terms.has(term)) continue
    const end = alone && !terms.has(term) ? from + first.length : to
    const last = marks.at(-1)
    if (last && last.to >= from) last.to = Math.max(last.to, end)
    else marks.push({ from, to: end })
  }
  return marks
}
