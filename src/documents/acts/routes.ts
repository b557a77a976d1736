/** Corrections, invalidation, withdrawal and reprints over HTTP. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Documents } from '../service.ts'
import { actKinds } from './model.ts'

const tag = '文书更正'
const documentPath = z.object({ documentId: z.string() })
const text = (most: number) => z.string().trim().min(2, '至少 2 个字').max(most)
const words = z.string().trim().min(1).max(500)
const error = z.strictObject({ place: words, wrong: words, right: words })
const view = z.object({
  id: z.string(),
  kind: z.enum(actKinds),
  state: z.enum(['proposed', 'effective', 'rejected']),
  reason: z.string(),
  errors: z.array(error).optional(),
  basis: z.string().optional(),
  basisOn: z.string().optional(),
  redoFrom: z.enum(['investigation', 'decision']).optional(),
  resultId: z.string().nullable().describe('补正通知书'),
  proposedBy: z.string(),
  proposedAt: z.number(),
  decidedBy: z.string().nullable(),
  opinion: z.string().nullable(),
  decidedAt: z.number().nullable(),
})

export function actRoutes({ acts }: Documents): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/documents/{documentId}/acts',
      summary: '文书的补正、作废、撤销',
      tag,
      params: documentPath,
      response: z.object({ items: z.array(view) }),
      handle: async ({ asker, params }) => ({ body: { items: await acts.list(asker, params.documentId) } }),
    }),
    route({
      method: 'post',
      path: '/documents/{documentId}/acts',
      summary: '提出补正、作废或者撤销',
      description:
        '补正只限文字笔误，原文须见于原文书；决定书不能作废，只能依据复议决定、判决或者本机关决定撤销。由他人审批后生效；文号不再使用。本机关自行撤销的处罚决定，案件随之改变：停止执行、撤销违法记录、退还已缴罚款、撤回公开（行政处罚法 第七十五条）。',
      tag,
      creates: true,
      params: documentPath,
      body: z.strictObject({
        kind: z.enum(actKinds),
        reason: text(1000),
        errors: z.array(error).max(50).optional(),
        basis: text(200).optional(),
        basisOn: z.iso.date().optional(),
        redoFrom: z
          .enum(['investigation', 'decision'])
          .optional()
          .describe('本机关自行撤销处罚决定、须重新作出的：从调查取证、从审查告知重新进行；不填的，案件终结'),
      }),
      response: view,
      handle: async ({ asker, params, body }) => ({
        status: 201,
        body: await acts.propose(asker, params.documentId, body),
      }),
    }),
    route({
      method: 'post',
      path: '/document-acts/{actId}/decision',
      summary: '审批补正、作废、撤销',
      description: '须由提出人和办案人员以外的人审批；同意补正的同时签发补正通知书。',
      tag,
      params: z.object({ actId: z.string() }),
      body: z.strictObject({ approve: z.boolean(), opinion: text(1000) }),
      response: view,
      handle: async ({ asker, params, body }) => ({
        status: 200,
        body: await acts.decide(asker, params.actId, body),
      }),
    }),
    route({
      method: 'post',
      path: '/documents/{documentId}/reprints',
      summary: '补打',
      description: '每页注明“补打”、次数和时间；原件和文号不变。',
      tag,
      creates: true,
      params: documentPath,
      body: z.strictObject({ reason: text(500) }),
      response: z.object({ id: z.string(), sha256: z.string(), sm3: z.string() }),
      handle: async ({ asker, params, body }) => ({
        status: 201,
        body: await acts.reprint(asker, params.documentId, body.reason),
      }),
    }),
    route({
      method: 'get',
      path: '/reprints/{reprintId}/pdf',
      summary: '补打件的 PDF',
      tag,
      params: z.object({ reprintId: z.string() }),
      produces: 'application/pdf',
      async handle({ asker, params }) {
        const { name, sha256, bytes } = await acts.reprinted(asker, params.reprintId)
        return {
          headers: {
            'content-type': 'application/pdf',
            'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
            etag: `"${sha256}"`,
          },
          body: bytes,
        }
      },
    }),
  ]
}
