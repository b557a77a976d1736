/** 中止执行满三年: where nobody is harmed and the party cannot pay, nothing is enforced any more (行政强制法 第三十九条); otherwise it is looked at again. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'
import { isoInstant } from '../src/platform/clock.ts'

export const type = 'enforcement.end-stay'
export const input = z.object({ caseId: z.string(), sideFlowId: z.string() })
export const output = z.object({ stayOver: z.boolean(), nextCheckAt: z.string().nullable() })

export async function handle({
  input: { sideFlowId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const nextCheckAt = await services.cases.lapseStay(tx, sideFlowId)
  return {
    stayOver: nextCheckAt === null,
    nextCheckAt: nextCheckAt === null ? null : isoInstant(nextCheckAt),
  }
}
