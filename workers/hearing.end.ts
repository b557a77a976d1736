/** 听证结束: held, waived by absence, terminated or withdrawn; the days of the case count again. */
import { z } from 'zod'
import { hearingOutcomes } from '../src/cases/index.ts'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'hearing.end'
export const input = z.object({
  caseId: z.string(),
  hearingId: z.string(),
  sessionOutcome: z.enum(hearingOutcomes),
})
export const output = z.object({ hearingOutcome: z.enum(hearingOutcomes) })

export async function handle({
  input: { hearingId, sessionOutcome },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  await services.cases.endHearing(tx, hearingId, sessionOutcome)
  return { hearingOutcome: sessionOutcome }
}
