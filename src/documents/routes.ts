import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import { actRoutes } from './acts/routes.ts'
import { documentForm } from './document-form.ts'
import { rollFiles, rollQuery } from './receipt/roll-query.ts'
import type { Documents } from './service.ts'

const documentId = z.object({ documentId: z.string() })
const templateVersion = z.object({
  kind: z.string(),
  title: z.string(),
  fingerprint: z.string().describe('内容的 SHA-256'),
  version: z.number(),
  firstSeenAt: z.number(),
  adopted: z
    .array(z.object({ from: z.number(), until: z.number().nullable().describe('null 仍在启用') }))
    .describe('何时起草新文书用这一版'),
  files: z.array(z.object({ path: z.string(), text: z.string() })).describe('决定文字的全部文件'),
})

export function documentRoutes(documents: Documents): Route<Actor>[] {
  const tag = '文书'
  return [
    ...actRoutes(documents),
    route({
      method: 'get',
      path: '/cases/{caseId}/documents',
      summary: '案件的文书',
      tag,
      params: z.object({ caseId: z.string() }),
      response: z.object({ items: z.array(documentForm) }),
      handle: async ({ asker, params }) => ({ body: { items: await documents.list(asker, params.caseId) } }),
    }),
    route({
      method: 'get',
      path: '/documents/{documentId}',
      summary: '一份文书的信息和指纹',
      tag,
      params: documentId,
      response: documentForm,
      handle: async ({ asker, params }) => ({ body: await documents.get(asker, params.documentId) }),
    }),
    route({
      method: 'get',
      path: '/documents/{documentId}/preview',
      summary: '文书的页面（草稿或定稿）',
      tag,
      params: documentId,
      produces: 'text/html',
      handle: async ({ asker, params }) => ({
        // A document is shown, never run.
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox",
          // In its sandbox it has no origin of its own to be kept apart by.
          'origin-agent-cluster': '?0',
        },
        body: await documents.html(asker, params.documentId),
      }),
    }),
    route({
      method: 'get',
      path: '/documents/{documentId}/template',
      summary: '一份文书所用的模板版本',
      description: '起草、签发这份文书所用的模板全文，不论后来启用了哪一版。',
      tag,
      params: documentId,
      response: templateVersion,
      handle: async ({ asker, params }) => ({ body: await documents.template(asker, params.documentId) }),
    }),
    route({
      method: 'get',
      path: '/documents/{documentId}/pdf',
      summary: '文书的 PDF',
      tag,
      params: documentId,
      produces: 'application/pdf',
      handle: async ({ asker, params }) => {
        const { bytes, name, sha256 } = await documents.pdf(asker, params.documentId)
        return {
          headers: {
            'content-type': 'application/pdf',
            'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`,
            ...(sha256 && { etag: `"${sha256}"` }),
          },
          body: bytes,
        }
      },
    }),
    route({
      method: 'get',
      path: '/documents/{documentId}/receipt',
      summary: '文书的小票（便携打印机用）',
      description:
        '`width` 是纸宽（毫米）；`as` 是格式：`pdf`，`escpos`（直接发给打印机的字节），`png`（打印效果）。',
      tag,
      params: documentId,
      query: rollQuery,
      produces: 'application/pdf',
      handle: async ({ asker, params, query }) => {
        const { bytes, name } = await documents.receipt(asker, params.documentId, query.width, query.as)
        const { type, extension } = rollFiles[query.as]
        return {
          headers: {
            'content-type': type,
            'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${name}（小票）.${extension}`)}`,
          },
          body: bytes,
        }
      },
    }),
  ]
}
