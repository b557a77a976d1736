/** 通知: a message in the product to the people of an approval or of a case. */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'
import { problem } from '../src/platform/problem.ts'

export const type = 'notification.send'
export const input = z.object({
  caseId: z.string(),
  kind: z.string(),
  /** `reviewers` of the approval, `case-officers`, or an officer's id. */
  to: z.string(),
  approvalId: z.string().nullish(),
})
export const output = z.object({})

/** What each kind says. */
const texts: Record<string, string> = {
  'deadline-near': '案件期限临近，请及时办理',
  'deadline-over': '案件已经超过期限',
  'hearing-notice-due':
    '听证通知期限已到：已经送达的请登记送达，未送达的请另行安排听证（行政处罚法 第六十四条）',
  'payment-overdue': '当事人逾期未缴纳罚款，请依法催缴（行政处罚法 第七十二条）',
}

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
  if (text === undefined) throw problem('conflict', `没有这种通知：${kind}`)
  const officerIds = to === 'case-officers' ? await services.cases.handlers(tx, caseId) : [to]
  await services.notifications.send(tx, { officerIds, caseId, kind, text, link: `/cases/${caseId}` })
  return {}
}
