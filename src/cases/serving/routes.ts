/** 送达: the page, attempts and their results, announcements, confirmed addresses. */
import { z } from 'zod'
import type { Outbox, Ticket } from '../../engine/outbox/index.ts'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import { verdict, whenSettled } from '../../tasks/index.ts'
import type { Cases } from '../service.ts'
import { addressFields } from './confirm-address.ts'
import { announcementFields } from './announcement.ts'
import { servicePageForm } from './forms.ts'
import { attemptResult, newAttempt } from './record.ts'

const tag = '送达'
const casePath = z.object({ caseId: z.string() })

export function serviceRoutes({ cases, outbox }: { cases: Cases; outbox: Outbox }): Route<Actor>[] {
  const told = (ticket: Ticket | undefined, more: object = {}) =>
    ticket === undefined ? { body: { state: 'effective', ...more } } : whenSettled(outbox, ticket, more)
  return [
    route({
      method: 'get',
      path: '/cases/{caseId}/service',
      summary: '送达页：待送达文书、期限、历次送达、送达回证、送达地址',
      tag,
      params: casePath,
      response: servicePageForm,
      async handle({ asker, params }) {
        const body = await cases.servicePage(asker, params.caseId)
        return { headers: { etag: `"${body.version}"` }, body }
      },
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/service-attempts',
      summary: '登记一次送达',
      description:
        '直接、留置、电子送达即时有结果；邮寄、委托送达先登记发出，再登记结果。未能送达的也要登记，各有送达回证（行政处罚法 第六十一条）。',
      tag,
      creates: true,
      params: casePath,
      body: newAttempt,
      response: verdict.partial().extend({ attemptId: z.string() }),
      async handle({ asker, params, body }) {
        const { attemptId, ticket } = await cases.recordAttempt(asker, params.caseId, body)
        return { status: 201, ...(await told(ticket, { attemptId })) }
      },
    }),
    route({
      method: 'post',
      path: '/service-attempts/{attemptId}/result',
      summary: '登记邮寄、委托送达的结果',
      tag,
      params: z.object({ attemptId: z.string() }),
      body: attemptResult,
      response: verdict.partial(),
      async handle({ asker, params, body }) {
        return told((await cases.endAttempt(asker, params.attemptId, body)).ticket)
      },
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/announcements',
      summary: '申请公告送达',
      description: '其他方式均未能送达的才可以；经批准发布，期满之日视为送达（民事诉讼法 第九十五条）。',
      tag,
      params: casePath,
      body: announcementFields,
      response: verdict.extend({ attemptId: z.string() }),
      async handle({ asker, params, body }) {
        const { attemptId, ticket } = await cases.requestAnnouncement(asker, params.caseId, body)
        return { status: 201, ...(await whenSettled(outbox, ticket, { attemptId })) }
      },
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/service-addresses',
      summary: '登记送达地址（电子送达）确认书',
      description: '电子送达须经当事人同意并签署确认书（行政处罚法 第六十一条第二款）。',
      tag,
      creates: true,
      params: casePath,
      body: addressFields,
      response: z.object({ id: z.string(), documentId: z.string() }),
      handle: async ({ asker, params, body }) => ({
        status: 201,
        body: await cases.confirmAddress(asker, params.caseId, body),
      }),
    }),
  ]
}
