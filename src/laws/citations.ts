/** Who cites a law: violations, limits, templates of documents. The parts that hold them say so here; a citation is never left pointing at nothing. */
import type { Actor } from '../identity/actor.ts'
import type { Sql, WriteTransaction } from '../platform/database/sql.ts'

export interface Citation {
  kind: 'violation' | 'limit' | 'template'
  /** Code of the violation or limit, kind of the document. */
  id: string
  /** Chinese. */
  name: string
  /** Key of the article as the citer writes it; null: the law as a whole. */
  article: string | null
}

/** Where citations of an article go when a version takes it away: another article (`law#key`), or nowhere: they end with it. */
export interface CitationDecision {
  article: string | null
  becomes: string | null
}

export interface CitationMove {
  law: string
  /** First day of the new version. */
  fromDay: string
  decisions: CitationDecision[]
  /** The second of the two people who stand for it, and the day. */
  actor: Actor
  confirmedOn: string
}

export interface CitationSource {
  /** What counts on the day or later, cited by short name of the law. */
  of(sql: Sql, law: { name: string; title: string }, fromDay: string): Promise<Citation[]>
  /** Follows the decisions. Left out where citations stand in files: those are read through the decisions for ever. */
  move?(tx: WriteTransaction, move: CitationMove): Promise<void>
}
