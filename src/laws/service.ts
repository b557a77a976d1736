/**
 * 法律法规库: names of laws, numbers of articles, and what each article asks of the work in our words; and the texts that a bureau imports, by version. The project
 * ships no text of a law.
 */
import type { Actor } from '../identity/actor.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import type { ArticlePage } from './article-page.ts'
import type { Confirmations } from './confirmations.ts'
import type { RuleTexts } from './rule-texts.ts'
import type { LawLibrary } from './law-library.ts'
import type { ProcedureKnowledge } from './procedure-knowledge.ts'
import type { ArticleHit, SearchQuery } from './search.ts'
import type { LawVersion, VersionArticle } from './versions.ts'

export type LawLevel =
  'law' | 'administrative-regulation' | 'local-regulation' | 'department-rule' | 'bureau-rule'

export interface Law {
  /** Name as cited, e.g. 行政处罚法; unique. */
  name: string
  /** Full title, e.g. 中华人民共和国行政处罚法. */
  title: string
  level: LawLevel
  confirmed: boolean
}

export interface Article {
  law: string
  /** Arabic number of the article 条. */
  article: number
  /** The N of 第十条之N; 0 for most. */
  branch: number
  /** 第五十五条; 第五十五条第一款 where a reference names more than the article. */
  words: string
  /** What it asks, in our words; empty where the article only names a violation or penalty. */
  asks: string
}

/** A reference into the register: `大气污染防治法#118`, `大气污染防治法#118.1.2` for 第一款第（二）项; without a number the law as a whole. */
export type LawReference = string

export interface Laws {
  laws(): Promise<Law[]>
  /** @throws Problem `not-found`. */
  articles(law: string): Promise<Article[]>
  /** undefined when the reference leads nowhere. */
  find(reference: LawReference): Promise<{ law: Law; article: Article | null } | undefined>
  /** `《中华人民共和国大气污染防治法》第一百一十八条`. @throws Problem `not-found`. */
  cite(reference: LawReference): Promise<string>
  /** By words of the text in force or of what the article asks, by law, by number of the article; best first. */
  search(text: string, query?: Partial<Omit<SearchQuery, 'text'>>): Promise<ArticleHit[]>
  /** A version with its whole text. @throws Problem `not-found`. */
  version(
    id: string,
  ): Promise<{ version: LawVersion; preamble: string; appendix: string; articles: VersionArticle[] }>
  /** The article as it counts on the day. @param key `59`, `10-1`. @throws Problem `not-found`. */
  articlePage(law: string, key: string, onDay: string): Promise<ArticlePage>
  /** Whether the reference leads to an article that counts on the day. */
  exists(reference: LawReference, onDay: string): Promise<boolean>
  /** 条款: number and key point of an article are right, says one; another confirms (`confirmations`). */
  proposeProvision(tx: WriteTransaction, actor: Actor, reference: LawReference, basis: string): Promise<void>
  confirmProvision(tx: WriteTransaction, actor: Actor, reference: LawReference): Promise<void>
  readonly library: LawLibrary
  readonly confirmations: Confirmations
  /** Rules that come as files of data/. */
  readonly ruleTexts: RuleTexts
  readonly procedureKnowledge: ProcedureKnowledge
}
