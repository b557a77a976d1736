/** 旁支事项生效: what the approval of an extension, suspension, termination, transfer, recusal or change of officers brings about. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'case.apply-side-flow'
export const input = z.object({ caseId: z.string(), sideFlowId: z.string() })
/** `suspended`: the case stands still until it is resumed. */
export const output = z.object({ suspended: z.boolean() })

export async function handle({
  input: { sideFlowId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return services.cases.applySideFlow(tx, sideFlowId)
}
