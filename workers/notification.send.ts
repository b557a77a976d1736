/** 通知: a message in the product to the people of an approval or of a case. What is due is told by the reminders of limits (data/deadlines.yaml), not by models. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'
import { problem } from '../src/platform/problem.ts'

export const type = 'notification.send'

/** What each kind says; a reminder of an approval says for itself what waits. */
const texts = {
  'approval-reminder': undefined,
  'hearing-notice-due':
    '听证通知期限已到：已经送达的请登记送达，未送达的请另行安排听证（行政处罚法 第六十四条）',
} as const
type Kind = keyof typeof texts

export const input = z.object({
  caseId: z.string(),
  kind: z.enum(Object.keys(texts) as Kind[]),
  /** `reviewers` of the approval, `case-officers`, or an officer's id. */
  to: z.string(),
  approvalId: z.string().nullish(),
})
export const output = z.object({})

export async function handle({
  input: { caseId, kind, to, approvalId },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  if (to === 'reviewers' && approvalId) {
    await services.approvals.remindWhenDue(tx, approvalId)
    return {}
  }
  const text = texts[kind]
  if (text === undefined) throw problem('conflict', `这种通知只发给审批人：${kind}`)
  const officerIds = to === 'case-officers' ? await services.cases.handlers(tx, caseId) : [to]
  await services.notifications.send(tx, { officerIds, caseId, kind, text, link: `/cases/${caseId}` })
  return {}
}
