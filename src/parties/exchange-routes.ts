/** Parties as CSV: out with a reason, in with a dry run. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import type { Database } from '../platform/database/database.ts'
import { type Route, route } from '../platform/route.ts'
import { partyQuery, reason } from './schemas.ts'
import type { Parties } from './service.ts'

const tag = '服务对象库'
const exporting = z.object({
  query: partyQuery,
  reason: reason('导出用途'),
  revealed: z.boolean().default(false).describe('是否导出完整号码、电话、地址'),
})
const importing = z.object({
  csv: z.string({ error: '请提供 CSV 内容' }).min(1, '请提供 CSV 内容'),
  dryRun: z.boolean().default(true).describe('只试算，不写入'),
})

export function exchangeRoutes(parties: Parties, database: Database): Route<Actor>[] {
  return [
    route<Actor, undefined, undefined, typeof exporting>({
      method: 'post',
      path: '/parties/export',
      summary: '导出当事人 CSV（记入审计日志）',
      tag,
      body: exporting,
      produces: 'text/csv',
      handle: async ({ asker, body }) => ({
        status: 200,
        headers: { 'content-disposition': 'attachment; filename="parties.csv"' },
        body: await database.write((tx) => parties.exportCsv(tx, asker, body)),
      }),
    }),
    route<Actor, undefined, undefined, typeof importing>({
      method: 'post',
      path: '/parties/import',
      summary: '导入当事人 CSV，逐行报告；默认试算',
      tag,
      body: importing,
      response: z.object({
        dryRun: z.boolean(),
        added: z.number(),
        known: z.number(),
        refused: z.number(),
        rows: z.array(
          z.object({
            line: z.number(),
            outcome: z.enum(['added', 'known', 'refused']),
            name: z.string(),
            faults: z.array(z.object({ path: z.string(), message: z.string() })),
          }),
        ),
      }),
      handle: async ({ asker, body: { csv, dryRun } }) => ({
        status: 200,
        body: await parties.importCsv(asker, csv, dryRun),
      }),
    }),
  ]
}
