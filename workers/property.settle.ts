/** 登记审批结果: what the end of a request's approval means for its measure: taken, extended, released, or none of it. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'property.settle'
export const input = z.object({
  requestId: z.string(),
  approvalId: z.string(),
  outcome: z.enum(['agreed', 'returned', 'rejected', 'withdrawn']),
})
export const output = z.object({
  step: z.string(),
  reportDueAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  unstored: z.boolean(),
})

export async function handle({
  input: settling,
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return services.property.settle(tx, settling)
}
