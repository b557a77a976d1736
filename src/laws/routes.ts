/** The register of laws: names, articles, what each asks, their text by version, and what a step of the procedure asks by law. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { importRoutes } from './import-routes.ts'
import {
  articleForm,
  citationForm,
  confirmationForm,
  day,
  dutyForm,
  lawForm,
  tag,
  versionArticleForm,
  versionForm,
} from './forms.ts'
import type { Laws } from './service.ts'

const keyPoint = z.object({
  law: z.string(),
  article: z.number(),
  branch: z.number(),
  words: z.string(),
  asks: z.string(),
})
const lawPath = z.object({ law: z.string() })
const articlePath = z.object({
  law: z.string(),
  article: z.string().regex(/^[1-9]\d{0,3}(-[1-9]\d?)?$/, '条款号如 59；第十条之一写作 10-1'),
})
const dayQuery = z.object({ onDay: day.optional().describe('该日有效的条文，默认今天') })
const searchQuery = z.object({
  text: z
    .string({ error: '请输入查询内容' })
    .trim()
    .min(1, '请输入查询内容')
    .max(200, '查询内容不超过 200 字'),
  law: z.string().optional().describe('只查这部法律（简称）'),
  onDay: day.optional().describe('该日有效的条文，默认今天'),
  limit: z.coerce.number().int().min(1).max(50).optional(),
})
const hit = articleForm.extend({
  text: z.string().nullable(),
  marks: z.array(z.object({ from: z.number(), to: z.number() })).describe('命中的字在 text 中的位置'),
  versionId: z.string().nullable(),
  score: z.number(),
})
const page = z.object({
  law: lawForm,
  key: z.string(),
  words: z.string(),
  asks: z.string(),
  version: versionForm.nullable(),
  text: versionArticleForm.nullable(),
  citedBy: z.array(citationForm),
})
const knowledgeQuery = z
  .object({
    elementId: z.string().optional().describe('流程节点标识'),
    stage: z.enum(['entry', 'filing', 'investigation', 'decision', 'closing']).optional(),
  })
  .refine(({ elementId, stage }) => elementId !== undefined || stage !== undefined, '请指明环节或者阶段')
const duties = z.object({ duties: z.array(dutyForm.extend({ citation: z.string() })) })
const basis = z.object({ basis: z.string().max(500, '依据不超过 500 字').default('') })

export interface LawRouteParts {
  laws: Laws
  policy: Policy
  database: Database
  clock: Clock
}

export function lawRoutes({ laws, policy, database, clock }: LawRouteParts): Route<Actor>[] {
  const today = () => legalDay(clock.now())
  return [
    route<Actor>({
      method: 'get',
      path: '/laws',
      summary: '法律法规列表',
      tag,
      response: z.object({ laws: z.array(lawForm) }),
      async handle({ asker }) {
        policy.require(asker, 'law.read')
        return { body: { laws: await laws.laws() } }
      },
    }),
    route<Actor, typeof lawPath>({
      method: 'get',
      path: '/laws/{law}/articles',
      summary: '一部法律的条款与要点',
      tag,
      params: lawPath,
      response: z.object({ articles: z.array(keyPoint) }),
      async handle({ asker, params }) {
        policy.require(asker, 'law.read')
        return { body: { articles: await laws.articles(params.law) } }
      },
    }),
    route<Actor, typeof articlePath, typeof dayQuery>({
      method: 'get',
      path: '/laws/{law}/articles/{article}',
      summary: '一条的条文、要点与引用',
      tag,
      params: articlePath,
      query: dayQuery,
      response: page,
      async handle({ asker, params: { law, article }, query: { onDay = today() } }) {
        policy.require(asker, 'law.read')
        return { body: await laws.articlePage(law, article, onDay) }
      },
    }),
    route<Actor, undefined, typeof searchQuery>({
      method: 'get',
      path: '/articles',
      summary: '按词、条款号或者法律查找条文',
      tag,
      query: searchQuery,
      response: z.object({ articles: z.array(hit) }),
      async handle({ asker, query: { text, ...query } }) {
        policy.require(asker, 'law.read')
        return { body: { articles: await laws.search(text, withoutUndefined(query)) } }
      },
    }),
    route<Actor, undefined, typeof knowledgeQuery>({
      method: 'get',
      path: '/procedure-knowledge',
      summary: '程序知识：本环节应当做什么、依据哪一条',
      tag,
      query: knowledgeQuery,
      response: duties,
      async handle({ asker, query }) {
        policy.require(asker, 'law.read')
        const found = laws.procedureKnowledge.find(withoutUndefined(query))
        const cited = await Promise.all(
          found.map(async (one) => ({ ...one, citation: await laws.cite(one.reference) })),
        )
        return { body: { duties: cited } }
      },
    }),
    route<Actor, typeof articlePath>({
      method: 'get',
      path: '/laws/{law}/articles/{article}/confirmations',
      summary: '条款确认的经过',
      tag,
      params: articlePath,
      response: z.object({ confirmations: z.array(confirmationForm) }),
      async handle({ asker, params: { law, article } }) {
        policy.require(asker, 'law.read')
        const confirmations = await laws.confirmations.history({ type: 'provision', id: `${law}#${article}` })
        return { body: { confirmations } }
      },
    }),
    route<Actor, typeof articlePath, undefined, typeof basis>({
      method: 'post',
      path: '/laws/{law}/articles/{article}/proposal',
      summary: '提请确认条款号与要点',
      tag,
      params: articlePath,
      body: basis,
      async handle({ asker, params: { law, article }, body }) {
        await database.write((tx) => laws.proposeProvision(tx, asker, `${law}#${article}`, body.basis))
        return { status: 204 }
      },
    }),
    route<Actor, typeof articlePath>({
      method: 'post',
      path: '/laws/{law}/articles/{article}/confirmation',
      summary: '确认条款号与要点（提请人以外的一人）',
      tag,
      params: articlePath,
      async handle({ asker, params: { law, article } }) {
        await database.write((tx) => laws.confirmProvision(tx, asker, `${law}#${article}`))
        return { status: 204 }
      },
    }),
    ...importRoutes({ laws, policy, database }),
  ]
}

/** An option that was not sent must not stand in the way of its default. */
function withoutUndefined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never
}
