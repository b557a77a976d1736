/** 案件流转: the case enters a stage, is closed, or ends early. Nothing of the next stage begins before the approval of the one before is effective. */
import { z } from 'zod'
import { caseEnds, stages } from '../src/cases/index.ts'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'case.advance'
/** `stage`: the stage that begins now, or how the case has ended. */
export const input = z.object({ caseId: z.string(), stage: z.enum([...stages, ...caseEnds]) })
export const output = z.object({})

export async function handle({
  job,
  input: { caseId, stage },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  await services.cases.advance(tx, caseId, stage, job.processInstanceKey)
  return {}
}
