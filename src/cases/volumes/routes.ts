/** 卷宗 of an archived case: its versions, what is in none of them yet, and a new version with it. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { entityTag } from '../../platform/entity-tag.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Cases } from '../service.ts'
import { rebinding } from './volumes.ts'

const tag = '卷宗'
const params = z.object({ caseId: z.string() })
const paper = z.object({
  documentId: z.string(),
  name: z.string(),
  number: z.string().nullable(),
  issuedOn: z.string(),
})
const response = z.object({
  caseId: z.string(),
  version: z.number(),
  volumes: z.array(
    z.object({
      documentId: z.string().describe('卷宗的 PDF 见 /documents/{documentId}/pdf'),
      version: z.number().describe('第几版'),
      boundOn: z.string(),
      documents: z.number(),
      pages: z.number().nullable(),
      sha256: z.string().nullable(),
      catalogue: z
        .array(paper.extend({ page: z.number().nullable().describe('起始页，按卷内正文的页码') }))
        .describe('卷内目录，按归档的顺序'),
      added: z.array(paper).describe('上一版没有的'),
    }),
  ),
  unbound: z.array(paper).describe('装订以后出具，尚未入卷的'),
  changes: z.array(z.string()).describe('装订以后的补正、作废、撤销和复议、诉讼结果'),
})

export function volumeRoutes(cases: Cases): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/cases/{caseId}/volumes',
      summary: '卷宗的各版，以及尚未入卷的材料',
      tag,
      params,
      response,
      async handle({ asker, params: { caseId } }) {
        const body = await cases.volumePage(asker, caseId)
        return { headers: { etag: entityTag(body.version) }, body }
      },
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/volumes',
      summary: '归档以后补入材料，重新装订；不予立案、撤销、终止、移送等办结的，装订卷宗',
      description:
        '不经结案归档而办结的案件由办案人员装订第一版。原来的各版保留；卷内目录注明第几版、哪一天补入，备考表写明原因。没有新的材料的不装订。',
      tag,
      params,
      body: rebinding,
      response,
      handle: async ({ asker, params: { caseId }, body }) => ({
        status: 201,
        body: await cases.rebind(asker, caseId, body),
      }),
    }),
  ]
}
