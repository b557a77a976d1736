/** 超时上报: a tier is over its limit; who stands above it is told, the tier still decides. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'approval.escalate'
export const input = z.object({ approvalId: z.string() })
export const output = z.object({})

export async function handle({
  input: { approvalId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  await services.approvals.escalate(tx, approvalId)
  return {}
}
