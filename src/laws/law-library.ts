/** Texts of laws by version: imported by one rule owner, confirmed by another, repealed the same way, each version kept. */
import type { Audit } from '../audit/service.ts'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { chineseNumber } from '../platform/article-number.ts'
import type { Database } from '../platform/database/database.ts'
import { insertRow, updateRows } from '../platform/database/rows.ts'
import type { Sql, SqlValue, WriteTransaction } from '../platform/database/sql.ts'
import type { NewId } from '../platform/ids.ts'
import { addDays } from '../platform/legal-day.ts'
import { type FieldProblem, problem } from '../platform/problem.ts'
import type { CitationDecision, CitationSource } from './citations.ts'
import type { Confirmations } from './confirmations.ts'
import { type CitationReview, createCitationReview } from './citation-review.ts'
import type { CitationProposal } from './mapping.ts'
import { nextPlace, writeIndex } from './search-index.ts'
import type { LawLevel } from './service.ts'
import { articleText, type LawText, type TextFault } from './text/law-text.ts'
import { readLines, type SourceFormat } from './text/read-lines.ts'
import { splitLaw } from './text/split.ts'
import {
  confirmedInOrder,
  type LawVersion,
  type LawVersionRow,
  toVersion,
  versionsOf,
  type VersionKind,
} from './versions.ts'

export interface Promulgation {
  promulgatedBy: string
  promulgatedOn: string | null
  effectiveFrom: string
  decisions: CitationDecision[]
}

export interface NewText extends Promulgation {
  format: SourceFormat
  source: Buffer
}

export interface DryRun {
  text: LawText
  faults: TextFault[]
  citations: CitationProposal[]
}

export interface LawLibrary {
  add(
    tx: WriteTransaction,
    actor: Actor,
    law: { name: string; title: string; level: LawLevel },
  ): Promise<void>
  /** What an import would make of it; stores nothing. */
  tryImport(actor: Actor, law: string, text: NewText): Promise<DryRun>
  /** @throws Problem `input-invalid` with a field per line that fits nowhere, `conflict` with one per citation that would dangle. */
  importText(tx: WriteTransaction, actor: Actor, law: string, text: NewText): Promise<LawVersion>
  repeal(tx: WriteTransaction, actor: Actor, law: string, promulgation: Promulgation): Promise<LawVersion>
  confirmVersion(tx: WriteTransaction, actor: Actor, id: string): Promise<LawVersion>
  returnVersion(tx: WriteTransaction, actor: Actor, id: string, reason: string): Promise<void>
  versions(law: string): Promise<LawVersion[]>
}

export interface LawLibraryParts {
  database: Database
  audit: Audit
  policy: Policy
  confirmations: Confirmations
  citationSources: CitationSource[]
  newId: NewId
  /** The day of today, of Asia/Shanghai. */
  today(): string
  /** What was read of laws is out of date. */
  changed(tx: WriteTransaction): void
}

export function createLawLibrary(parts: LawLibraryParts): LawLibrary {
  const { database, audit, policy, confirmations, citationSources, newId, today, changed } = parts
  const review: CitationReview = createCitationReview(citationSources)

  /** @param lock what keeps a second proposal for the same law waiting. */
  async function titleOf({ sql }: { sql: Sql }, law: string, lock = ''): Promise<string> {
    const [row] = await sql.all<{ title: string }>(`SELECT title FROM laws WHERE name = ? ${lock}`, [law])
    if (!row) throw problem('not-found', `法律法规库中没有《${law}》`)
    return row.title
  }

  async function propose(
    tx: WriteTransaction,
    actor: Actor,
    law: string,
    { promulgatedBy, promulgatedOn, effectiveFrom, decisions }: Promulgation,
    kind: VersionKind,
    text: LawText,
  ): Promise<LawVersion> {
    const versions = await versionsOf(tx.sql, law)
    const taken = versions.find(
      (one) => one.state !== 'returned' && (one.state === 'proposed' || one.effectiveFrom === effectiveFrom),
    )
    if (taken)
      throw problem(
        'conflict',
        taken.state === 'proposed'
          ? `《${law}》第 ${taken.version} 版尚待确认，请先确认或者退回`
          : `《${law}》已有自 ${effectiveFrom} 起施行的版本`,
      )
    const id = newId()
    // Its audit line holds the head of the chain until the end of the transaction: no other import takes the same places meanwhile.
    await confirmations.propose(tx, actor, { type: 'law-version', id })
    const row: LawVersionRow = {
      id,
      law,
      version: Math.max(0, ...versions.map(({ version }) => version)) + 1,
      kind,
      state: 'proposed',
      promulgated_by: promulgatedBy,
      promulgated_on: promulgatedOn,
      effective_from: effectiveFrom,
      effective_to: null,
      preamble: text.preamble,
      appendix: text.appendix,
      article_count: text.articles.length,
      first_place: await nextPlace(tx.sql),
      decisions: JSON.stringify(decisions),
    }
    await insertRow(tx.sql, 'law_versions', row)
    await storeArticles(tx, row, text)
    changed(tx)
    return toVersion(row)
  }

  async function storeArticles(
    tx: WriteTransaction,
    { id: versionId, first_place: firstPlace }: LawVersionRow,
    { articles }: LawText,
  ): Promise<void> {
    const texts = articles.map((article) => articleText(article, chineseNumber))
    for (let from = 0; from < articles.length; from += 100) {
      const some = articles.slice(from, from + 100)
      await tx.sql.run(
        `INSERT INTO law_articles (version_id, ordinal, number, branch, place, paragraphs, text) VALUES ${some.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
        some.flatMap(({ number, branch, place, paragraphs }, index): SqlValue[] => [
          versionId,
          from + index,
          number,
          branch,
          JSON.stringify(place),
          JSON.stringify(paragraphs),
          texts[from + index]!,
        ]),
      )
    }
    await writeIndex(tx.sql, database.dialect, firstPlace, texts)
  }

  async function versionToSettle(tx: WriteTransaction, id: string): Promise<LawVersion> {
    const [row] = await tx.sql.all<LawVersionRow>(
      `SELECT * FROM law_versions WHERE id = ? ${database.dialect.forUpdate}`,
      [id],
    )
    if (!row) throw problem('not-found', '没有该法律版本')
    return toVersion(row)
  }

  return {
    async add(tx, actor, { name, title, level }) {
      policy.require(actor, 'law.edit')
      const [known] = await tx.sql.all('SELECT name FROM laws WHERE name = ?', [name])
      if (known) throw problem('conflict', `法律法规库中已有《${name}》`)
      const [last] = await tx.sql.all<{ position: number | null }>(
        'SELECT MAX(position) AS position FROM laws',
      )
      await insertRow(tx.sql, 'laws', { name, title, level, position: Number(last?.position ?? 0) + 1 })
      await audit.append(tx, { actor, action: 'law.added', object: { type: 'law', id: name } })
      changed(tx)
    },

    async tryImport(actor, law, { format, source, effectiveFrom }) {
      policy.require(actor, 'law.edit')
      const title = await titleOf(database, law)
      const { text, faults } = splitLaw(readLines(format, source), title)
      const citations = await review.proposals(database.sql, { name: law, title }, text, effectiveFrom)
      return { text, faults, citations }
    },

    async importText(tx, actor, law, { format, source, ...promulgation }) {
      policy.require(actor, 'law.edit')
      const title = await titleOf(tx, law, database.dialect.forUpdate)
      const { text, faults } = splitLaw(readLines(format, source), title)
      if (faults.length > 0)
        throw problem(
          'input-invalid',
          `有 ${faults.length} 处无法拆分，未导入任何内容。`,
          faults.map(asField),
        )
      await review.require(tx.sql, { name: law, title }, text, promulgation)
      return propose(tx, actor, law, promulgation, 'text', text)
    },

    async repeal(tx, actor, law, promulgation) {
      policy.require(actor, 'law.edit')
      const title = await titleOf(tx, law, database.dialect.forUpdate)
      const last = confirmedInOrder(await versionsOf(tx.sql, law)).at(-1)
      if (last?.kind === 'repeal') throw problem('conflict', `《${law}》自 ${last.effectiveFrom} 起已经废止`)
      if (last && last.effectiveFrom >= promulgation.effectiveFrom)
        throw problem('input-invalid', '废止日应在现行版本施行日之后', [
          { path: 'effectiveFrom', message: `现行版本自 ${last.effectiveFrom} 起施行` },
        ])
      const nothing = { preamble: '', articles: [], appendix: '' }
      await review.require(tx.sql, { name: law, title }, nothing, promulgation)
      return propose(tx, actor, law, promulgation, 'repeal', nothing)
    },

    async confirmVersion(tx, actor, id) {
      const version = await versionToSettle(tx, id)
      await confirmations.confirm(tx, actor, { type: 'law-version', id })
      const { law, effectiveFrom, decisions } = version
      const title = await titleOf(tx, law, database.dialect.forUpdate)
      // Violations may have come to cite the law since it was proposed.
      await review.requireStored(tx.sql, { name: law, title }, version)
      await updateRows<LawVersionRow>(tx.sql, 'law_versions', { id }, { state: 'confirmed' })
      const ordered = confirmedInOrder(await versionsOf(tx.sql, law))
      for (const [index, one] of ordered.entries()) {
        const next = ordered[index + 1]
        const effectiveTo = next ? addDays(next.effectiveFrom, -1) : null
        await updateRows<LawVersionRow>(tx.sql, 'law_versions', { id: one.id }, { effective_to: effectiveTo })
      }
      if (ordered.at(-1)?.id === id)
        for (const source of citationSources)
          await source.move?.(tx, { law, fromDay: effectiveFrom, decisions, actor, confirmedOn: today() })
      await tx.sql.run(
        'UPDATE laws SET confirmed_by = ?, confirmed_on = ? WHERE name = ? AND confirmed_by IS NULL',
        [actor.name, today(), law],
      )
      changed(tx)
      return { ...version, state: 'confirmed' }
    },

    async returnVersion(tx, actor, id, reason) {
      await versionToSettle(tx, id)
      await confirmations.sendBack(tx, actor, { type: 'law-version', id }, reason)
      await updateRows<LawVersionRow>(tx.sql, 'law_versions', { id }, { state: 'returned' })
      changed(tx)
    },

    versions: (law) => versionsOf(database.sql, law),
  }
}

function asField({ line, text, message }: TextFault): FieldProblem {
  return { path: `source.${line}`, message: `第 ${line} 行“${text}”：${message}` }
}
