/** 登记审批: keeps the route as approval-route.dmn gave it and the documents that are asked about. */
import { z } from 'zod'
import { routeRow } from '../src/approvals/index.ts'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'approval.open'
export const input = z.object({
  caseId: z.string(),
  stage: z.string(),
  subject: z.string(),
  documentKinds: z.array(z.string()),
  drafterId: z.string(),
  departmentId: z.string(),
  route: z.array(routeRow),
})
export const output = z.object({ approvalId: z.string() })

export async function handle({
  job,
  input: opening,
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const { approvalId } = await services.approvals.open(tx, {
    ...opening,
    processInstanceKey: job.processInstanceKey,
  })
  return { approvalId }
}
