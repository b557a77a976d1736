/** Builds the register of laws. It changes rarely and is asked often, so what was read stays in memory until the next seeding or import. */
import { articleWords } from '../platform/article-number.ts'
import type { Database } from '../platform/database/database.ts'
import type { WriteTransaction } from '../platform/database/sql.ts'
import { problem } from '../platform/problem.ts'
import { type ArticleRow, defineLawModels, type LawRow } from './model.ts'
import { splitReference } from './reference.ts'
import { seedLaws } from './seed.ts'
import type { Article, Law, Laws } from './service.ts'

export interface LawsSlice extends Laws {
  /** Loads data/laws.yaml; safe to repeat. */
  seed(tx: WriteTransaction): Promise<void>
}

interface Register {
  laws: Law[]
  articles: Map<string, Map<number, Article>>
}

export function createLaws({ database, seedFolder }: { database: Database; seedFolder: string }): LawsSlice {
  const models = defineLawModels(database.sequelize)
  let kept: Promise<Register> | undefined

  async function read(): Promise<Register> {
    const laws = (await models.laws.findAll({
      raw: true,
      order: ['position', 'name'],
    })) as unknown as LawRow[]
    const rows = (await models.articles.findAll({
      raw: true,
      order: ['law', 'article'],
    })) as unknown as ArticleRow[]
    const articles = new Map<string, Map<number, Article>>(
      laws.map((law) => [law.name, new Map<number, Article>()]),
    )
    for (const { law, article, asks } of rows) {
      articles
        .get(law)
        ?.set(Number(article), { law, article: Number(article), words: articleWords(Number(article)), asks })
    }
    return {
      laws: laws.map(({ name, title, level, confirmed_by: by }) => ({
        name,
        title,
        level,
        confirmed: by !== null,
      })),
      articles,
    }
  }
  const register = () =>
    (kept ??= read().catch((error: unknown) => {
      kept = undefined
      throw error
    }))

  const slice: LawsSlice = {
    async seed(tx) {
      await seedLaws(tx.sql, database.dialect, seedFolder)
      tx.afterCommit(() => (kept = undefined))
    },
    laws: async () => (await register()).laws,
    async articles(law) {
      const articles = (await register()).articles.get(law)
      if (!articles) throw problem('not-found', `法律法规库中没有《${law}》`)
      return [...articles.values()]
    },
    async find(reference) {
      const { laws, articles } = await register()
      const [name, number] = splitReference(reference)
      const law = laws.find((one) => one.name === name)
      if (!law) return undefined
      if (number === null) return { law, article: null }
      const article = articles.get(name)?.get(number)
      return article && { law, article }
    },
    async cite(reference) {
      const found = await slice.find(reference)
      if (!found) throw problem('not-found', `法律法规库中没有 ${reference}`)
      return `《${found.law.title}》${found.article?.words ?? ''}`
    },
    async search(text) {
      const { articles } = await register()
      const words = text.trim().split(/\s+/).filter(Boolean)
      if (words.length === 0) return []
      return [...articles.values()]
        .flatMap((one) => [...one.values()])
        .filter((article) =>
          words.every(
            (word) => article.law.includes(word) || article.words === word || article.asks.includes(word),
          ),
        )
        .slice(0, 50)
    },
  }
  return slice
}
