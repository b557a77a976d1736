/** The drill-down 违法行为 step by step: category → power item → violation, then its laws and tiers. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { draftRoutes } from './draft-routes.ts'
import { appliesTo, day, tag, tier, violation } from './forms.ts'
import type { Violations } from './service.ts'

const detail = z.object({
  violation,
  lawRefs: z.array(z.string()),
  citations: z.object({ duty: z.array(z.string()), penalty: z.array(z.string()) }),
  tiers: z.array(tier),
  documents: z.array(z.string()).describe('需要的文书种类'),
  documentNames: z.array(z.string()).describe('这些文书的名称，次序相同'),
  evidence: z.array(z.string()).describe('通常的证据'),
})
const categoryPath = z.object({ category: z.string() })
const codePath = z.object({ code: z.string() })
const versionPath = z.object({ code: z.string(), version: z.coerce.number().int().min(1) })
const categoryCount = z.object({
  category: z.string(),
  violations: z.number(),
  powerItems: z.array(z.object({ powerItem: z.string(), violations: z.number() })),
})
const actedQuery = z.object({ actedOn: day.describe('行为发生之日') })
const comparison = z.object({
  whenActed: violation,
  later: z.array(
    z.object({
      violation,
      differences: z.array(
        z.object({
          field: z.enum(['fine', 'provisions', 'otherPenalties', 'measureFirst', 'appliesTo', 'tiers']),
          before: z.unknown(),
          after: z.unknown(),
        }),
      ),
    }),
  ),
})
const proposalQuery = z.object({
  text: z.string({ error: '请描述看到的情况' }).trim().min(2, '请描述看到的情况').max(500, '不超过 500 字'),
  onDay: day.optional(),
  limit: z.coerce.number().int().min(1).max(20).default(5),
})
const proposal = z.object({
  violation,
  score: z.number(),
  matched: z.array(z.string()).describe('描述中命中的词'),
  nearest: z.string().describe('最接近的名称或者说法'),
})
const listQuery = z.object({
  category: z.string().optional(),
  powerItem: z.string().optional(),
  text: z.string().optional(),
  appliesTo: appliesTo.optional(),
  onDay: day.optional().describe('该日有效的规则，默认今天'),
})
const dayQuery = z.object({ onDay: day.optional() })

export interface ViolationRouteParts {
  violations: Violations
  policy: Policy
  database: Database
  clock: Clock
}

export function violationRoutes({
  violations,
  policy,
  database,
  clock,
}: ViolationRouteParts): Route<Actor>[] {
  const today = () => legalDay(clock.now())
  return [
    route<Actor>({
      method: 'get',
      path: '/violation-categories',
      summary: '违法行为类别',
      tag,
      response: z.object({
        categories: z.array(
          z.object({ category: z.string(), powerItems: z.number(), violations: z.number() }),
        ),
      }),
      async handle({ asker }) {
        policy.require(asker, 'violation.read')
        return { body: { categories: await violations.categories() } }
      },
    }),
    route<Actor, typeof categoryPath>({
      method: 'get',
      path: '/violation-categories/{category}/power-items',
      summary: '类别下的权力事项',
      tag,
      params: categoryPath,
      response: z.object({
        powerItems: z.array(z.object({ powerItem: z.string(), violations: z.number() })),
      }),
      async handle({ asker, params: { category } }) {
        policy.require(asker, 'violation.read')
        return { body: { powerItems: await violations.powerItems(category) } }
      },
    }),
    route<Actor, undefined, typeof listQuery>({
      method: 'get',
      path: '/violations',
      summary: '违法行为',
      tag,
      query: listQuery,
      response: z.object({ violations: z.array(violation) }),
      async handle({ asker, query: { onDay = today(), ...query } }) {
        policy.require(asker, 'violation.read')
        return { body: { violations: await violations.list({ ...query, onDay }) } }
      },
    }),
    route<Actor, typeof codePath, typeof dayQuery>({
      method: 'get',
      path: '/violations/{code}',
      summary: '违法行为的依据与裁量阶次',
      tag,
      params: codePath,
      query: dayQuery,
      response: detail,
      async handle({ asker, params: { code }, query: { onDay = today() } }) {
        policy.require(asker, 'violation.read')
        return {
          body: {
            ...(await violations.matchLaws(code, onDay)),
            tiers: await violations.tiers(code, onDay),
            ...(await violations.needs(code, onDay)),
          },
        }
      },
    }),
    route<Actor, undefined, typeof listQuery>({
      method: 'get',
      path: '/violation-tree',
      summary: '类别、权力事项与各自的违法行为数',
      tag,
      query: listQuery,
      response: z.object({ categories: z.array(categoryCount) }),
      async handle({ asker, query: { onDay = today(), ...query } }) {
        policy.require(asker, 'violation.read')
        return { body: { categories: await violations.tree({ ...query, onDay }) } }
      },
    }),
    route<Actor, undefined, typeof proposalQuery>({
      method: 'get',
      path: '/violation-proposals',
      summary: '由一句话推荐违法行为',
      tag,
      query: proposalQuery,
      response: z.object({ proposals: z.array(proposal) }),
      async handle({ asker, query: { text, limit, onDay = today() } }) {
        policy.require(asker, 'violation.read')
        return { body: { proposals: await violations.proposeFromText(text, onDay, limit) } }
      },
    }),
    route<Actor, typeof codePath>({
      method: 'get',
      path: '/violations/{code}/versions',
      summary: '违法行为的各个版本',
      tag,
      params: codePath,
      response: z.object({ versions: z.array(violation) }),
      async handle({ asker, params: { code } }) {
        policy.require(asker, 'violation.read')
        return { body: { versions: await violations.versions(code) } }
      },
    }),
    route<Actor, typeof codePath, typeof actedQuery>({
      method: 'get',
      path: '/violations/{code}/comparison',
      summary: '行为时的规则与之后的变化（从旧兼从轻由办案人员判断）',
      tag,
      params: codePath,
      query: actedQuery,
      response: comparison,
      async handle({ asker, params: { code }, query: { actedOn } }) {
        policy.require(asker, 'violation.read')
        return { body: await violations.compare(code, actedOn) }
      },
    }),
    route<Actor, typeof versionPath>({
      method: 'post',
      path: '/violations/{code}/versions/{version}/proposal',
      summary: '提请确认规则',
      tag,
      params: versionPath,
      async handle({ asker, params: { code, version } }) {
        await database.write((tx) => violations.propose(tx, asker, code, version))
        return { status: 204 }
      },
    }),
    route<Actor, typeof versionPath>({
      method: 'post',
      path: '/violations/{code}/versions/{version}/confirmation',
      summary: '确认规则（提请人以外的一人）',
      tag,
      params: versionPath,
      async handle({ asker, params: { code, version } }) {
        await database.write((tx) => violations.confirm(tx, asker, code, version))
        return { status: 204 }
      },
    }),
    ...draftRoutes({ violations, policy, database }),
  ]
}
