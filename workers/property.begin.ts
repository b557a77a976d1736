/** 登记措施: ties the measure to its process instance and says where it stands. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'property.begin'
export const input = z.object({ measureId: z.string(), requestId: z.string().nullish() })
export const output = z.object({
  step: z.string(),
  reportDueAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  unstored: z.boolean(),
})

export async function handle({
  job,
  input: { measureId, requestId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return services.property.begin(tx, measureId, job.processInstanceKey, requestId ?? null)
}
