/** The limits of a case as they stand, and the register of limits. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy, PolicyObject } from '../identity/policy.ts'
import { type Route, route } from '../platform/route.ts'
import { deadlineForm, dueForm, unit } from './deadline-form.ts'
import { whoseKinds } from '../identity/whose.ts'
import type { Deadlines } from './service.ts'

const tag = '期限'
const limit = z.object({
  code: z.string(),
  name: z.string(),
  startsAt: z.string(),
  length: z.number(),
  unit,
  basis: z.string(),
  note: z.string(),
  confirmed: z.object({ by: z.string(), on: z.string() }).nullable(),
})
const path = z.object({ caseId: z.string() })
const dueQuery = z.object({
  whose: z.enum(whoseKinds).default('mine'),
  departmentId: z.string().optional().describe('只看权限内的一个部门'),
  colour: z.enum(['green', 'blue', 'red']).optional(),
  kind: z.string().optional().describe('期限种类，如 case-decision'),
  from: z.iso.date().optional().describe('到期日不早于'),
  to: z.iso.date().optional().describe('到期日不晚于'),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})
export interface DeadlineRouteParts {
  deadlines: Deadlines
  policy: Policy
  /** Department and officers of a case. @throws Problem `not-found`. */
  objectOfCase(caseId: string): Promise<PolicyObject>
}

export function deadlineRoutes({ deadlines, policy, objectOfCase }: DeadlineRouteParts): Route<Actor>[] {
  return [
    route<Actor, typeof path>({
      method: 'get',
      path: '/cases/{caseId}/deadlines',
      summary: '案件的期限',
      tag,
      params: path,
      response: z.object({ deadlines: z.array(deadlineForm) }),
      async handle({ asker, params: { caseId } }) {
        policy.require(asker, 'deadline.read', await objectOfCase(caseId))
        return { body: { deadlines: await deadlines.ofCase(caseId) } }
      },
    }),
    route<Actor, undefined, typeof dueQuery>({
      method: 'get',
      path: '/due',
      summary: '到期提醒：我的、本部门的、全局的',
      description:
        '未办结的期限，先到期的在前；附绿、蓝、红各多少项（不随翻页和颜色筛选而变）。范围按“查看期限”的权限：全局须有全局权限，本部门为权限内的部门。',
      tag,
      query: dueQuery,
      response: z.object({
        items: z.array(dueForm),
        next: z.string().nullable(),
        counts: z.object({ green: z.number(), blue: z.number(), red: z.number() }),
      }),
      handle: async ({ asker, query: { limit: size, kind, ...query } }) => ({
        body: await deadlines.due(asker, {
          ...query,
          ...(size !== undefined && { size }),
          ...(kind !== undefined && { limit: kind }),
        }),
      }),
    }),
    route<Actor>({
      method: 'get',
      path: '/limits',
      summary: '期限规则',
      tag,
      response: z.object({ limits: z.array(limit) }),
      async handle({ asker }) {
        policy.require(asker, 'law.read')
        return { body: { limits: await deadlines.limits() } }
      },
    }),
  ]
}
