/** 公告送达的结果: its period is over and the documents count as served, or its approval did not agree. */
import { z } from 'zod'
import type { PreparedResult } from '../src/cases/serving/conclude.ts'
import { documentFailure, type HandleCall, type WorkerCall } from '../src/jobs/index.ts'

export const type = 'service.settle'
export const timeout = 180_000
export const input = z.object({
  attemptId: z.string(),
  outcome: z.enum(['over', 'returned', 'rejected', 'withdrawn']),
})
export const output = z.object({})

const refusals = { returned: '审批退回', rejected: '不予批准', withdrawn: '已撤回' }

export async function prepare({
  input: { attemptId, outcome },
  services,
}: WorkerCall<typeof input>): Promise<PreparedResult | undefined> {
  if (outcome !== 'over') return undefined
  return services.cases.prepareAnnouncementEnd(attemptId).catch(documentFailure)
}

export async function handle({
  input: { attemptId, outcome },
  services,
  tx,
  prepared,
}: HandleCall<typeof input, PreparedResult | undefined>): Promise<z.infer<typeof output>> {
  if (outcome === 'over') await services.cases.endAnnouncement(tx, attemptId, prepared)
  else await services.cases.refuseAnnouncement(tx, attemptId, refusals[outcome])
  return {}
}
