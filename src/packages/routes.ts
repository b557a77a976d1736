import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { text } from '../platform/required-text.ts'
import { type Route, route } from '../platform/route.ts'
import type { Packages } from './service.ts'

export function packageRoutes(packages: Packages): Route<Actor>[] {
  return [
    route({
      method: 'post',
      path: '/cases/{caseId}/package',
      summary: '导出案卷',
      description:
        '一个 ZIP：装订的卷宗、签发的每份文书、签名件、证据原件，清单.json（每个文件的 SHA-256 和 SM3、文号、签发日期和签发人、各次审批的意见、期限、本案在审计日志中的各行）和说明.txt。须写明用途和送交的机关，导出记入审计日志，同时记下清单的指纹（也在答复头 zhiheng-manifest-sha256、zhiheng-manifest-sm3 中）。收到的人用 `zhiheng case verify` 核对，不需要数据库。不含举报人、投诉人的信息。',
      tag: '案件',
      params: z.object({ caseId: z.string() }),
      body: z.strictObject({
        purpose: text(500).describe('用途，如 行政复议答复'),
        recipient: text(120).describe('送交的机关，如 示例县人民政府'),
      }),
      produces: 'application/zip',
      async handle({ asker, params, body }) {
        const { name, manifest, stream } = await packages.export(asker, params.caseId, body)
        return {
          status: 200,
          headers: {
            'content-type': 'application/zip',
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
            'zhiheng-manifest-sha256': manifest.sha256,
            'zhiheng-manifest-sm3': manifest.sm3,
          },
          body: stream,
        }
      },
    }),
  ]
}
