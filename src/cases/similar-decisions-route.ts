/** 同类案件处罚情况: beside a proposal, what was decided before. */
import { z } from 'zod'
import type { Actor } from '../identity/actor.ts'
import { type Route, route } from '../platform/route.ts'
import { tier } from '../violations/forms.ts'
import type { Cases } from './service.ts'

const fen = z.number().int()

export function similarDecisionsRoute(cases: Cases): Route<Actor> {
  return route({
    method: 'get',
    path: '/cases/{caseId}/similar-decisions',
    summary: '裁量档次和幅度，本机关对同一违法行为的处罚情况：中位数、四分位数、案件',
    description: '统计的是全部案件；无权查看的案件只显示日期和金额。罚款的单位为分。',
    tag: '裁量',
    params: z.object({ caseId: z.string() }),
    query: z.object({
      months: z.coerce.number().int().min(1).max(120).default(24).describe('最近多少个月'),
      partyKind: z.enum(['citizen', 'organisation']).optional(),
      cursor: z
        .string()
        .regex(/^\d+\.[0-9A-Z]+$/, '游标有误')
        .optional(),
      limit: z.coerce.number().int().min(1).max(100).optional(),
    }),
    response: z.object({
      violationCode: z.string(),
      from: z.string(),
      until: z.string(),
      count: z.number(),
      withoutFine: z.number(),
      fines: z
        .object({
          lowest: fen,
          lowerQuartile: fen,
          median: fen,
          upperQuartile: fen,
          highest: fen,
        })
        .nullable(),
      tiers: z
        .array(
          tier.extend({
            range: z.string().describe('中文的幅度'),
            decisions: z.number().describe('其中罚款在这一档幅度内的'),
          }),
        )
        .describe('本案可选的裁量档次，填表时用代码'),
      suggestedTier: z.string().nullable().describe('由事实定出的档次'),
      proposedTier: z.string().nullable().describe('报告、告知、决定提出的档次'),
      proposal: z.object({ fineFen: fen, shareNotHigher: z.number() }).nullable(),
      items: z.array(
        z.object({
          decidedOn: z.string(),
          fineFen: fen,
          procedure: z.enum(['ordinary', 'summary']),
          partyKind: z.enum(['citizen', 'organisation']).nullable(),
          caseId: z.string().nullable(),
          number: z.string().nullable(),
          departmentId: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
    handle: async ({ asker, params, query }) => ({
      body: await cases.similarDecisions(asker, params.caseId, query),
    }),
  })
}
