/** Supervision notices 执法监督通知书: issued, answered with proofs, accepted or returned. */
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { entityTag } from '../../platform/entity-tag.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Quality } from '../service.ts'
import { newNotice } from './issue-notice.ts'
import { noticeStates } from './model.ts'
import type { NoticeView } from './view.ts'
import { text } from '../../platform/required-text.ts'

const tag = '执法监督'
const optional = z.string().nullable()
const proof = z.object({
  id: z.string(),
  noticeId: z.string(),
  answerId: optional,
  name: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  sm3: z.string(),
  size: z.number(),
  addedBy: z.string(),
  addedName: z.string(),
  addedAt: z.number(),
})
const notice = z.object({
  id: z.string(),
  departmentId: z.string(),
  departmentName: z.string(),
  caseId: optional,
  reviewId: optional,
  state: z.enum(noticeStates),
  defects: z.array(z.object({ what: z.string(), basis: z.string().optional() })),
  demand: z.string(),
  number: z.string(),
  documentId: z.string(),
  issuedBy: z.string(),
  issuedName: z.string(),
  issuedAt: z.number(),
  escalatedAt: z.number().nullable().describe('逾期未答复，已经上报'),
  version: z.number(),
  dueOn: optional.describe('整改期限'),
  left: optional,
  colour: optional,
  answers: z.array(
    z.looseObject({ id: z.string(), content: z.string(), decision: optional, proofs: z.array(proof) }),
  ),
  proofs: z.array(proof).describe('已经添加、尚未随答复提交的证明材料'),
})
const path = z.object({ noticeId: z.string() })
const reply = (body: NoticeView, status = 200) => ({
  status,
  headers: { etag: entityTag(body.version) },
  body,
})

export function supervisionRoutes(quality: Quality): Route<Actor>[] {
  const { supervision } = quality
  return [
    route({
      method: 'get',
      path: '/supervision-notices',
      summary: '执法监督通知书列表，新的在前',
      tag,
      query: z.object({
        state: z.enum(noticeStates).optional(),
        departmentId: z.string().optional(),
        cursor: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
      }),
      response: z.object({ items: z.array(notice), next: optional }),
      handle: async ({ asker, query }) => ({ body: await supervision.list(asker, query) }),
    }),
    route({
      method: 'post',
      path: '/supervision-notices',
      summary: '发出执法监督通知书',
      description: '由案卷评查发现的，或者直接发出；编号、出具文书，即时开始计算整改期限。',
      tag,
      creates: true,
      body: newNotice,
      response: notice,
      handle: async ({ asker, body }) => reply(await supervision.issue(asker, body), 201),
    }),
    route({
      method: 'get',
      path: '/supervision-notices/{noticeId}',
      summary: '一份执法监督通知书，连同答复和证明材料',
      tag,
      params: path,
      response: notice,
      handle: async ({ asker, params }) => reply(await supervision.read(asker, params.noticeId)),
    }),
    route({
      method: 'post',
      path: '/supervision-notices/{noticeId}/proofs',
      summary: '添加整改证明材料',
      description: '请求体就是文件。到达时即计算 SHA-256 和 SM3 指纹，随下一次答复提交。',
      tag,
      params: path,
      query: z.object({ name: text(200).describe('文件名') }),
      upload: { largest: quality.rules.supervision.proofs.largestMegabytes * 2 ** 20 },
      response: proof,
      async handle({ asker, params, query: { name }, upload }) {
        const pieces: Buffer[] = []
        for await (const piece of upload) pieces.push(piece)
        const bytes = Buffer.concat(pieces)
        return { status: 201, body: await supervision.addProof(asker, params.noticeId, { name, bytes }) }
      },
    }),
    route({
      method: 'get',
      path: '/supervision-proofs/{proofId}',
      summary: '整改证明材料的内容',
      tag,
      params: z.object({ proofId: z.string() }),
      produces: 'application/octet-stream',
      async handle({ asker, params }) {
        const { bytes, media_type, sha256, name } = await supervision.proof(asker, params.proofId)
        return {
          headers: {
            'content-type': media_type,
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
            etag: `"${sha256}"`,
            'content-security-policy': "default-src 'none'; sandbox",
          },
          body: bytes,
        }
      },
    }),
    route({
      method: 'post',
      path: '/supervision-notices/{noticeId}/answer',
      summary: '答复整改情况，连同已经添加的证明材料',
      tag,
      params: path,
      body: z.strictObject({ content: text(4000).describe('整改情况') }),
      response: notice,
      handle: async ({ asker, params, body }) =>
        reply(await supervision.answer(asker, params.noticeId, body.content)),
    }),
    route({
      method: 'post',
      path: '/supervision-notices/{noticeId}/decision',
      summary: '认可整改，或者退回继续整改（重新计算期限）',
      tag,
      params: path,
      body: z.strictObject({ accept: z.boolean(), opinion: text(2000) }),
      response: notice,
      handle: async ({ asker, params, body }) =>
        reply(await supervision.decide(asker, params.noticeId, body)),
    }),
  ]
}
