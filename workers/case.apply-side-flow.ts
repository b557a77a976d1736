/** 旁支事项生效: what the approval of an extension, suspension, termination, transfer, recusal or change of officers brings about. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'
import { isoInstant } from '../src/platform/clock.ts'

export const type = 'case.apply-side-flow'
export const input = z.object({ caseId: z.string(), sideFlowId: z.string() })
export const output = z.object({
  /** Whose resumption the flow waits for; enforcement at most until `stayDueAt`. */
  waitsFor: z.enum(['nothing', 'case', 'enforcement']),
  stayDueAt: z.string().nullable(),
  /** For flows that began on the model before `waitsFor`. */
  suspended: z.boolean(),
})

export async function handle({
  input: { sideFlowId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const { suspended, stayedUntil } = await services.cases.applySideFlow(tx, sideFlowId)
  return {
    suspended,
    waitsFor: suspended ? 'case' : stayedUntil === null ? 'nothing' : 'enforcement',
    stayDueAt: stayedUntil === null ? null : isoInstant(stayedUntil + 1),
  }
}
