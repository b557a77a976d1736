/** 恢复执行: the time of the demand and of the application to the court counts again, and so does the surcharge (行政强制法 第三十九条). */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'enforcement.resume'
export const input = z.object({ caseId: z.string(), sideFlowId: z.string() })
export const output = z.object({})

export async function handle({
  input: { sideFlowId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  await services.cases.resumeEnforcement(tx, sideFlowId)
  return {}
}
