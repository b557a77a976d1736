import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import type { Documents } from './service.ts'

const documentId = z.object({ documentId: z.string() })
const view = z.object({
  id: z.string(),
  caseId: z.string(),
  kind: z.string(),
  name: z.string(),
  number: z.string().nullable(),
  state: z.enum(['draft', 'issued', 'void']),
  revision: z.number(),
  pages: z.number().nullable(),
  sha256: z.string(),
  sm3: z.string().nullable(),
  draftedAt: z.number(),
  issuedAt: z.number().nullable(),
})

export function documentRoutes(documents: Documents): Route<Actor>[] {
  const tag = '文书'
  return [
    route({
      method: 'get',
      path: '/cases/{caseId}/documents',
      summary: '案件的文书',
      tag,
      params: z.object({ caseId: z.string() }),
      response: z.object({ items: z.array(view) }),
      handle: async ({ asker, params }) => ({ body: { items: await documents.list(asker, params.caseId) } }),
    }),
    route({
      method: 'get',
      path: '/documents/{documentId}',
      summary: '一份文书的信息和指纹',
      tag,
      params: documentId,
      response: view,
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
        },
        body: await documents.html(asker, params.documentId),
      }),
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
  ]
}
