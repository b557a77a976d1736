/** Verification as JSON, open to everybody; the page (`page.ts`) shows the same. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import type { Verification } from './service.ts'

const tag = '文书核验'
const codePath = z.object({ code: z.string().max(64) })
const comparison = z.object({
  match: z
    .enum(['original', 'signed', 'reprint'])
    .nullable()
    .describe('原件、签名件、补打件；不是本文书的文件为空'),
  sha256: z.string(),
})
/** Bytes of a file that is compared here; the browser takes the fingerprint of larger ones itself. */
const largest = 32 * 2 ** 20

export function verificationRoutes(verification: Verification): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/verifications/{code}',
      summary: '凭二维码核验文书',
      description: '不需登录；只给出纸质文书上已有的内容和文书现在的状态。',
      tag,
      open: true,
      params: codePath,
      response: z.object({
        bureau: z.string(),
        phone: z.string().nullable(),
        title: z.string(),
        number: z.string(),
        issuedOn: z.string(),
        standing: z.enum(['valid', 'corrected', 'invalidated', 'withdrawn']),
        sha256: z.string(),
        sm3: z.string(),
        acts: z.array(
          z.object({
            kind: z.enum(['correction', 'invalidation', 'withdrawal']),
            on: z.string(),
            number: z.string().nullable(),
          }),
        ),
        reprints: z.number(),
        lastReprintOn: z.string().nullable(),
      }),
      handle: async ({ params, from }) => ({
        headers: { 'cache-control': 'no-store' },
        body: await verification.look(params.code, from),
      }),
    }),
    route({
      method: 'get',
      path: '/verifications/{code}/comparison',
      summary: '按指纹比对收到的文件',
      tag,
      open: true,
      params: codePath,
      query: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/, '应为 64 位十六进制') }),
      response: comparison,
      handle: async ({ params, query, from }) => ({
        headers: { 'cache-control': 'no-store' },
        body: await verification.compare(params.code, from, query.sha256),
      }),
    }),
    route({
      method: 'post',
      path: '/verifications/{code}/comparison',
      summary: '上传收到的文件比对',
      description: '文件不留存，只计算指纹。',
      tag,
      open: true,
      upload: { largest },
      params: codePath,
      response: comparison,
      handle: async ({ params, from, upload }) => ({
        status: 200,
        headers: { 'cache-control': 'no-store' },
        body: await verification.compareFile(params.code, from, upload),
      }),
    }),
  ]
}
