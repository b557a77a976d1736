/** No version of a law takes away a cited article unless somebody has said, for each, where its citations go. */
import { articleWords, chineseNumber, readArticle } from '../platform/article-number.ts'
import type { Sql } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import type { Citation, CitationDecision, CitationSource } from './citations.ts'
import { type CitationProposal, proposeMapping, type Texts } from './mapping.ts'
import { type LawText, placesOf } from './text/law-text.ts'
import {
  articlesOf,
  confirmedInOrder,
  followDecisions,
  inForce,
  type LawArticleRow,
  type LawVersion,
  toArticle,
  versionsOf,
} from './versions.ts'

export interface CitedLaw {
  name: string
  title: string
}

export interface CitationReview {
  proposals(sql: Sql, law: CitedLaw, text: LawText, fromDay: string): Promise<CitationProposal[]>
  /** @throws Problem `conflict` with a field per article that is still open, `input-invalid` where a decision leads nowhere. */
  require(
    sql: Sql,
    law: CitedLaw,
    text: LawText,
    given: { effectiveFrom: string; decisions: CitationDecision[] },
  ): Promise<void>
  /** The same for a version that was stored before. */
  requireStored(sql: Sql, law: CitedLaw, version: LawVersion): Promise<void>
}

export function createCitationReview(sources: CitationSource[]): CitationReview {
  /** By article as of the day before; those in files are read through the decisions of earlier versions. */
  async function cited(sql: Sql, law: CitedLaw, versions: LawVersion[], fromDay: string) {
    const found = new Map<string | null, Citation[]>()
    for (const source of sources)
      for (const citation of await source.of(sql, law, fromDay)) {
        const place = source.move
          ? { law: law.name, article: citation.article }
          : followDecisions(law.name, citation.article, versions, fromDay)
        if (place?.law !== law.name) continue
        const list = found.get(place.article)
        if (list) list.push(citation)
        else found.set(place.article, [citation])
      }
    return found
  }

  async function propose(
    sql: Sql,
    law: CitedLaw,
    newer: Texts,
    fromDay: string,
  ): Promise<CitationProposal[]> {
    const versions = await versionsOf(sql, law.name)
    const confirmed = confirmedInOrder(versions)
    // A version between others or before them: what counts today is not touched by it.
    if (confirmed.some(({ effectiveFrom }) => effectiveFrom > fromDay)) return []
    const before = confirmed.filter(({ effectiveFrom }) => effectiveFrom < fromDay).at(-1)
    const older = before ? await textsOf(sql, before) : new Map<string, string>()
    return proposeMapping(await cited(sql, law, versions, fromDay), older, newer)
  }

  async function check(
    sql: Sql,
    law: CitedLaw,
    newer: Texts,
    fromDay: string,
    decisions: CitationDecision[],
  ): Promise<void> {
    for (const [index, { becomes }] of decisions.entries())
      if (becomes !== null && !(await leadsSomewhere(sql, law.name, newer, becomes, fromDay)))
        throw problem('input-invalid', `引用的去处“${becomes}”不存在`, [
          { path: `decisions.${index}.becomes`, message: '没有该条，或者该条届时无效' },
        ])
    const decided = new Set(decisions.map(({ article }) => article))
    const open = (await propose(sql, law, newer, fromDay)).filter(
      (one) => one.open && !decided.has(one.article),
    )
    if (open.length > 0)
      throw problem(
        'conflict',
        `《${law.name}》有 ${open.length} 处被引用的条文在新版本中没有确定的去处，请逐一对应或者终止引用。`,
        open.map((one) => ({ path: `decisions.${one.article ?? ''}`, message: sentence(one) })),
      )
  }

  return {
    proposals: (sql, law, text, fromDay) => propose(sql, law, newTexts(text), fromDay),
    require: (sql, law, text, { effectiveFrom, decisions }) =>
      check(sql, law, newTexts(text), effectiveFrom, decisions),
    requireStored: async (sql, law, version) =>
      check(sql, law, await textsOf(sql, version), version.effectiveFrom, version.decisions),
  }
}

async function textsOf(sql: Sql, { id }: LawVersion): Promise<Texts> {
  return placesOf(await articlesOf(sql, id), chineseNumber)
}

function newTexts({ articles }: LawText): Texts {
  return placesOf(articles, chineseNumber)
}

/** Into the new text itself, or into another law: its version of that day, or its register of key points where no text was imported. */
async function leadsSomewhere(
  sql: Sql,
  law: string,
  newer: Texts,
  becomes: string,
  day: string,
): Promise<boolean> {
  const [name = '', key] = becomes.split('#')
  if (name === law) return key === undefined ? newer.size > 0 : newer.has(key)
  return articleExists(sql, name, key, day)
}

/**
 * Whether the law has the article on the day, and, where its text was imported, the paragraph and item of it.
 * @param key its place (`59`, `59.1.3`); undefined: the law as a whole.
 */
export async function articleExists(
  sql: Sql,
  law: string,
  key: string | undefined,
  day: string,
): Promise<boolean> {
  const [known] = await sql.all('SELECT name FROM laws WHERE name = ?', [law])
  if (!known) return false
  const versions = await versionsOf(sql, law)
  const version = inForce(versions, day)
  if (version?.kind === 'repeal') return false
  if (key === undefined) return true
  const place = readArticle(key)
  if (!place) return false
  const { number, branch } = place
  if (version) {
    const rows = await sql.all<LawArticleRow>(
      'SELECT * FROM law_articles WHERE version_id = ? AND number = ? AND branch = ?',
      [version.id, number, branch],
    )
    return placesOf(rows.map(toArticle), chineseNumber).has(key)
  }
  if (branch > 0) return false
  const [found] = await sql.all('SELECT article FROM articles WHERE law = ? AND article = ?', [law, number])
  return found !== undefined
}

function sentence({ article, becomes, citedBy }: CitationProposal): string {
  const who = citedBy.map(({ name }) => name).join('、')
  const where = article === null ? '该法' : placeWords(article)
  const advice = becomes === null ? '未找到相近条文' : `建议对应${placeWords(becomes)}`
  return `${where}被引用（${who}）：${advice}`
}

function placeWords(key: string): string {
  const place = readArticle(key)
  return place ? articleWords(place.number, place.branch, place.paragraph, place.item) : key
}
