/** 核对救济期限: the court may be asked only when the party can no longer go to review or to court (行政强制法 第五十三条). */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'
import { isoInstant } from '../src/platform/clock.ts'

export const type = 'enforcement.check-remedies'
export const input = z.object({ caseId: z.string() })
export const output = z.object({ remediesOver: z.boolean(), nextCheckAt: z.string() })

export async function handle({
  input: { caseId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const { over, nextCheckAt } = await services.cases.checkRemedies(tx, caseId)
  return { remediesOver: over, nextCheckAt: isoInstant(nextCheckAt) }
}
