/** 更正案件事实: a fact with what of it may be corrected, its correction, the head's consent, and what was corrected in a case. */
import { z } from 'zod'
import type { Outbox } from '../../engine/outbox/index.ts'
import type { Actor } from '../../identity/actor.ts'
import { entityTag, versionOf } from '../../platform/entity-tag.ts'
import { type Reply, type Route, route } from '../../platform/route.ts'
import { verdict, whenSettled } from '../../tasks/index.ts'
import type { Cases } from '../service.ts'
import { correctionDecision } from './consent.ts'
import { factCorrection, fieldValue } from './correct-fact.ts'
import { correctionStates } from './model.ts'

const tag = '更正案件事实'
const casePath = z.object({ caseId: z.string() })
const factPath = z.object({
  caseId: z.string(),
  factKind: z.string().describe('事实的种类，如 entry、evidence'),
})
const correction = z.object({
  id: z.string(),
  factKind: z.string(),
  factVersion: z.number().describe('被更正的版本'),
  state: z.enum(correctionStates),
  reason: z.string(),
  changes: z.array(z.object({ field: z.string(), from: fieldValue, to: fieldValue })),
  requestedBy: z.string(),
  requestedAt: z.number(),
  decidedBy: z.string().nullable(),
  opinion: z.string().nullable(),
  decidedAt: z.number().nullable(),
  effectiveAt: z.number().nullable(),
})
const outcome = verdict.partial().extend({ id: z.string(), state: z.enum(correctionStates) })

export function correctionRoutes(cases: Cases, outbox: Outbox): Route<Actor>[] {
  const reply = async ({ id, state, ticket }: Awaited<ReturnType<Cases['correctFact']>>): Promise<Reply> =>
    ticket === undefined ? { status: 200, body: { id, state } } : whenSettled(outbox, ticket, { id })
  return [
    route({
      method: 'get',
      path: '/cases/{caseId}/facts/{factKind}',
      summary: '一项案件事实，以及现在能否更正',
      tag,
      params: factPath,
      response: z.object({
        caseId: z.string(),
        kind: z.string(),
        title: z.string().nullable(),
        version: z.number(),
        data: z.looseObject({}),
        fields: z.array(
          z.object({
            field: z.string(),
            label: z.string(),
            consent: z.boolean().describe('须部门负责人同意'),
            why: z.string().nullable().describe('现在不能更正的原因'),
          }),
        ),
        otherwise: z.string().describe('其他内容不能更正的原因'),
        corrections: z.array(correction),
      }),
      async handle({ asker, params }) {
        const body = await cases.factPage(asker, params.caseId, params.factKind)
        return { headers: { etag: entityTag(body.version) }, body }
      },
    }),
    route({
      method: 'patch',
      path: '/cases/{caseId}/facts/{factKind}',
      summary: '更正案件事实',
      description:
        '由办案人员说明理由后更正；哪些可以更正、是否须部门负责人同意见 data/fact-corrections.yaml。引用它的文书正在审批的，先撤回；已经定稿的，先依法补正；作出决定以后不再更正。原来的内容保留。请求头 If-Match 为读取时的 ETag：他人已修改的不覆盖，返回 412。',
      tag,
      params: factPath,
      body: factCorrection,
      response: outcome,
      async handle({ asker, params, body, ifMatch }) {
        return reply(await cases.correctFact(asker, params.caseId, params.factKind, body, versionOf(ifMatch)))
      },
    }),
    route({
      method: 'get',
      path: '/cases/{caseId}/fact-corrections',
      summary: '案件事实的历次更正',
      tag,
      params: casePath,
      response: z.object({ items: z.array(correction) }),
      handle: async ({ asker, params }) => ({
        body: { items: await cases.factCorrections(asker, params.caseId) },
      }),
    }),
    route({
      method: 'post',
      path: '/fact-corrections/{correctionId}/decision',
      summary: '部门负责人同意或者不同意更正',
      description: '由申请人、办案人员以外的部门负责人决定；同意后立即生效。',
      tag,
      params: z.object({ correctionId: z.string() }),
      body: correctionDecision,
      response: outcome,
      handle: async ({ asker, params, body }) =>
        reply(await cases.decideCorrection(asker, params.correctionId, body)),
    }),
    route({
      method: 'post',
      path: '/fact-corrections/{correctionId}/withdrawal',
      summary: '撤回更正申请',
      description: '部门负责人决定以前，由办案人员撤回；撤回以后可以另行申请。',
      tag,
      params: z.object({ correctionId: z.string() }),
      response: outcome,
      handle: async ({ asker, params }) => reply(await cases.withdrawCorrection(asker, params.correctionId)),
    }),
  ]
}
