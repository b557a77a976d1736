/** Import of clues over HTTP: the body is the file. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Clues } from '../service.ts'

const tag = '线索'
const report = z.object({
  name: z.string(),
  mapping: z.string(),
  sha256: z.string(),
  dryRun: z.boolean(),
  outcome: z.enum(['checked', 'imported', 'refused']).describe('refused：有不合格的行，全部没有写入'),
  rows: z.number(),
  accepted: z.number(),
  known: z.number().describe('工单已经登记过，跳过'),
  refused: z.number(),
  items: z.array(
    z.object({
      row: z.number(),
      outcome: z.enum(['refused', 'known']),
      problems: z.array(z.object({ column: z.string(), message: z.string() })),
    }),
  ),
  firstNumber: z.string().nullable(),
  lastNumber: z.string().nullable(),
})

export function importRoutes(clues: Clues): Route<Actor>[] {
  return [
    route({
      method: 'get',
      path: '/clue-import-mappings',
      summary: '批量导入线索的格式',
      tag,
      response: z.object({ mappings: z.array(z.looseObject({ name: z.string(), label: z.string() })) }),
      handle: async () => ({ body: { mappings: clues.mappings } }),
    }),
    route({
      method: 'post',
      path: '/clue-imports',
      summary: '批量导入线索',
      description:
        '请求体就是文件：CSV（UTF-8 或者 GB18030）、XLSX 或者 JSON。有一行不合格，全部不写入；已登记过的工单跳过。',
      tag,
      query: z.object({
        name: z.string().min(1).max(200).default('导入文件').describe('文件名'),
        mapping: z.string().optional().describe('格式，见 GET /clue-import-mappings'),
        dryRun: z.stringbool().default(false).describe('只检查，不写入'),
      }),
      upload: { largest: clues.rules.imports.largestFile },
      response: report,
      async handle({ asker, query, upload }) {
        const folder = await mkdtemp(join(tmpdir(), 'zhiheng-import-'))
        try {
          const file = join(folder, 'upload')
          await pipeline(upload, createWriteStream(file, { mode: 0o600 }))
          const body = await clues.import(asker, { file, ...query })
          return { status: body.outcome === 'imported' ? 201 : 200, body }
        } finally {
          await rm(folder, { recursive: true, force: true })
        }
      },
    }),
  ]
}
