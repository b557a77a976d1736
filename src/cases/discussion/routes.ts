/** Collective discussions 集体讨论: opening, recusal, votes, the view that a page of the board shows. The end is the task 集体讨论 of the case. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { instant } from '../../platform/instant.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'
import { choices } from './session.ts'

const tag = '集体讨论'
const discussionPath = z.object({ discussionId: z.string() })
const text = (most: number) => z.string({ error: '请填写' }).trim().min(1, '请填写').max(most)

export function discussionRoutes(cases: Cases): Route<Actor>[] {
  return [
    route({
      method: 'post',
      path: '/cases/{caseId}/discussions',
      summary: '召集集体讨论',
      description:
        '情节复杂或者重大违法行为，由行政机关负责人集体讨论决定（行政处罚法 第五十七条）；办案人员自动回避。',
      tag,
      params: z.object({ caseId: z.string() }),
      body: z.strictObject({
        place: text(200).describe('讨论地点'),
        startedAt: instant.describe('开始时间'),
        hostId: text(26).describe('主持人'),
      }),
      response: z.object({ id: z.string() }),
      handle: async ({ asker, params, body }) => ({
        status: 201,
        body: await cases.discussion.open(asker, params.caseId, body),
      }),
    }),
    route({
      method: 'get',
      path: '/discussions/{discussionId}',
      summary: '集体讨论：成员、回避、表决、法定人数',
      tag,
      params: discussionPath,
      response: z.looseObject({
        discussion: z.looseObject({ id: z.string(), state: z.string() }),
        needed: z.object({ present: z.number(), agree: z.number() }),
        members: z.array(z.looseObject({ officerId: z.string(), name: z.string() })),
      }),
      handle: async ({ asker, params }) => ({
        body: await cases.discussion.view(asker, params.discussionId),
      }),
    }),
    route({
      method: 'post',
      path: '/discussions/{discussionId}/recusals',
      summary: '讨论成员回避',
      description: '本人提出，或者由主持人决定（行政处罚法 第四十三条）。',
      tag,
      params: discussionPath,
      body: z.strictObject({ officerId: text(26), reason: text(1000) }),
      async handle({ asker, params, body }) {
        await cases.discussion.recuse(asker, params.discussionId, body)
        return { status: 204 }
      },
    }),
    route({
      method: 'post',
      path: '/discussions/{discussionId}/votes',
      summary: '发表意见并表决；再次表决以最后一次为准',
      tag,
      params: discussionPath,
      body: z.strictObject({ choice: z.enum(choices), opinion: text(2000).describe('发表的意见') }),
      async handle({ asker, params, body }) {
        await cases.discussion.vote(asker, params.discussionId, body)
        return { status: 204 }
      },
    }),
  ]
}
