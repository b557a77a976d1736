/** 审批办结: the outcome, told to the drafter. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'approval.close'
export const input = z.object({
  approvalId: z.string(),
  outcome: z.enum(['agreed', 'returned', 'rejected', 'withdrawn']),
})
export const output = z.object({})

export async function handle({
  input: closing,
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  await services.approvals.close(tx, closing)
  return {}
}
