/** 执行: the page. Requests (延期分期, 加处罚款, 终结执行) are side flows, payments and statements what the party does, the rest tasks of enforcement.bpmn. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'
import { enforcementPageForm, otherPenaltyForm } from './forms.ts'
import { penaltyExecution } from './other-penalties.ts'
import { refundPayment } from './refund.ts'

export function enforcementRoutes({ cases }: { cases: Cases }): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/cases/{caseId}/enforcement',
      summary: '执行页：应缴、已缴、加处罚款、缴款安排、催告、法院、期限',
      description:
        '金额以分计。加处罚款每日百分之三，不超过罚款数额，复议、诉讼期间不计（行政处罚法 第七十二条、第七十三条）。',
      tag: '执行',
      params: z.object({ caseId: z.string() }),
      response: enforcementPageForm,
      async handle({ asker, params }) {
        const body = await cases.enforcementPage(asker, params.caseId)
        return { headers: { etag: `"${body.version}"` }, body }
      },
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/penalty-executions',
      summary: '登记罚款以外的处罚执行完毕',
      description:
        '没收、暂扣、吊销、停产停业等；警告随送达即告执行，不登记。没有登记执行完毕的案件不能结案（行政处罚法 第六十六条）。',
      tag: '执行',
      params: z.object({ caseId: z.string() }),
      body: penaltyExecution,
      response: z.object({ otherPenalties: z.array(otherPenaltyForm) }),
      handle: async ({ asker, params, body }) => ({
        status: 201,
        body: { otherPenalties: await cases.recordExecution(asker, params.caseId, body) },
      }),
    }),
    route({
      method: 'post',
      path: '/refunds/{refundId}/payment',
      summary: '登记已经批准的退款支付完毕',
      description: '每笔退款只支付一次，数额为批准时算出的应退数额；应退未退的案件不能结案、归档。',
      tag: '执行',
      params: z.object({ refundId: z.string() }),
      body: refundPayment,
      response: z.looseObject({
        id: z.string(),
        caseId: z.string(),
        state: z.string(),
        amountFen: z.number(),
      }),
      handle: async ({ asker, params, body }) => ({
        status: 200,
        body: await cases.payRefund(asker, params.refundId, body),
      }),
    }),
  ]
}
