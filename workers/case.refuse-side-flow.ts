/** 旁支事项未获批准: it ends, the case goes on as it was. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'case.refuse-side-flow'
export const input = z.object({ caseId: z.string(), sideFlowId: z.string(), outcome: z.string() })
export const output = z.object({})

export async function handle({
  input: { sideFlowId, outcome },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  await services.cases.refuseSideFlow(tx, sideFlowId, outcome)
  return {}
}
