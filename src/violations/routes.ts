/** The drill-down 违法行为 step by step: category → power item → violation, then its laws and tiers. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy } from '../identity/policy.ts'
import { type Clock, legalDay } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import type { Violations } from './service.ts'

const tag = '违法行为库'
const appliesTo = z.enum(['any', 'citizen', 'organisation'])
const violation = z.object({
  code: z.string(),
  version: z.number(),
  category: z.string(),
  powerItem: z.string(),
  name: z.string(),
  provisions: z.array(
    z.object({
      kind: z.enum(['duty', 'penalty']),
      law: z.string(),
      article: z.number().nullable(),
      reference: z.string(),
    }),
  ),
  measureFirst: z.string(),
  fineMinFen: z.number().nullable(),
  fineMaxFen: z.number().nullable(),
  appliesTo,
  otherPenalties: z.array(z.string()),
  hearingLikely: z.boolean(),
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  confidence: z.enum(['high', 'medium', 'low']),
  confirmed: z.object({ by: z.string(), on: z.string() }).nullable(),
})
const tier = z.object({
  code: z.string(),
  name: z.string(),
  minFen: z.number().nullable(),
  maxFen: z.number().nullable(),
  conditions: z.array(z.string()),
})
const detail = z.object({
  violation,
  lawRefs: z.array(z.string()),
  citations: z.object({ duty: z.array(z.string()), penalty: z.array(z.string()) }),
  tiers: z.array(tier),
})
const categoryPath = z.object({ category: z.string() })
const codePath = z.object({ code: z.string() })
const versionPath = z.object({ code: z.string(), version: z.coerce.number().int().min(1) })
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期应为 YYYY-MM-DD')
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
          body: { ...(await violations.matchLaws(code, onDay)), tiers: await violations.tiers(code, onDay) },
        }
      },
    }),
    route<Actor, typeof versionPath>({
      method: 'post',
      path: '/violations/{code}/versions/{version}/confirmation',
      summary: '确认规则（法制科）',
      tag,
      params: versionPath,
      async handle({ asker, params: { code, version } }) {
        await database.write((tx) => violations.confirm(tx, asker, code, version))
        return { status: 204 }
      },
    }),
  ]
}
