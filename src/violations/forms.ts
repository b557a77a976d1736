/** What the routes of the register of violations take and answer. */
import { z } from 'zod'

export const tag = '违法行为库'
export const appliesTo = z.enum(['any', 'citizen', 'organisation'])
export const violation = z.object({
  code: z.string(),
  version: z.number(),
  category: z.string(),
  powerItem: z.string(),
  name: z.string(),
  provisions: z.array(
    z.object({
      kind: z.enum(['duty', 'penalty']),
      law: z.string(),
      article: z.number().nullable(),
      branch: z.number(),
      reference: z.string().describe('法律简称和条号，到款、项的如 行政处罚法#59.1.3'),
    }),
  ),
  measureFirst: z.string(),
  fineMinFen: z.number().nullable(),
  fineMaxFen: z.number().nullable(),
  appliesTo,
  otherPenalties: z.array(z.string()),
  hearingLikely: z.boolean(),
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  confidence: z.enum(['high', 'medium', 'low']),
  confirmed: z.object({ by: z.string(), on: z.string() }).nullable(),
})
export const tier = z.object({
  code: z.string(),
  name: z.string(),
  minFen: z.number().nullable(),
  maxFen: z.number().nullable(),
  conditions: z.array(z.string()),
})
export const day = z.iso.date('日期应为 YYYY-MM-DD')
