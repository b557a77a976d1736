/** 裁量建议: the tier that the facts give, and the middle of its range as a proposal (行政处罚法 第三十四条). The range is the violation's, as on the day whose rules count. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'discretion.propose'
export const input = z.object({
  caseId: z.string(),
  violationCode: z.string(),
  /** Answer of discretion.dmn; null where no rule fits. */
  discretion: z.object({ tier: z.string(), basis: z.string() }).nullable(),
})
export const output = z.object({ fineFen: z.number().int() })

/** Proposals are whole tens of yuan. */
const step = 1000

export async function handle({
  input: { caseId, violationCode, discretion },
  services: { cases, violations },
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const onDay = await cases.dayOfRules(tx, caseId)
  const tier = discretion === null ? undefined : await violations.tier(violationCode, discretion.tier, onDay)
  // Without a tier the officer chooses one in the report; nothing is suggested in its place.
  if (tier !== undefined)
    await cases.recordFinding(tx, caseId, 'discretion', { tier: tier.code, basis: discretion!.basis })
  if (tier === undefined || tier.maxFen === null)
    return { fineFen: (await violations.get(violationCode, onDay)).fineMinFen ?? 0 }
  const { minFen, maxFen } = tier
  const low = minFen ?? 0
  return { fineFen: Math.min(maxFen, low + Math.round((maxFen - low) / 2 / step) * step) }
}
