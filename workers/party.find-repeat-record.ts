/** 查违法记录: how often the party was penalised for the same violation in the last twelve months. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'
import { legalDay } from '../src/platform/clock.ts'

export const type = 'party.find-repeat-record'
export const input = z.object({ caseId: z.string(), partyId: z.string(), violationCode: z.string() })
export const output = z.object({ repeatCount: z.number().int() })

const months = 12

export async function handle({
  input: { caseId, partyId, violationCode },
  services,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const records = await services.parties.findRepeatRecord(
    partyId,
    violationCode,
    months,
    legalDay(services.clock.now()),
  )
  return { repeatCount: records.filter((record) => record.caseId !== caseId).length }
}
