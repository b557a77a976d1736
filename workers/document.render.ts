/** 生成送审稿: drafts of the kinds from the facts as they stand. */
import { z } from 'zod'
import type { PreparedDraft } from '../src/documents/draft.ts'
import { documentFailure, type HandleCall, type WorkerCall } from '../src/jobs/index.ts'

export const type = 'document.render'
export const input = z.object({
  caseId: z.string(),
  /** None: nothing is written. */ kinds: z.array(z.string()),
})
export const output = z.object({ documentIds: z.array(z.string()) })

export async function prepare({
  input: { caseId, kinds },
  services,
}: WorkerCall<typeof input>): Promise<PreparedDraft[]> {
  const drafts: PreparedDraft[] = []
  for (const kind of kinds) {
    const facts = await services.cases.documentFacts(caseId, { kind })
    drafts.push(await services.documents.prepareDraft(caseId, kind, facts).catch(documentFailure))
  }
  return drafts
}

export async function handle({
  services,
  actor,
  tx,
  prepared,
}: HandleCall<typeof input, PreparedDraft[]>): Promise<z.infer<typeof output>> {
  const documentIds: string[] = []
  for (const draft of prepared) documentIds.push(await services.documents.draft(tx, draft, actor))
  return { documentIds }
}
