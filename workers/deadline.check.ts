/** 期限检查: has the limit run out, or when to ask again (design §10: the limit lives in facts, since suspension and extension move it). */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'
import { isoInstant } from '../src/platform/clock.ts'

export const type = 'deadline.check'
export const input = z.object({
  caseId: z.string(),
  limit: z.string(),
  /** What within the case it is about: an announcement. */ subject: z.string().nullish(),
})
export const output = z.object({ due: z.boolean(), nextCheckAt: z.string() })

export async function handle({
  input: { caseId, limit, subject },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const running = (await services.deadlines.ofCase(caseId)).find(
    (one) => one.limit === limit && one.subject === (subject ?? '') && one.endedOn === null,
  )
  // Ended before the timer came, as after a hearing that was asked for in time but registered late: nothing is left to wait for.
  if (!running) return { due: true, nextCheckAt: isoInstant(services.clock.now()) }
  const { due, nextCheckAt, deadline } = await services.deadlines.check(tx, { id: running.id })
  return { due, nextCheckAt: nextCheckAt ?? isoInstant(deadline.dueAt) }
}
