/** 措施文书定稿: the documents of a step of a measure; its decision's number becomes the measure's. */
import { z } from 'zod'
import type { PreparedIssue } from '../src/documents/issue.ts'
import { documentFailure, type HandleCall, type WorkerCall } from '../src/jobs/index.ts'

export const type = 'property.issue'
export const timeout = 180_000
export const input = z.object({
  caseId: z.string(),
  measureId: z.string(),
  paper: z.enum(['decision', 'site-record', 'request']),
  /** Of `request`. */
  requestId: z.string().nullish(),
})
export const output = z.object({
  step: z.string(),
  reportDueAt: z.string().nullable(),
  dueAt: z.string().nullable(),
  unstored: z.boolean(),
})

export async function prepare({
  input: order,
  services,
}: WorkerCall<typeof input>): Promise<PreparedIssue[]> {
  return services.property.preparePapers(order).catch(documentFailure)
}

export async function handle({
  input: order,
  services,
  actor,
  tx,
  prepared,
}: HandleCall<typeof input, PreparedIssue[]>): Promise<z.infer<typeof output>> {
  return services.property.issuePapers(tx, actor, order, prepared)
}
