/** Versions of laws as they are stored and read. */
import type { Sql } from '../platform/database/sql.ts'
import type { CitationDecision } from './citations.ts'
import { articleKey, type Heading, type Paragraph } from './text/law-text.ts'

export type VersionKind = 'text' | 'repeal'
export type VersionState = 'proposed' | 'confirmed' | 'returned'

export interface LawVersionRow {
  id: string
  law: string
  version: number
  /** `repeal` 废止: from its first day the law counts no more. */
  kind: VersionKind
  state: VersionState
  /** 公布机关与文号 */
  promulgated_by: string
  promulgated_on: string | null
  effective_from: string
  /** Last day it counts; null: still. */
  effective_to: string | null
  preamble: string
  appendix: string
  article_count: number
  /** Place of its first article among those of all versions, for the index. */
  first_place: number
  /** JSON of CitationDecision[]. */
  decisions: string
}

export interface LawArticleRow {
  version_id: string
  ordinal: number
  number: number
  branch: number
  /** JSON of Heading[]. */
  place: string
  /** JSON of Paragraph[]. */
  paragraphs: string
  text: string
}

export interface LawVersion {
  id: string
  law: string
  version: number
  kind: VersionKind
  state: VersionState
  promulgatedBy: string
  promulgatedOn: string | null
  effectiveFrom: string
  effectiveTo: string | null
  articleCount: number
  firstPlace: number
  decisions: CitationDecision[]
}

export interface VersionArticle {
  /** `59`, `10-1` */
  key: string
  number: number
  branch: number
  place: Heading[]
  paragraphs: Paragraph[]
  text: string
}

export function toVersion(row: Omit<LawVersionRow, 'preamble' | 'appendix'>): LawVersion {
  return {
    id: row.id,
    law: row.law,
    version: Number(row.version),
    kind: row.kind,
    state: row.state,
    promulgatedBy: row.promulgated_by,
    promulgatedOn: row.promulgated_on,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    articleCount: Number(row.article_count),
    firstPlace: Number(row.first_place),
    decisions: JSON.parse(row.decisions) as CitationDecision[],
  }
}

export function toArticle(row: LawArticleRow): VersionArticle {
  const number = Number(row.number)
  const branch = Number(row.branch)
  return {
    key: articleKey({ number, branch }),
    number,
    branch,
    place: JSON.parse(row.place) as Heading[],
    paragraphs: JSON.parse(row.paragraphs) as Paragraph[],
    text: row.text,
  }
}

/** Oldest first. */
export async function versionsOf(sql: Sql, law: string): Promise<LawVersion[]> {
  const rows = await sql.all<LawVersionRow>('SELECT * FROM law_versions WHERE law = ? ORDER BY version', [
    law,
  ])
  return rows.map(toVersion)
}

export async function articlesOf(sql: Sql, versionId: string): Promise<VersionArticle[]> {
  const rows = await sql.all<LawArticleRow>(
    'SELECT * FROM law_articles WHERE version_id = ? ORDER BY ordinal',
    [versionId],
  )
  return rows.map(toArticle)
}

/** The confirmed version that counts on the day. */
export function inForce(versions: LawVersion[], day: string): LawVersion | undefined {
  return versions.find(
    ({ state, effectiveFrom, effectiveTo }) =>
      state === 'confirmed' && effectiveFrom <= day && (effectiveTo === null || effectiveTo >= day),
  )
}

/** Confirmed, by first day. */
export function confirmedInOrder(versions: LawVersion[]): LawVersion[] {
  return versions
    .filter(({ state }) => state === 'confirmed')
    .sort((one, other) => (one.effectiveFrom < other.effectiveFrom ? -1 : 1))
}

/** A citation that stands in a file, as of the day: it is read through the decisions of each version that came since. */
export function followDecisions(
  law: string,
  article: string | null,
  versions: LawVersion[],
  day: string,
): { law: string; article: string | null } | undefined {
  let key = article
  for (const { effectiveFrom, decisions } of confirmedInOrder(versions)) {
    if (effectiveFrom > day) break
    const decision = decisions.find((one) => one.article === key)
    if (!decision) continue
    if (decision.becomes === null) return undefined
    const [name = '', next] = decision.becomes.split('#')
    if (name !== law) return { law: name, article: next ?? null }
    key = next ?? null
  }
  return { law, article: key }
}
