/** Review and litigation of a case: registered, answered, enforcement stopped, concluded. If-Match carries the version that was read. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { entityTag, versionOf } from '../platform/entity-tag.ts'
import { type Route, route } from '../platform/route.ts'
import { newAnswer } from './answer.ts'
import { newOutcome, publicityWithdrawal } from './conclude.ts'
import { remedyKinds, remedyStates, suspenders } from './model.ts'
import { newRemedy } from './register.ts'
import type { Remedies } from './service.ts'
import { newSuspension, suspensionEnd } from './suspend-enforcement.ts'
import type { RemedyView } from './view.ts'

const tag = '复议与诉讼'
const casePath = z.object({ caseId: z.string() })
const path = z.object({ remedyId: z.string() })
const day = z.string().nullable()
const remedy = z.object({
  id: z.string(),
  caseId: z.string(),
  kind: z.enum(remedyKinds),
  kindName: z.string(),
  state: z.enum(remedyStates),
  documentId: z.string(),
  document: z.object({ kind: z.string(), name: z.string(), number: z.string().nullable() }).nullable(),
  priorId: z.string().nullable(),
  organ: z.string(),
  applicant: z.string(),
  reference: z.string().nullable(),
  procedureKind: z.enum(['ordinary', 'simple']),
  filedOn: z.string(),
  receivedOn: z.string(),
  limitCode: z.string(),
  limitDueOn: z.string().describe('申请、起诉期限届满日'),
  withinLimit: z.boolean().describe('是否在期限内提出'),
  reviewSkipped: z.boolean().describe('应当先行复议而直接起诉（行政复议法 第二十三条）'),
  claims: z.string(),
  answerDueOn: day.describe('答复、答辩期限届满日'),
  answerLeft: day,
  answeredOn: day,
  answer: z.unknown(),
  outcome: z.string().nullable(),
  outcomeName: z.string().nullable(),
  outcomeNumber: z.string().nullable(),
  decidedOn: day,
  outcomeReceivedOn: day,
  reason: z.string().nullable(),
  newFineFen: z.number().nullable(),
  redoFrom: z.string().nullable(),
  redoBy: day,
  effect: z.unknown(),
  concludedOn: day,
  publicityWithdrawnOn: day,
  registeredBy: z.string(),
  registeredAt: z.number(),
  version: z.number(),
  suspensions: z.array(
    z.looseObject({ fromOn: z.string(), toOn: day, orderedBy: z.enum(suspenders), reason: z.string() }),
  ),
})
const onDay = z.strictObject({ on: z.iso.date() })
const ifMatch = '请求头 If-Match 为读取时的 ETag：他人已修改的不覆盖，返回 412。'

const reply = (body: RemedyView, status = 200) => ({
  status,
  headers: { etag: entityTag(body.version) },
  body,
})

export function remedyRoutes({ remedies }: { remedies: Remedies }): Route<Actor>[] {
  return [...reading(remedies), ...acting(remedies)]
}

function reading(remedies: Remedies): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/remedies',
      summary: '复议、诉讼列表，新的在前',
      tag,
      query: z.object({
        kind: z.enum(remedyKinds).optional(),
        state: z.enum(remedyStates).optional(),
        cursor: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      response: z.object({ items: z.array(remedy), next: z.string().nullable() }),
      handle: async ({ asker, query }) => ({ body: await remedies.list(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/remedies/{remedyId}',
      summary: '一件复议、诉讼',
      tag,
      params: path,
      response: remedy,
      handle: async ({ asker, params }) => reply(await remedies.get(asker, params.remedyId)),
    }),
    route({
      method: 'get',
      path: '/cases/{caseId}/remedies',
      summary: '案件的复议、诉讼，是否停止执行，不计加处罚款的期间',
      description: '复议、诉讼期间不停止执行，加处罚款不予计算（行政处罚法 第七十三条）。',
      tag,
      params: casePath,
      response: z.object({
        items: z.array(remedy),
        enforcementSuspended: z.boolean(),
        surchargePauses: z.array(z.object({ fromOn: z.string(), toOn: day })),
      }),
      async handle({ asker, params: { caseId } }) {
        const items = await remedies.ofCase(asker, caseId)
        const [enforcementSuspended, surchargePauses] = await Promise.all([
          remedies.isEnforcementSuspended(caseId),
          remedies.surchargePauses(caseId),
        ])
        return { body: { items, enforcementSuspended, surchargePauses } }
      },
    }),
  ]
}

function acting(remedies: Remedies): Route<Actor>[] {
  return [
    route({
      method: 'post',
      path: '/cases/{caseId}/remedies',
      summary: '登记行政复议、行政诉讼、上诉',
      description: '收到副本之日起计算答复、答辩期限；是否在期限内提出只作提示，由复议机关、法院决定。',
      tag,
      creates: true,
      params: casePath,
      body: newRemedy,
      response: remedy,
      handle: async ({ asker, params, body }) =>
        reply(await remedies.register(asker, params.caseId, body), 201),
    }),
    route({
      method: 'post',
      path: '/remedies/{remedyId}/answer',
      summary: '登记答复、答辩和证据清单',
      description: ifMatch,
      tag,
      params: path,
      body: newAnswer,
      response: remedy,
      handle: async ({ asker, params, body, ifMatch: match }) =>
        reply(await remedies.answer(asker, params.remedyId, body, versionOf(match))),
    }),
    route({
      method: 'post',
      path: '/remedies/{remedyId}/enforcement-suspension',
      summary: '登记停止执行',
      description: `行政复议法 第四十二条、行政诉讼法 第五十六条。${ifMatch}`,
      tag,
      params: path,
      body: newSuspension,
      response: remedy,
      handle: async ({ asker, params, body, ifMatch: match }) =>
        reply(await remedies.suspendEnforcement(asker, params.remedyId, body, versionOf(match))),
    }),
    route({
      method: 'post',
      path: '/remedies/{remedyId}/enforcement-resumption',
      summary: '登记恢复执行',
      description: ifMatch,
      tag,
      params: path,
      body: suspensionEnd,
      response: remedy,
      handle: async ({ asker, params, body, ifMatch: match }) =>
        reply(await remedies.resumeEnforcement(asker, params.remedyId, body, versionOf(match))),
    }),
    route({
      method: 'post',
      path: '/remedies/{remedyId}/outcome',
      summary: '登记复议决定、判决',
      description: `生效的撤销、变更、确认违法、责令重作即时改变决定和案件。${ifMatch}`,
      tag,
      params: path,
      body: newOutcome,
      response: remedy,
      handle: async ({ asker, params, body, ifMatch: match }) =>
        reply(await remedies.conclude(asker, params.remedyId, body, versionOf(match))),
    }),
    route({
      method: 'post',
      path: '/remedies/{remedyId}/final',
      summary: '一审判决生效（期满无人上诉）',
      description: ifMatch,
      tag,
      params: path,
      body: onDay,
      response: remedy,
      handle: async ({ asker, params, body, ifMatch: match }) =>
        reply(await remedies.becomeFinal(asker, params.remedyId, body.on, versionOf(match))),
    }),
    route({
      method: 'post',
      path: '/remedies/{remedyId}/publicity-withdrawal',
      summary: '登记撤回公开的处罚决定',
      description: `三个工作日内撤回并公开说明理由（行政处罚法 第四十八条）。${ifMatch}`,
      tag,
      params: path,
      body: publicityWithdrawal,
      response: remedy,
      handle: async ({ asker, params, body, ifMatch: match }) =>
        reply(await remedies.withdrawPublicity(asker, params.remedyId, body, versionOf(match))),
    }),
  ]
}
