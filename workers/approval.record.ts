/** 记录本级结果: what the tier's effective decisions come to, and where the approval goes. */
import { z } from 'zod'
import { routeTier } from '../src/approvals/index.ts'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'approval.record'
export const input = z.object({ approvalId: z.string(), tierIndex: z.number().int().min(1) })
export const output = z.object({
  tierOutcome: z.enum(['continue', 'agreed', 'returned', 'rejected']),
  /** 1-based; 0 is the drafter. */
  nextTier: z.number().int(),
  route: z.array(routeTier),
})

export async function handle({
  input: tier,
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return services.approvals.record(tx, tier)
}
