/** What an officer sends from the street, in one request: everything that a decision on the spot needs (行政处罚法 第五十一条、第五十二条). */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { newParty } from '../../parties/schemas.ts'
import { instant } from '../../platform/instant.ts'
import { text } from '../../platform/required-text.ts'
import { limitationReason } from '../limitation.ts'

export const summarySubmission = z.strictObject({
  id: z.ulid().describe('案件编号，由手机生成；重发同一请求不会重复处罚'),
  clueId: z.string().optional().describe('由已登记的线索而来；不填则按巡查发现登记一条'),
  assistingOfficerIds: z.array(z.string()).min(1).max(5).describe('协办人员；执法人员不得少于两人'),
  partyId: z.string().optional().describe('服务对象库中的当事人；与 party 二选一'),
  party: newParty.optional(),
  violationCode: z.string(),
  occurredAt: instant.describe('违法时间'),
  place: text(200),
  longitude: z.number().min(-180).max(180).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  description: text(2000).describe('违法事实'),
  /** 第五十二条: who does not show the certificate may be refused. */
  certificateShown: z.literal(true, { error: '应当出示执法证件（行政处罚法 第五十二条）' }),
  /** 第四十四条, 第四十五条. */
  rightsTold: z.literal(true, { error: '应当当场告知事实、理由、依据和陈述申辩权（行政处罚法 第四十四条）' }),
  limitation: limitationReason
    .optional()
    .describe('违法行为超过两年的，仍在追责时效内的理由（行政处罚法 第三十六条）'),
  defence: text(2000).optional().describe('当事人的陈述、申辩'),
  penalty: z.strictObject({
    warning: z.boolean().default(false),
    fineFen: z.number().int().positive().optional(),
  }),
  collection: z
    .strictObject({
      ground: z.string(),
      receiptNumber: text(60).describe('专用票据号（行政处罚法 第七十条）'),
    })
    .optional()
    .describe('当场收缴；不填则由当事人到银行缴纳'),
  correctionDemand: text(1000).optional().describe('责令改正的内容'),
  distinctAct: text(500)
    .optional()
    .describe('与已处罚的违法行为当事人、地点、日期相同，但确属另一违法行为的理由（行政处罚法 第二十九条）'),
  delivery: z
    .strictObject({
      recipient: text(60),
      refusal: text(500).optional().describe('拒绝签收的情况'),
      witness: text(60).optional(),
    })
    .describe('决定书当场交付'),
})

export type SummarySubmission = z.infer<typeof summarySubmission>

/** The same request sent again has the same mark; another under the same id has not. */
export function markOf(submission: SummarySubmission): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(submission)))
    .digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
