/** The register of laws: names, articles, and what each asks. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { type Route, route } from '../platform/route.ts'
import type { Laws } from './service.ts'

const tag = '法律法规库'
const law = z.object({ name: z.string(), title: z.string(), level: z.string(), confirmed: z.boolean() })
const article = z.object({ law: z.string(), article: z.number(), words: z.string(), asks: z.string() })
const path = z.object({ law: z.string() })
const searchQuery = z.object({ text: z.string({ error: '请输入查询内容' }).min(1, '请输入查询内容') })

export function lawRoutes(laws: Laws, policy: Policy): Route<Actor>[] {
  return [
    route<Actor>({
      method: 'get',
      path: '/laws',
      summary: '法律法规列表',
      tag,
      response: z.object({ laws: z.array(law) }),
      async handle({ asker }) {
        policy.require(asker, 'law.read')
        return { body: { laws: await laws.laws() } }
      },
    }),
    route<Actor, typeof path>({
      method: 'get',
      path: '/laws/{law}/articles',
      summary: '一部法律的条款与要点',
      tag,
      params: path,
      response: z.object({ articles: z.array(article) }),
      async handle({ asker, params }) {
        policy.require(asker, 'law.read')
        return { body: { articles: await laws.articles(params.law) } }
      },
    }),
    route<Actor, undefined, typeof searchQuery>({
      method: 'get',
      path: '/articles',
      summary: '按词查找条款',
      tag,
      query: searchQuery,
      response: z.object({ articles: z.array(article) }),
      async handle({ asker, query: { text } }) {
        policy.require(asker, 'law.read')
        return { body: { articles: await laws.search(text) } }
      },
    }),
  ]
}
