/** 恢复调查: the suspension ends and the days count again. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'case.resume'
export const input = z.object({ caseId: z.string(), sideFlowId: z.string() })
export const output = z.object({})

export async function handle({
  input: { sideFlowId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  await services.cases.resume(tx, sideFlowId)
  return {}
}
