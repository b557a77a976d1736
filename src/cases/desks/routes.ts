/** The desks over cases: 日历, 送达, 执行. */
import { z } from 'zod'
import { deadlineForm } from '../../deadlines/deadline-form.ts'
import type { Actor } from '../../identity/actor.ts'
import { whoseKinds } from '../../identity/whose.ts'
import { type Route, route } from '../../platform/route.ts'
import { enforcementState } from '../enforcement/forms.ts'
import type { Cases } from '../service.ts'
import { paperForm } from '../serving/forms.ts'
import { agendaRoute } from './agenda-route.ts'
import { enforcementStates } from './enforcement-desk.ts'
import { serviceStates } from './service-desk.ts'

const deskQuery = {
  whose: z.enum(whoseKinds).default('mine'),
  departmentId: z.string().optional().describe('只看权限内的一个部门'),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
}
const ofCase = { caseId: z.string(), caseNumber: z.string().nullable(), title: z.string() }

export function deskRoutes(cases: Cases): Route<Actor>[] {
  return [
    agendaRoute(cases),
    route({
      method: 'get',
      path: '/service-desk',
      summary: '送达：在办案件中待送达和已发出的文书',
      description:
        '按案件列，先开的案件在前；每份文书附期限和历次送达。已经送达、不再送达的不列，见 GET /cases/{caseId}/service。',
      tag: '送达',
      query: z.object({ ...deskQuery, state: z.enum(serviceStates).optional() }),
      response: z.object({
        items: z.array(z.object({ ...ofCase, papers: z.array(paperForm) })),
        next: z.string().nullable(),
      }),
      handle: async ({ asker, query }) => ({ body: await cases.desks.service(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/enforcement-desk',
      summary: '执行：在办案件中还没有履行完毕的处罚决定',
      description:
        '按案件列，先开的案件在前：罚款、加处罚款、分期、催告和申请法院、中止执行、其他处罚、应退，附在走的期限。金额以分计。',
      tag: '执行',
      query: z.object({ ...deskQuery, state: z.enum(enforcementStates).optional() }),
      response: z.object({
        items: z.array(
          z.object({
            ...ofCase,
            state: enforcementState,
            fineFen: z.number(),
            paidFen: z.number(),
            outstandingFen: z.number(),
            surchargeFen: z.number().describe('已经决定、尚未缴纳的加处罚款'),
            accruedFen: z.number().describe('加处罚款至今天累计，不论是否已经决定'),
            instalment: z
              .object({
                no: z.number(),
                of: z.number(),
                amountFen: z.number(),
                lastOn: z.string(),
                state: z.enum(['paid', 'due', 'overdue']),
              })
              .nullable()
              .describe('下一期'),
            step: z.enum(['demand', 'court-application', 'court-filing', 'court-ruling']).nullable(),
            stay: z.object({ words: z.string(), fromOn: z.string() }).nullable(),
            toExecute: z.array(z.string()).describe('尚未执行完毕的其他处罚'),
            owedBackFen: z.number().describe('应退'),
            own: z.array(z.string()).describe('正在进行的本机关强制执行'),
            deadlines: z.array(deadlineForm),
          }),
        ),
        next: z.string().nullable(),
      }),
      handle: async ({ asker, query }) => ({ body: await cases.desks.enforcement(asker, query) }),
    }),
  ]
}
