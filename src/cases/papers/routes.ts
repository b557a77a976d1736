/** 办案文书: one address for each kind, with what is filled in; and an appraisal that comes to nothing. */
import { z } from 'zod'
import { issuedPaper, paperReply } from '../../documents/issued-paper.ts'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'
import { appraisalWithdrawal } from './appraisal.ts'
import { type PaperCode, paperKinds } from './kinds.ts'

const tag = '办案文书'
const params = z.object({ caseId: z.string() })

export function paperRoutes(cases: Cases): Route<Actor>[] {
  return [
    ...(Object.keys(paperKinds) as PaperCode[]).map((code) =>
      route<Actor, typeof params, undefined, z.ZodType<{ [field: string]: unknown }>>({
        method: 'post',
        path: `/cases/{caseId}/papers/${code}`,
        summary: `出具${paperKinds[code].title}`,
        description: `${paperKinds[code].law}；由两名办案人员签名，不须审批，填写后即定稿。`,
        tag,
        params,
        body: paperKinds[code].fields,
        response: issuedPaper,
        handle: async ({ asker, params: { caseId }, body }) =>
          paperReply(await cases.drawUpPaper(asker, caseId, code, body)),
      }),
    ),
    route({
      method: 'post',
      path: '/cases/{caseId}/appraisal-withdrawal',
      summary: '撤回鉴定（检测）委托',
      description: '委托没有结果的，撤回以后办案期限继续计算。',
      tag,
      params,
      body: appraisalWithdrawal,
      async handle({ asker, params: { caseId }, body }) {
        await cases.withdrawAppraisal(asker, caseId, body)
        return { status: 204 }
      },
    }),
  ]
}
