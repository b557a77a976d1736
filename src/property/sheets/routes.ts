/** Sheets of the store 出入库单据, drawn up by the keeper from the ledger. */
import { z } from 'zod'
import { issuedPaper, paperReply } from '../../documents/issued-paper.ts'
import type { Actor } from '../../identity/actor.ts'
import { type Route, route } from '../../platform/route.ts'
import type { Property } from '../service.ts'
import { entrySheetFields } from './entry-sheet.ts'
import { disposalRecordFields } from './disposal-record.ts'
import { exitSheetFields, returnSheetFields } from './release-sheets.ts'

const tag = '仓库'
const measurePath = z.object({ measureId: z.string() })
const releasePath = z.object({ releaseId: z.string() })

export function sheetRoutes({ sheets }: Property): Route<Actor>[] {
  return [
    route({
      method: 'post',
      path: '/measures/{measureId}/entry-sheets',
      summary: '开具入库单',
      description: '列出这项措施在该仓库尚未开单的入库；每次入库只开一张。',
      tag,
      params: measurePath,
      body: entrySheetFields,
      response: issuedPaper,
      handle: async ({ asker, params, body }) =>
        paperReply(await sheets.entry(asker, params.measureId, body)),
    }),
    route({
      method: 'post',
      path: '/releases/{releaseId}/exit-sheet',
      summary: '开具出库审批单',
      description: '附批准解除、处理的各级意见；每次解除、处理一张。',
      tag,
      params: releasePath,
      body: exitSheetFields,
      response: issuedPaper,
      handle: async ({ asker, params, body }) => paperReply(await sheets.exit(asker, params.releaseId, body)),
    }),
    route({
      method: 'post',
      path: '/releases/{releaseId}/return-sheets',
      summary: '开具财物返还（领取）单',
      description: '每个领取人一张，列出其领取的、尚未开单的财物。',
      tag,
      params: releasePath,
      body: returnSheetFields,
      response: issuedPaper,
      handle: async ({ asker, params, body }) => paperReply(await sheets.back(asker, params.releaseId, body)),
    }),
    route({
      method: 'post',
      path: '/releases/{releaseId}/disposal-records',
      summary: '制作涉案财物处理记录',
      description: '没收、移送、销毁、拍卖各一份，列出尚未记录的财物。',
      tag,
      params: releasePath,
      body: disposalRecordFields,
      response: issuedPaper,
      handle: async ({ asker, params, body }) =>
        paperReply(await sheets.disposal(asker, params.releaseId, body)),
    }),
  ]
}
