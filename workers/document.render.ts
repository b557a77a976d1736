/** 生成送审稿: drafts of the kinds from the facts as they stand; from anew where a fact was corrected 更正 meanwhile. */
import { z } from 'zod'
import type { PreparedDraft } from '../src/documents/draft.ts'
import { documentFailure, type HandleCall, PrepareAgain, type WorkerCall } from '../src/jobs/index.ts'

export const type = 'document.render'
export const input = z.object({
  caseId: z.string(),
  /** None: nothing is written. */ kinds: z.array(z.string()),
})
export const output = z.object({ documentIds: z.array(z.string()) })

export async function prepare({
  input: { caseId, kinds },
  services,
}: WorkerCall<typeof input>): Promise<{ drafts: PreparedDraft[]; corrections: number }> {
  const corrections = await services.cases.correctionsOf(caseId)
  const drafts: PreparedDraft[] = []
  for (const kind of kinds) {
    const facts = await services.cases.documentFacts(caseId, { kind })
    drafts.push(await services.documents.prepareDraft(caseId, kind, facts).catch(documentFailure))
  }
  return { drafts, corrections }
}

export async function handle({
  input: { caseId },
  services,
  actor,
  tx,
  prepared: { drafts, corrections },
}: HandleCall<typeof input, Awaited<ReturnType<typeof prepare>>>): Promise<z.infer<typeof output>> {
  await services.cases.lock(tx, caseId)
  if ((await services.cases.correctionsOf(caseId, tx)) !== corrections) throw new PrepareAgain()
  const documentIds: string[] = []
  for (const draft of drafts) documentIds.push(await services.documents.draft(tx, draft, actor))
  return { documentIds }
}
