/** Evidence over HTTP: what came through the tus door (`/uploads`) becomes evidence, is listed, shown, copied, exported and verified. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import type { EvidenceContent } from './contents.ts'
import type { Evidence } from './service.ts'

const tag = '证据'
const casePath = z.object({ caseId: z.string() })
const evidencePath = z.object({ evidenceId: z.string() })
const capture = z
  .object({
    at: z.number().nullable(),
    longitude: z.number().nullable(),
    latitude: z.number().nullable(),
    device: z.string().nullable(),
  })
  .describe('文件自带的拍摄时间、位置（WGS84）和设备')
const differences = z
  .array(z.object({ of: z.enum(['time', 'place', 'clock']), message: z.string() }))
  .describe('文件自带的信息与填写的不一致之处')
const added = z.object({
  id: z.string(),
  sha256: z.string(),
  sm3: z.string(),
  capture,
  differences,
})
const words = {
  kind: z.string().describe('证据种类（行政处罚法 第四十六条）'),
  name: z.string().trim().min(1).max(200),
  takenAt: z.number().int().describe('取证时间'),
  place: z.string().trim().min(1).max(200),
  longitude: z.number().min(-180).max(180).optional().describe('WGS84'),
  latitude: z.number().min(-90).max(90).optional(),
  takenBy: z.string().describe('取证的执法人员'),
  shows: z.string().trim().min(1).max(1000).describe('证明内容'),
}
const view = z.object({
  id: z.string(),
  no: z.number(),
  kind: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
  sha256: z.string(),
  sm3: z.string(),
  said: z.looseObject({ takenAt: z.number(), place: z.string(), takenBy: z.string(), shows: z.string() }),
  captured: capture,
  differences,
  arrivedAt: z.number(),
  addedBy: z.string().nullable(),
})
const custody = z.object({
  at: z.number(),
  act: z.string(),
  name: z.string(),
  officerId: z.string().nullable(),
  from: z.string(),
  note: z.string().nullable(),
  seq: z.number().describe('审计日志的行号'),
})

export function evidenceRoutes(evidence: Evidence): Route<Actor>[] {
  return [...takingIn(evidence), ...reading(evidence)]
}

function takingIn(evidence: Evidence): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/uploads/{uploadId}',
      summary: '一次上传的状态和指纹',
      description:
        '断点续传按 tus 1.0 协议：POST /uploads（Upload-Length、Upload-Metadata: caseId, filename, filetype）得到地址，PATCH 续传，HEAD 询问已收到的字节数，DELETE 放弃。',
      tag,
      params: z.object({ uploadId: z.string() }),
      response: z.object({
        id: z.string(),
        caseId: z.string(),
        name: z.string(),
        size: z.number(),
        state: z.enum(['receiving', 'arrived', 'used', 'refused', 'expired']),
        reason: z.string().nullable(),
        mediaType: z.string().nullable(),
        sha256: z.string().nullable(),
        sm3: z.string().nullable(),
        arrivedAt: z.number().nullable(),
      }),
      async handle({ asker, params }) {
        const row = await evidence.upload(asker, params.uploadId)
        const { id, name, size, state, reason, sha256, sm3 } = row
        const arrivedAt = row.arrived_at === null ? null : Number(row.arrived_at)
        return {
          body: {
            id,
            caseId: row.case_id,
            name,
            size,
            state,
            reason,
            mediaType: row.media_type,
            sha256,
            sm3,
            arrivedAt,
          },
        }
      },
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/evidence',
      summary: '上传的文件收为证据',
      description:
        '同一次上传重复提交得到同一件证据；文件自带的拍摄时间、位置与填写的不一致时在 differences 中指出。',
      tag,
      params: casePath,
      body: z.strictObject({ uploadId: z.string(), ...words }),
      response: added,
      handle: async ({ asker, params, body }) => ({
        status: 201,
        body: await evidence.addUpload(asker, params.caseId, body),
      }),
    }),
    route({
      method: 'post',
      path: '/cases/{caseId}/evidence-files',
      summary: '上传小的证据文件（一次请求）',
      description: '到达时即计算 SHA-256 和 SM3 指纹，此后不可更改。大文件用断点续传。',
      tag,
      creates: true,
      params: casePath,
      body: z.strictObject({
        ...words,
        mediaType: z.string().max(120),
        content: z.base64().describe('文件内容，Base64'),
      }),
      response: added,
      handle: async ({ asker, params, body: { content, ...file } }) => ({
        status: 201,
        body: await evidence.addFile(asker, params.caseId, {
          ...file,
          bytes: Buffer.from(content, 'base64'),
        }),
      }),
    }),
  ]
}

function reading(evidence: Evidence): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/cases/{caseId}/evidence',
      summary: '证据清单',
      description: '按行政处罚法第四十六条的八种证据排列。',
      tag,
      params: casePath,
      response: z.object({
        total: z.number(),
        kinds: z.array(z.object({ kind: z.string(), items: z.array(view) })),
      }),
      handle: async ({ asker, params }) => ({ body: await evidence.list(asker, params.caseId) }),
    }),
    route({
      method: 'get',
      path: '/evidence/{evidenceId}',
      summary: '一件证据及其保管链',
      description: '保管链：谁在何时收入、查看、制作副本、导出、核验。',
      tag,
      params: evidencePath,
      response: view.extend({ caseId: z.string(), custody: z.array(custody) }),
      handle: async ({ asker, params }) => ({ body: await evidence.get(asker, params.evidenceId) }),
    }),
    route({
      method: 'get',
      path: '/evidence-files/{evidenceId}',
      summary: '查看证据文件',
      description: '支持 Range（视频分段播放）；查看记入保管链。',
      tag,
      params: evidencePath,
      produces: 'application/octet-stream',
      async handle({ asker, params, range: asked }) {
        const content = await evidence.view(asker, params.evidenceId, asked)
        const { range, size, stream } = content
        const length = range ? range.to - range.from + 1 : size
        return {
          status: range ? 206 : 200,
          headers: {
            ...shownOnly(content),
            'content-length': String(length),
            ...(range && { 'content-range': `bytes ${range.from}-${range.to}/${size}` }),
          },
          body: stream,
        }
      },
    }),
    route({
      method: 'post',
      path: '/evidence/{evidenceId}/export',
      summary: '导出证据原件',
      description: '须说明用途；导出记入保管链。',
      tag,
      params: evidencePath,
      body: z.strictObject({ reason: z.string().trim().min(2, '至少 2 个字').max(500) }),
      produces: 'application/octet-stream',
      async handle({ asker, params, body }) {
        const content = await evidence.exportOriginal(asker, params.evidenceId, body.reason)
        return {
          status: 200,
          headers: {
            ...shownOnly(content),
            'content-length': String(content.size),
            'content-disposition': attachment(content.name),
          },
          body: content.stream,
        }
      },
    }),
    route({
      method: 'get',
      path: '/evidence/{evidenceId}/copy',
      summary: '带水印的图片副本',
      description: '原件不变；副本注明单位、案号、制作人和时间，并印有原件指纹。',
      tag,
      params: evidencePath,
      produces: 'image/jpeg',
      async handle({ asker, params }) {
        const { name, bytes } = await evidence.copy(asker, params.evidenceId)
        return {
          headers: { 'content-type': 'image/jpeg', 'content-disposition': attachment(name) },
          body: bytes,
        }
      },
    }),
    route({
      method: 'post',
      path: '/evidence/{evidenceId}/verification',
      summary: '核验证据指纹',
      description: '重新计算所存文件的 SHA-256 和 SM3，与到达时的比对；核验记入保管链。',
      tag,
      params: evidencePath,
      response: z.object({
        ok: z.boolean(),
        sha256: z.string(),
        sm3: z.string(),
        found: z.object({ sha256: z.string(), sm3: z.string() }).nullable(),
        at: z.number(),
      }),
      handle: async ({ asker, params }) => ({
        status: 200,
        body: await evidence.verify(asker, params.evidenceId),
      }),
    }),
  ]
}

/** Shown, never run. */
function shownOnly({ mediaType, sha256 }: EvidenceContent): { [name: string]: string } {
  return {
    'content-type': mediaType,
    etag: `"${sha256}"`,
    'accept-ranges': 'bytes',
    'content-security-policy': "default-src 'none'; sandbox",
  }
}

const attachment = (name: string) => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
