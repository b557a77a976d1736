/** 本机关强制执行: its steps. Demand and decision are side flows, the record of the site a paper, all of it shows on the page of enforcement. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'
import { partyNotice } from './immediate.ts'
import { type OwnStepCode, ownSteps } from './steps.ts'

const tag = '本机关强制执行'
const params = z.object({ caseId: z.string() })

export function ownEnforcementRoutes(cases: Cases): Route<Actor>[] {
  return [
    ...(Object.keys(ownSteps) as OwnStepCode[]).map((code) =>
      route<Actor, typeof params, undefined, z.ZodType<{ [field: string]: unknown }>>({
        method: 'post',
        path: `/cases/{caseId}/own-enforcement/${code}`,
        summary: ownSteps[code].title,
        description: `${ownSteps[code].law}；现状见 GET /cases/{caseId}/enforcement 的 own。`,
        tag,
        params,
        body: ownSteps[code].fields,
        async handle({ asker, params: { caseId }, body }) {
          await cases.takeOwnStep(asker, caseId, code, body)
          return { status: 204 }
        },
      }),
    ),
    route({
      method: 'post',
      path: '/cases/{caseId}/own-enforcement/party-notice',
      summary: '登记立即代履行以后通知当事人',
      description: '当事人不在场的，应当在事后立即通知；没有通知的案件不能结案（行政强制法 第五十二条）。',
      tag,
      params,
      body: partyNotice,
      async handle({ asker, params: { caseId }, body }) {
        await cases.tellParty(asker, caseId, body)
        return { status: 204 }
      },
    }),
  ]
}
