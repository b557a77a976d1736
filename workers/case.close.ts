/** 结案 of a case decided on the spot: closed when nothing is left to be done; until then its officers are told what is. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'case.close'
export const input = z.object({ caseId: z.string() })
export const output = z.object({
  closed: z.boolean(),
  /** ISO: when to look again. */
  checkAgainAt: z.string(),
})

export async function handle({
  input: { caseId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return services.cases.closeSummaryCase(tx, caseId)
}
