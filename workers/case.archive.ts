/** 归档: binds the volume 卷宗 of all issued documents and locks the case. */
import { z } from 'zod'
import type { PreparedVolume } from '../src/documents/case-volume.ts'
import { documentFailure, type HandleCall, type WorkerCall } from '../src/jobs/index.ts'
import { legalDay } from '../src/platform/clock.ts'

export const type = 'case.archive'
export const timeout = 300_000
export const input = z.object({ caseId: z.string() })
export const output = z.object({ documentId: z.string() })

export async function prepare({
  input: { caseId },
  services,
}: WorkerCall<typeof input>): Promise<PreparedVolume> {
  const today = legalDay(services.clock.now())
  const facts = await services.cases.documentFacts(caseId, { kind: 'volume', issuedOn: today })
  return services.documents.prepareVolume(caseId, facts, today).catch(documentFailure)
}

export async function handle({
  input: { caseId },
  services,
  actor,
  tx,
  prepared,
}: HandleCall<typeof input, PreparedVolume>): Promise<z.infer<typeof output>> {
  const documentId = await services.documents.storeVolume(tx, actor, prepared)
  await services.cases.archived(tx, caseId)
  return { documentId }
}
