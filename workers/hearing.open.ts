/** 登记听证: the party has asked for it; its time is not counted. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'hearing.open'
export const input = z.object({ caseId: z.string() })
export const output = z.object({ hearingId: z.string() })

export async function handle({
  input: { caseId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return services.cases.openHearing(tx, caseId)
}
