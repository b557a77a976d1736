/** The desks over cases: 日历, 送达, 执行. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { whoseKinds } from '../../identity/whose.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'
import { paperForm } from '../serving/forms.ts'
import { agendaRoute } from './agenda-route.ts'
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
  ]
}
