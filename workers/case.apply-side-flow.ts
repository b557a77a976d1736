/** 旁支事项生效: its documents are issued and what its approval agreed to is brought about, at once; or neither, where the case has gone on meanwhile. */
import { z } from 'zod'
import type { PreparedSideFlow } from '../src/cases/side-flows/apply-side-flow.ts'
import { documentFailure, type HandleCall, type WorkerCall } from '../src/jobs/index.ts'
import { isoInstant } from '../src/platform/clock.ts'

export const type = 'case.apply-side-flow'
export const timeout = 180_000
export const input = z.object({
  caseId: z.string(),
  sideFlowId: z.string(),
  /** Kinds of document to issue with it. Left out by flows on the model that had them issued before. */
  kinds: z.array(z.string()).nullish(),
})
export const output = z.object({
  /** Whether it took effect. */
  applied: z.boolean(),
  /** Whose resumption the flow waits for; enforcement at most until `stayDueAt`. */
  waitsFor: z.enum(['nothing', 'case', 'enforcement']),
  stayDueAt: z.string().nullable(),
  /** For flows that began on the model before `waitsFor`. */
  suspended: z.boolean(),
})

export async function prepare({
  input: { sideFlowId, kinds },
  services,
}: WorkerCall<typeof input>): Promise<PreparedSideFlow> {
  return services.cases.prepareSideFlow(sideFlowId, kinds ?? []).catch(documentFailure)
}

export async function handle({
  input: { sideFlowId },
  services,
  tx,
  prepared,
}: HandleCall<typeof input, PreparedSideFlow>): Promise<z.infer<typeof output>> {
  const { applied, suspended, stayedUntil } = await services.cases.applySideFlow(tx, sideFlowId, prepared)
  return {
    applied,
    suspended,
    waitsFor: suspended ? 'case' : stayedUntil === null ? 'nothing' : 'enforcement',
    stayDueAt: stayedUntil === null ? null : isoInstant(stayedUntil + 1),
  }
}
