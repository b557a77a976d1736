/** 期限结束: met, or over where it ended late. A limit that is not running is nothing to stop. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'deadline.stop'
export const input = z.object({
  caseId: z.string(),
  limit: z.string(),
  /** What within the case it is about: an announcement. */ subject: z.string().nullish(),
})
export const output = z.object({})

export async function handle({
  input: { caseId, limit, subject },
  services,
  actor,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  await services.deadlines.stop(tx, actor, { caseId, limit, subject: subject ?? '' })
  return {}
}
