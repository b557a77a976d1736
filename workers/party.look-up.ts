/** 核对当事人: the party of the entry form, as routing facts. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'party.look-up'
export const input = z.object({ caseId: z.string(), partyId: z.string() })
export const output = z.object({ partyKind: z.enum(['citizen', 'organisation']) })

export async function handle({
  input: { partyId },
  services,
  actor,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  return { partyKind: (await services.parties.get(actor, partyId)).kind }
}
