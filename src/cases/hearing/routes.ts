/** Hearings of a case, who may preside, a new arrangement, and the bureau's hearings. What is done step by step is done in tasks. */
import { z } from 'zod'
import type { Outbox } from '../../engine/outbox/index.ts'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import { verdict, whenSettled } from '../../tasks/index.ts'
import type { Cases } from '../service.ts'
import { hearingStates } from './model.ts'
import { rearrangement } from './rearrange.ts'

const tag = '听证'
const casePath = z.object({ caseId: z.string() })
const hearing = z.object({
  id: z.string(),
  caseId: z.string(),
  state: z.enum(hearingStates),
  requestedAt: z.number(),
  hostId: z.string().nullable(),
  host: z.string().nullable().describe('主持人'),
  recorderId: z.string().nullable(),
  recorder: z.string().nullable().describe('记录员'),
  startsAt: z.number().nullable(),
  place: z.string().nullable(),
  way: z.string().nullable().describe('公开或者不公开'),
  noticedAt: z.number().nullable(),
  noticeBy: z.string().nullable().describe('通知书最迟送达日'),
  reason: z.string().nullable(),
  openedAt: z.number(),
  endedAt: z.number().nullable(),
  version: z.number(),
})
const record = z.object({
  kind: z.string(),
  state: z.string(),
  officerId: z.string().nullable(),
  at: z.number(),
  data: z.looseObject({}),
})

export function hearingRoutes(cases: Cases, outbox: Outbox): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/hearings',
      summary: '听证列表，新的在前',
      tag,
      query: z.object({
        state: z.enum(hearingStates).optional(),
        cursor: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      response: z.object({
        items: z.array(hearing.extend({ caseNumber: z.string().nullable(), title: z.string() })),
        next: z.string().nullable(),
      }),
      handle: async ({ asker, query }) => ({ body: await cases.hearings(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/cases/{caseId}/hearings',
      summary: '案件的听证：安排、通知、举行、笔录签字、报告',
      tag,
      params: casePath,
      response: z.object({ items: z.array(hearing.extend({ records: z.array(record) })) }),
      handle: async ({ asker, params }) => ({
        body: { items: await cases.hearingsOf(asker, params.caseId) },
      }),
    }),
    route({
      method: 'get',
      path: '/cases/{caseId}/hearing-hosts',
      summary: '可以指定的听证主持人',
      description: '非本案调查人员，未回避，在岗（行政处罚法 第六十四条第四项）。',
      tag,
      params: casePath,
      response: z.object({
        items: z.array(z.object({ officerId: z.string(), name: z.string(), departmentId: z.string() })),
      }),
      handle: async ({ asker, params }) => ({
        body: { items: await cases.hearingHosts(asker, params.caseId) },
      }),
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/hearing-rearrangement',
      summary: '举行前重新安排听证：延期、主持人回避',
      description: '原通知作废，重新安排并在七个工作日前通知（行政处罚法 第四十三条、第六十四条）。',
      tag,
      params: casePath,
      body: rearrangement,
      response: verdict.extend({ id: z.string() }),
      async handle({ asker, params, body }) {
        const { id, ticket } = await cases.rearrangeHearing(asker, params.caseId, body)
        return whenSettled(outbox, ticket, { id })
      },
    }),
  ]
}
