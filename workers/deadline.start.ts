/** 期限开始: from the event that the limit counts from, not from when the job happens to run. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'
import { isoInstant, parseInstant } from '../src/platform/clock.ts'

export const type = 'deadline.start'
export const input = z.object({
  caseId: z.string(),
  limit: z.string(),
  /** What within the case it is about: an announcement. */ subject: z.string().nullish(),
})
export const output = z.object({ dueAt: z.string() })

export async function handle({
  input: { caseId, limit, subject },
  services,
  actor,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const { dueAt } = await services.deadlines.start(tx, actor, {
    caseId,
    limit,
    subject: subject ?? '',
    at: await beginning(services, tx, { caseId, limit, subject: subject ?? '' }),
  })
  return { dueAt: isoInstant(dueAt) }
}

/** Epoch ms of the event (limits.csv, `starts_at`); undefined: now. */
async function beginning(
  { cases }: HandleCall<typeof input>['services'],
  tx: HandleCall<typeof input>['tx'],
  { caseId, limit, subject }: { caseId: string; limit: string; subject: string },
): Promise<number | undefined> {
  const row = await cases.row(tx, caseId)
  switch (limit) {
    case 'clue-decision':
      return cases.clueReceivedAt(tx, caseId)
    case 'case-decision':
      return row.filed_at ?? undefined
    case 'service-of-decision':
      return row.decided_at ?? undefined
    case 'payment':
      return row.served_at ?? undefined
    // It reaches back from the day of the hearing.
    case 'hearing-notice':
      return (await cases.hearingStart(tx, caseId)) ?? undefined
    case 'statement-defence':
    case 'hearing-request': {
      const served = await cases.fact(tx, caseId, 'serve-advance-notice')
      return served === undefined ? undefined : parseInstant(served.at as string)
    }
    case 'demand-before-court': {
      const served = await cases.fact(tx, caseId, 'serve-demand-notice')
      return served === undefined ? undefined : parseInstant(served.at as string)
    }
    case 'court-application':
      return cases.courtTermStart(tx, caseId)
    case 'announcement':
      return cases.announcedAt(tx, subject)
    default:
      return undefined
  }
}
