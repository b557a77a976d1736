/** 处罚决定公开: the page, and the record of what was published. It is asked for by the side flow `publicity`, withdrawn by the remedy that changes the decision. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'
import { publicationStates } from './model.ts'
import { ownWithdrawal } from './order-withdrawal.ts'
import { notOnline, publicationRecord } from './publication.ts'

const tag = '处罚决定公开'
const params = z.object({ caseId: z.string() })
const response = z.object({
  caseId: z.string(),
  version: z.number(),
  state: z
    .enum(['none', 'requested', 'not-to-publish', ...publicationStates])
    .describe(
      'none 未提出或未获批准、requested 审批中、not-to-publish 不公开、to-publish 待公开、to-check 决定已经改变，待登记是否已经上网',
    ),
  requests: z.array(z.looseObject({ id: z.string(), state: z.string() })),
  publications: z.array(
    z.looseObject({
      id: z.string(),
      state: z.enum(publicationStates),
      platform: z.string(),
      address: z.string().nullable(),
      publishedAt: z.number().nullable(),
      withdrawnOn: z.string().nullable(),
      withdrawalReason: z.string().nullable(),
    }),
  ),
  deadlines: z.array(z.looseObject({})),
})

export function publicityRoutes(cases: Cases): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/cases/{caseId}/publication',
      summary: '公开页：申请、审批、公开、撤回和期限',
      description: '行政处罚法 第四十八条、第五十条。',
      tag,
      params,
      response,
      async handle({ asker, params: { caseId } }) {
        const body = await cases.publicity.page(asker, caseId)
        return { headers: { etag: `"${body.version}"` }, body }
      },
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/publication',
      summary: '登记处罚决定已经公开',
      description:
        '批准公开以后登记一次；期限自作出决定起七个工作日（行政处罚法 第四十八条）。登记前决定已经改变的，登记以后即须撤回。',
      tag,
      params,
      body: publicationRecord,
      response,
      handle: async ({ asker, params: { caseId }, body }) => ({
        status: 201,
        body: await cases.publicity.record(asker, caseId, body),
      }),
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/publication-not-made',
      summary: '登记决定改变时没有上网',
      description:
        '批准公开而没有登记，复议、诉讼改变决定的，核对以后登记没有上网，不需撤回（行政处罚法 第四十八条）。',
      tag,
      params,
      body: notOnline,
      response,
      handle: async ({ asker, params: { caseId }, body }) => ({
        status: 201,
        body: await cases.publicity.recordNotOnline(asker, caseId, body),
      }),
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/publication-withdrawal',
      summary: '登记撤回公开的处罚决定（本机关自行撤销的）',
      description:
        '自撤销之日起三个工作日以内撤回并公开说明理由（行政处罚法 第四十八条）。复议、诉讼改变的，在复议、诉讼中登记。',
      tag,
      params,
      body: ownWithdrawal,
      response,
      handle: async ({ asker, params: { caseId }, body }) => ({
        status: 201,
        body: await cases.publicity.recordOwnWithdrawal(asker, caseId, body),
      }),
    }),
  ]
}
