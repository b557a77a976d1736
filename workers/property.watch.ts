/** 核对措施期限: reminds at the instants of data/property.yaml, and says whether and when to ask again. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'property.watch'
export const input = z.object({
  measureId: z.string(),
  /** The report within 24 hours, or the limit of the measure itself. */
  limit: z.enum(['report', 'hold']),
})
export const output = z.object({ stillOpen: z.boolean(), checkAt: z.string() })

export async function handle({
  input: { measureId, limit },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return services.property.watch(tx, measureId, limit)
}
