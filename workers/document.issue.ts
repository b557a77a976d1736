/** 文书定稿: printed with its number before the transaction, numbered and kept in it; a number that another took meanwhile is printed anew. */
import { z } from 'zod'
import type { PreparedIssue } from '../src/documents/issue.ts'
import { documentFailure, type HandleCall, type WorkerCall } from '../src/jobs/index.ts'

export const type = 'document.issue'
export const timeout = 180_000
export const input = z.object({
  caseId: z.string(),
  /** None: nothing is written. */ kinds: z.array(z.string()),
  /** For a proof of service: the kinds that were served. */ served: z.array(z.string()).nullish(),
})
export const output = z.object({ documentIds: z.array(z.string()) })

export async function prepare({
  input: { caseId, kinds, served },
  services,
}: WorkerCall<typeof input>): Promise<PreparedIssue[]> {
  const issues: PreparedIssue[] = []
  for (const kind of kinds) {
    const factsFor = (number: string | undefined, issuedOn: string) =>
      services.cases.documentFacts(caseId, { kind, number, issuedOn, served: served ?? undefined })
    issues.push(await services.documents.prepareIssue(caseId, kind, factsFor).catch(documentFailure))
  }
  return issues
}

export async function handle({
  input: { served },
  services,
  actor,
  tx,
  prepared,
}: HandleCall<typeof input, PreparedIssue[]>): Promise<z.infer<typeof output>> {
  const documentIds: string[] = []
  for (const issue of prepared) {
    const issued = await services.documents.issue(tx, actor, issue)
    await services.cases.afterIssue(tx, issued, served ?? undefined)
    documentIds.push(issued.id)
  }
  return { documentIds }
}
