/** 查违法记录: how often the party did the same before, and whether it never did. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'party.find-repeat-record'
export const input = z.object({ caseId: z.string() })
export const output = z.object({ repeatCount: z.number().int(), firstViolation: z.boolean() })

export async function handle({
  input: { caseId },
  services: { cases },
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return cases.earlierViolations(tx, caseId)
}
