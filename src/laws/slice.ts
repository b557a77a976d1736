/** Builds the register of laws. It changes rarely and is asked often, so what was read stays in memory until the next change. */
import type { Audit } from '../audit/service.ts'
import type { Policy } from '../identity/policy.ts'
import { articleWords } from '../platform/article-number.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { risingIds } from '../platform/ids.ts'
import { problem } from '../platform/problem.ts'
import { articlePage } from './article-page.ts'
import { articleExists } from './citation-review.ts'
import type { CitationSource } from './citations.ts'
import { createConfirmations } from './confirmations.ts'
import { createLawLibrary } from './law-library.ts'
import { defineLawModels } from './model.ts'
import { readProcedureKnowledge } from './procedure-knowledge.ts'
import { splitReference } from './reference.ts'
import { readRegister } from './register.ts'
import { createRuleTexts } from './rule-texts.ts'
import { searchArticles, type SearchBase } from './search.ts'
import { seedLaws } from './seed.ts'
import type { Article, Laws } from './service.ts'
import { articlesOf, type LawVersionRow, toVersion } from './versions.ts'

export interface LawsParts {
  database: Database
  clock: Clock
  audit: Audit
  policy: Policy
  seedFolder: string
  /** Whoever cites laws. */
  citationSources: CitationSource[]
  /** The demo bureau: unconfirmed rules may be used. */
  demo: boolean
}

export interface LawsSlice extends Laws {
  /** Loads data/laws.yaml; safe to repeat. */
  seed(tx: WriteTransaction): Promise<void>
}

export function createLaws(parts: LawsParts): LawsSlice {
  const { database, clock, audit, policy, seedFolder, citationSources, demo } = parts
  defineLawModels(database.sequelize)
  let kept: Promise<SearchBase> | undefined
  const register = () =>
    (kept ??= readRegister(database).catch((error: unknown) => {
      kept = undefined
      throw error
    }))
  const changed = (tx: WriteTransaction) => tx.afterCommit(() => (kept = undefined))
  const confirmations = createConfirmations({ database, clock, audit, policy })
  const ruleTexts = createRuleTexts({ database, confirmations, demo })

  const lawNamed = async (name: string) => {
    const law = (await register()).laws.find((one) => one.name === name)
    if (!law) throw problem('not-found', `法律法规库中没有《${name}》`)
    return law
  }

  /** Of the key points, else of any confirmed text. */
  async function articleNamed(law: string, number: number, branch: number): Promise<Article | undefined> {
    const point = branch === 0 ? (await register()).keyPoints.get(law)?.get(number) : undefined
    if (point) return point
    const [row] = await database.sql.all<{ number: number }>(
      `SELECT a.number FROM law_articles a JOIN law_versions v ON v.id = a.version_id
       WHERE v.law = ? AND v.state = 'confirmed' AND a.number = ? AND a.branch = ?`,
      [law, number, branch],
    )
    return row && { law, article: number, branch, words: articleWords(number, branch), asks: '' }
  }

  const slice: LawsSlice = {
    confirmations,
    ruleTexts,
    procedureKnowledge: readProcedureKnowledge(seedFolder),
    library: createLawLibrary({
      database,
      audit,
      policy,
      confirmations,
      citationSources,
      newId: risingIds(clock),
      today: () => legalDay(clock.now()),
      changed,
    }),
    async seed(tx) {
      await seedLaws(tx.sql, database.dialect, seedFolder)
      changed(tx)
    },
    laws: async () => (await register()).laws,
    async articles(law) {
      await lawNamed(law)
      return [...((await register()).keyPoints.get(law)?.values() ?? [])]
    },
    async find(reference) {
      const { law: name, key, number, branch, paragraph, item } = splitReference(reference)
      const law = (await register()).laws.find((one) => one.name === name)
      if (!law) return undefined
      if (key === undefined) return { law, article: null }
      const article = await articleNamed(name, number, branch)
      return article && { law, article: { ...article, words: articleWords(number, branch, paragraph, item) } }
    },
    async cite(reference) {
      const found = await slice.find(reference)
      if (!found) throw problem('not-found', `法律法规库中没有 ${reference}`)
      return `《${found.law.title}》${found.article?.words ?? ''}`
    },
    search: async (text, query) =>
      searchArticles(database.sql, await register(), { onDay: legalDay(clock.now()), ...query, text }),
    async version(id) {
      const [row] = await database.sql.all<LawVersionRow>('SELECT * FROM law_versions WHERE id = ?', [id])
      if (!row) throw problem('not-found', '没有该法律版本')
      const { preamble, appendix } = row
      return { version: toVersion(row), preamble, appendix, articles: await articlesOf(database.sql, id) }
    },
    async articlePage(name, key, onDay) {
      const law = await lawNamed(name)
      const keyPoint = (await register()).keyPoints.get(name)?.get(Number(key))
      return articlePage(database.sql, citationSources, { law, key, keyPoint, onDay })
    },
    exists: (reference, onDay) => {
      const { law, key } = splitReference(reference)
      return articleExists(database.sql, law, key, onDay)
    },
    async proposeProvision(tx, actor, reference, basis) {
      policy.require(actor, 'rule.edit')
      const found = await slice.find(reference)
      if (!found?.article) throw problem('not-found', `法律法规库中没有 ${reference}`)
      await confirmations.propose(tx, actor, { type: 'provision', id: reference }, basis)
    },
    confirmProvision: (tx, actor, reference) =>
      confirmations.confirm(tx, actor, { type: 'provision', id: reference }),
  }
  return slice
}
