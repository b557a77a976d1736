/** The limits of a case as they stand, and the register of limits. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Policy, PolicyObject } from '../identity/policy.ts'
import { type Route, route } from '../platform/route.ts'
import type { Deadlines } from './service.ts'

const tag = '期限'
const unit = z.enum(['hour', 'working_day', 'calendar_day', 'month', 'year'])
const deadline = z.object({
  id: z.string(),
  caseId: z.string(),
  limit: z.string(),
  name: z.string(),
  subject: z.string(),
  state: z.enum(['running', 'suspended', 'met', 'over']),
  startsOn: z.string(),
  dueOn: z.string(),
  dueAt: z.number(),
  provisional: z.boolean().describe('届满年度的放假安排尚未公布，暂按周末推算'),
  excludedDays: z.number(),
  extensions: z.array(z.object({ length: z.number(), unit, basis: z.string() })),
  pauses: z.array(
    z.object({
      fromOn: z.string(),
      toOn: z.string().nullable(),
      reason: z.string(),
      basis: z.string(),
      cause: z.string(),
    }),
  ),
  endedOn: z.string().nullable(),
  colour: z.enum(['green', 'blue', 'red']),
  colourWord: z.string(),
  left: z.string(),
  basis: z.string(),
})
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
      response: z.object({ deadlines: z.array(deadline) }),
      async handle({ asker, params: { caseId } }) {
        policy.require(asker, 'deadline.read', await objectOfCase(caseId))
        return { body: { deadlines: await deadlines.ofCase(caseId) } }
      },
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
