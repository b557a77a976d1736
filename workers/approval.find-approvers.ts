/** 查找审批人: who fills the tier now. Nobody left is an incident, which the legal section sees. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'approval.find-approvers'
export const input = z.object({ approvalId: z.string(), tierIndex: z.number().int().min(1) })
export const output = z.object({
  /** One element per review: mode one has a single element with all who may take it. */
  reviewers: z.array(z.object({ candidates: z.array(z.string()) })),
  autoPass: z.boolean(),
  needed: z.number().int(),
  dueAt: z.string(),
  remindAt: z.string(),
  escalateAt: z.string(),
})

export async function handle({
  input: tier,
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return services.approvals.enterTier(tx, tier)
}
