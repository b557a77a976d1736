/** Clues over HTTP. A reporter's name and number travel in bodies, never in addresses. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { problem } from '../platform/problem.ts'
import { type Route, route } from '../platform/route.ts'
import { importRoutes } from './import/routes.ts'
import { clueStateCodes } from './model.ts'
import { coordinateSystems } from './rules.ts'
import type { Clues } from './service.ts'
import { outcomes } from './verification.ts'
import { answerDue, attachment, clueSource, page, similar, summary } from './views.ts'
import { instant, instantText } from '../platform/instant.ts'

const tag = '线索'
const cluePath = z.object({ clueId: z.string() })
const pages = { cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).optional() }
const reason = z.string().trim().min(2, '至少 2 个字').max(1000, '不超过 1000 字')
const entered = {
  anonymous: z.boolean().optional().describe('匿名：不留姓名和电话'),
  occurredAt: instant.optional(),
  place: z.string().trim().min(1, '地点必须填写').max(200, '不超过 200 字'),
  longitude: z.number().optional(),
  latitude: z.number().optional(),
  coordinateSystem: z
    .enum(coordinateSystems, { error: '应当是 WGS84、CGCS2000 或者 GCJ-02' })
    .optional()
    .describe('坐标系，默认 WGS84；GCJ-02 会换算，并注明误差'),
  content: z.string().trim().min(2, '至少 2 个字').max(4000, '不超过 4000 字'),
  category: z.string().optional(),
  violationCode: z.string().optional(),
  particulars: z
    .record(z.string(), z.string())
    .optional()
    .describe('来源信息，各来源的栏目见 GET /clue-sources'),
}
const change = z
  .strictObject({
    anonymous: entered.anonymous,
    occurredAt: instant.nullable(),
    place: entered.place,
    longitude: z.number().nullable(),
    latitude: z.number().nullable(),
    coordinateSystem: z.enum(coordinateSystems).nullable(),
    content: entered.content,
    category: z.string().nullable(),
    violationCode: z.string().nullable(),
    particulars: entered.particulars,
  })
  .partial()

export function clueRoutes({ clues }: { clues: Clues }): Route<Actor>[] {
  return [
    ...registrationRoutes(clues),
    ...readingRoutes(clues),
    ...attachmentRoutes(clues),
    ...endRoutes(clues),
    ...importRoutes(clues),
  ]
}

function registrationRoutes(clues: Clues): Route<Actor>[] {
  return [
    route({
      method: 'post',
      path: '/clues',
      summary: '登记线索',
      tag,
      creates: true,
      body: z.strictObject({ source: z.string(), receivedAt: instant.optional(), ...entered }),
      response: z.object({ clueId: z.string(), number: z.string().describe('案源编号') }),
      handle: async ({ asker, body }) => ({ status: 201, body: await clues.register(asker, body) }),
    }),
    route({
      method: 'patch',
      path: '/clues/{clueId}',
      summary: '修改尚未处理的线索',
      description: 'If-Match 带上所见版本的 ETag；已被他人修改的返回 409。',
      tag,
      params: cluePath,
      body: change,
      response: z.object({ version: z.number() }),
      async handle({ asker, params, body, ifMatch }) {
        const [, version] = /^"(\d+)"$/.exec(ifMatch ?? '') ?? []
        if (version === undefined) throw problem('malformed', '修改须用 If-Match 带上所见版本的 ETag')
        const amended = await clues.amend(asker, params.clueId, body, Number(version))
        return { headers: { etag: `"${amended.version}"` }, body: amended }
      },
    }),
    route({
      method: 'get',
      path: '/clue-sources',
      summary: '线索来源及各自的栏目',
      tag,
      response: z.object({
        sources: z.array(clueSource),
        answerManners: z.array(z.string()),
      }),
      handle: async () => ({
        body: { sources: clues.sources, answerManners: clues.rules.answerManners },
      }),
    }),
  ]
}

function readingRoutes(clues: Clues): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/clues',
      summary: '线索列表',
      tag,
      query: z.object({
        state: z.enum(clueStateCodes).optional(),
        source: z.string().optional(),
        departmentId: z.string().optional(),
        place: z.string().optional(),
        text: z.string().optional().describe('内容、地点或者案源编号的一部分'),
        receivedFrom: instantText.optional(),
        receivedTo: instantText.optional(),
        due: z.enum(['decision', 'answer']).optional().describe('核查或者答复在 dueBefore 之前到期而未完成'),
        dueBefore: instantText.optional().describe('默认现在，即已超期'),
        mine: z.stringbool().optional(),
        ...pages,
      }),
      response: z.object({ items: z.array(summary), next: z.string().nullable() }),
      handle: async ({ asker, query }) => ({ body: await clues.list(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/clue-answers-due',
      summary: '待答复的投诉举报，最急的在前',
      tag,
      query: z.object({
        colour: z.enum(['green', 'blue', 'red']).optional(),
        departmentId: z.string().optional(),
        ...pages,
      }),
      response: z.object({ items: z.array(answerDue), next: z.string().nullable() }),
      handle: async ({ asker, query }) => ({ body: await clues.answersDue(asker, query) }),
    }),
    route({
      method: 'get',
      path: '/clues/{clueId}',
      summary: '线索页：事实、核查、相似线索、流转、附件、期限、可进行的操作',
      tag,
      params: cluePath,
      response: page,
      async handle({ asker, params }) {
        const body = await clues.page(asker, params.clueId)
        return { headers: { etag: `"${body.clue.version}"` }, body }
      },
    }),
    route({
      method: 'get',
      path: '/clues/{clueId}/similar',
      summary: '可能重复的线索',
      tag,
      params: cluePath,
      response: z.object({ items: z.array(similar) }),
      handle: async ({ asker, params }) => ({ body: { items: await clues.similar(asker, params.clueId) } }),
    }),
    route({
      method: 'post',
      path: '/clues/{clueId}/reveal',
      summary: '查看投诉举报人等个人信息',
      description: '仅限办理该线索的人员；每次查看都记入审计日志。',
      tag,
      params: cluePath,
      body: z.strictObject({ purpose: z.string().trim().min(2, '请说明用途').max(200, '不超过 200 字') }),
      response: z.object({ particulars: z.record(z.string(), z.string()) }),
      async handle({ asker, params, body }) {
        return {
          status: 200,
          headers: { 'cache-control': 'no-store' },
          body: { particulars: await clues.reveal(asker, params.clueId, body.purpose) },
        }
      },
    }),
  ]
}

function attachmentRoutes(clues: Clues): Route<Actor>[] {
  return [
    route({
      method: 'post',
      path: '/clues/{clueId}/attachments',
      summary: '添加附件',
      description: '请求体就是文件：JPEG、PNG、PDF 或者 MP4。到达时即计算 SHA-256 和 SM3 指纹。',
      tag,
      params: cluePath,
      query: z.object({
        name: z.string().min(1).max(200).describe('文件名'),
        personal: z.stringbool().optional().describe('能看出投诉举报人的，只有办理人员可以下载'),
      }),
      upload: { largest: clues.largestAttachment },
      response: attachment,
      async handle({ asker, params, query: { name, personal = false }, upload }) {
        const pieces: Buffer[] = []
        for await (const piece of upload) pieces.push(piece)
        const bytes = Buffer.concat(pieces)
        return {
          status: 201,
          body: await clues.addAttachment(asker, params.clueId, { name, personal, bytes }),
        }
      },
    }),
    route({
      method: 'get',
      path: '/clue-attachments/{attachmentId}',
      summary: '附件的内容',
      tag,
      params: z.object({ attachmentId: z.string() }),
      produces: 'application/octet-stream',
      async handle({ asker, params }) {
        const { bytes, mediaType, sha256, name } = await clues.attachment(asker, params.attachmentId)
        return {
          headers: {
            'content-type': mediaType,
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
            etag: `"${sha256}"`,
            'content-security-policy': "default-src 'none'; sandbox",
          },
          body: bytes,
        }
      },
    }),
  ]
}

function endRoutes(clues: Clues): Route<Actor>[] {
  const act = <Body extends z.ZodType>(
    path: string,
    summary: string,
    body: Body,
    handle: (asker: Actor, clueId: string, body: z.infer<Body>) => Promise<unknown>,
  ): Route<Actor> =>
    route<Actor, typeof cluePath, undefined, Body>({
      method: 'post',
      path: `/clues/{clueId}/${path}`,
      summary,
      tag,
      params: cluePath,
      body,
      async handle(context) {
        await handle(context.asker, context.params.clueId, context.body as z.infer<Body>)
        return { status: 204 }
      },
    })
  return [
    act('verifier', '指定核查人', z.strictObject({ officerId: z.string() }), (asker, id, { officerId }) =>
      clues.assignVerification(asker, id, officerId),
    ),
    act(
      'verification',
      '提交核查情况',
      z.strictObject({
        verifiedAt: instant,
        method: z.string().trim().min(2).max(200),
        found: z.string().trim().min(2).max(4000),
        outcome: z.enum(Object.keys(outcomes) as [keyof typeof outcomes]),
        proposal: z.string().trim().min(2).max(1000),
      }),
      (asker, id, report) => clues.reportVerification(asker, id, report),
    ),
    act('joining', '并入案件', z.strictObject({ caseId: z.string(), reason }), (asker, id, joining) =>
      clues.join(asker, id, joining),
    ),
    act('education', '教育办结', z.strictObject({ reason }), (asker, id, education) =>
      clues.educate(asker, id, education),
    ),
    act(
      'proposal',
      '拟移送或者拟不予受理，报部门负责人审批',
      z.strictObject({
        end: z.enum(['transferred', 'rejected']),
        reason,
        organ: z.string().trim().min(2).max(100).optional().describe('移送的机关'),
      }),
      (asker, id, proposal) => clues.propose(asker, id, proposal),
    ),
    act(
      'proposal-decision',
      '审批移送或者不予受理',
      z.strictObject({ decision: z.enum(['approve', 'return']), opinion: reason }),
      (asker, id, decision) => clues.decideProposal(asker, id, decision),
    ),
    act('reopening', '督察重新办理', z.strictObject({ reason }), (asker, id, why) =>
      clues.reopen(asker, id, why),
    ),
    act(
      'answer',
      '登记对投诉举报人的答复',
      z.strictObject({
        manner: z.string(),
        content: z.string().trim().min(2).max(4000),
        answeredAt: instant,
      }),
      (asker, id, answer) => clues.answer(asker, id, answer),
    ),
  ]
}
