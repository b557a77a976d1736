/** Signatures over HTTP: the lines of a document, signing, refusing, and the signed copy. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import { strokes } from './strokes.ts'
import type { Signatures } from './service.ts'

const tag = '签名'
const documentPath = z.object({ documentId: z.string() })
const name = z.string().trim().min(1, '请填写姓名').max(60)
const act = {
  line: z.number().int().min(0).max(500).describe('签名处的序号，见 GET …/signatures'),
  documentSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '应为 64 位十六进制')
    .describe('签名人看到的文书的指纹'),
  signerName: name,
  signedAt: z.number().int().describe('签名时间（设备）'),
  device: z.string().trim().min(1).max(200).describe('签名设备'),
}
const view = z.object({
  id: z.string(),
  line: z.number(),
  label: z.string(),
  part: z.enum(['party', 'witness', 'officer']),
  signerName: z.string(),
  refused: z.boolean(),
  reason: z.string().nullable(),
  witnesses: z.array(z.string()),
  signedAt: z.number(),
  device: z.string(),
  recordedBy: z.string(),
  recordedAt: z.number(),
  documentSha256: z.string(),
  binding: z.string().describe('文书指纹、签名图像、签名人、时间和设备合在一起的指纹'),
  current: z.boolean().describe('所签的就是现在的文书'),
})

export function signatureRoutes(signatures: Signatures): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/documents/{documentId}/signatures',
      summary: '文书的签名处和签名',
      tag,
      params: documentPath,
      response: z.object({
        sha256: z.string().describe('待签文书的指纹，签名时带回'),
        lines: z.array(
          z.object({
            line: z.number(),
            label: z.string(),
            part: z.enum(['party', 'witness', 'officer']),
            signature: view.nullable(),
          }),
        ),
        superseded: z.array(view).describe('签在以前草稿上的，保留但不再有效'),
        paperOriginal: z
          .object({ note: z.string(), recordedBy: z.string(), recordedAt: z.number() })
          .nullable()
          .describe('登记的纸质原件'),
      }),
      handle: async ({ asker, params }) => ({ body: await signatures.sheet(asker, params.documentId) }),
    }),
    route({
      method: 'post',
      path: '/documents/{documentId}/signatures',
      summary: '手写签名',
      description: '签名与所签文书的指纹绑定；文书已有改动的返回 412，须重新出示。一处只签一次。',
      tag,
      creates: true,
      params: documentPath,
      body: z.strictObject({
        ...act,
        picture: z.base64().max(1_400_000).describe('签名图像（PNG），Base64'),
        strokes: strokes.optional().describe('笔迹：每笔由若干 [x, y, 毫秒, 压力?] 组成'),
      }),
      response: view,
      handle: async ({ asker, params, body: { picture, ...given } }) => ({
        status: 201,
        body: await signatures.sign(asker, params.documentId, {
          ...given,
          picture: Buffer.from(picture, 'base64'),
        }),
      }),
    }),
    route({
      method: 'post',
      path: '/documents/{documentId}/signature-refusals',
      summary: '注明拒绝签名',
      description: '当事人拒绝签名的，注明原因和在场见证人（行政处罚法 第五十二条、行政强制法 第十八条）。',
      tag,
      creates: true,
      params: documentPath,
      body: z.strictObject({
        ...act,
        reason: z.string().trim().min(2, '至少 2 个字').max(200),
        witnesses: z.array(name).min(1, '至少一名见证人').max(5),
      }),
      response: view,
      handle: async ({ asker, params, body }) => ({
        status: 201,
        body: await signatures.refuse(asker, params.documentId, body),
      }),
    }),
    route({
      method: 'post',
      path: '/documents/{documentId}/paper-original',
      summary: '登记纸质原件',
      description:
        '签名或者拒绝签名的注明在纸质原件上的，由办案人员登记；登记人和时间记入卷内备考表。没有签名又没有登记的笔录，案件不能结案归档（行政处罚法 第五十五条）。',
      tag,
      params: documentPath,
      body: z.strictObject({
        note: z
          .string()
          .trim()
          .min(2, '至少 2 个字')
          .max(500)
          .describe('谁在原件上签了名，或者谁拒绝签名、怎样注明'),
      }),
      async handle({ asker, params, body }) {
        await signatures.recordPaperOriginal(asker, params.documentId, body)
        return { status: 204 }
      },
    }),
    route({
      method: 'get',
      path: '/cases/{caseId}/unsigned-records',
      summary: '缺签名的笔录',
      description: '已经定稿、设备上没有签名也没有注明拒签、又没有登记纸质原件的笔录，逐处列出。',
      tag,
      params: z.object({ caseId: z.string() }),
      response: z.object({
        items: z.array(
          z.object({
            documentId: z.string(),
            name: z.string(),
            ordinal: z.number().describe('同名文书的第几份'),
            lines: z.array(z.string()).describe('缺签名的地方'),
          }),
        ),
      }),
      handle: async ({ asker, params }) => ({
        body: { items: await signatures.unsigned(asker, params.caseId) },
      }),
    }),
    route({
      method: 'get',
      path: '/signatures/{signatureId}/picture',
      summary: '签名图像',
      tag,
      params: z.object({ signatureId: z.string() }),
      produces: 'image/png',
      handle: async ({ asker, params }) => ({
        headers: { 'content-type': 'image/png' },
        body: await signatures.picture(asker, params.signatureId),
      }),
    }),
    route({
      method: 'post',
      path: '/documents/{documentId}/signed-copy',
      summary: '制作签名件',
      description: '把签名放到已签发文书的签名处，另成一件；原件不变，签名件印有原件指纹。',
      tag,
      params: documentPath,
      response: z.object({ id: z.string(), sha256: z.string(), sm3: z.string(), signatures: z.number() }),
      handle: async ({ asker, params }) => ({
        status: 201,
        body: await signatures.makeCopy(asker, params.documentId),
      }),
    }),
    route({
      method: 'get',
      path: '/documents/{documentId}/signed-copy',
      summary: '签名件的 PDF',
      tag,
      params: documentPath,
      produces: 'application/pdf',
      async handle({ asker, params }) {
        const { bytes, name: title, sha256 } = await signatures.copy(asker, params.documentId)
        return {
          headers: {
            'content-type': 'application/pdf',
            'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`${title}.pdf`)}`,
            etag: `"${sha256}"`,
          },
          body: bytes,
        }
      },
    }),
  ]
}
