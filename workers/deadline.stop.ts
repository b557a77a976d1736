/** 期限结束: met, or over where it ended late. A limit that is not running is nothing to stop. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'
import { parseInstant } from '../src/platform/clock.ts'

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
  await services.deadlines.stop(
    tx,
    actor,
    { caseId, limit, subject: subject ?? '' },
    await ending(services, tx, caseId, limit),
  )
  return {}
}

/** Epoch ms of what kept the limit, where that is known; undefined: now. */
async function ending(
  { cases }: HandleCall<typeof input>['services'],
  tx: HandleCall<typeof input>['tx'],
  caseId: string,
  limit: string,
): Promise<number | undefined> {
  if (limit !== 'hearing-notice') return undefined
  const served = await cases.fact(tx, caseId, 'serve-hearing-notice')
  return typeof served?.at === 'string' ? parseInstant(served.at) : undefined
}
