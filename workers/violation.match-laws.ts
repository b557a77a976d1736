/** 匹配法律条款: the duty broken and the penalty provision of the violation, and whether a hearing is likely to be due (行政处罚法 第六十三条). */
import { z } from 'zod'
import type { HandleCall } from '../src/jobs/index.ts'

export const type = 'violation.match-laws'
export const input = z.object({ caseId: z.string(), violationCode: z.string() })
export const output = z.object({
  /** `《…》第…条`, duty first. */
  lawRefs: z.array(z.string()),
  hearingRequired: z.boolean(),
})

export async function handle({
  input: { caseId, violationCode },
  services,
  tx,
}: HandleCall<typeof input>): Promise<z.infer<typeof output>> {
  const day = await services.cases.dayOfRules(tx, caseId)
  const { violation, citations } = await services.violations.matchLaws(violationCode, day)
  return { lawRefs: [...citations.duty, ...citations.penalty], hearingRequired: violation.hearingLikely }
}
