/** Was every tier passed in order, and by whom: the courses of approvals as findings. */
import type { ApprovalRow } from '../approvals/index.ts'
import type { ApprovalCourse } from '../approvals/tiers-passed.ts'
import { handlersOf } from '../cases/handled-cases.ts'
import type { ExaminationRoom, Finding } from './room.ts'

/** Cases whose officers are read at once. */
const part = 200

export async function coursesOf(
  { database, approvals }: ExaminationRoom,
  rows: ApprovalRow[],
): Promise<ApprovalCourse[]> {
  const { sql } = database
  const courses: ApprovalCourse[] = []
  for (let from = 0; from < rows.length; from += part) {
    const some = rows.slice(from, from + part)
    const handlers = await handlersOf(sql, [...new Set(some.map(({ case_id }) => case_id))])
    courses.push(...(await approvals.courses(sql, some, handlers)))
  }
  return courses
}

export const tierFindings = (courses: ApprovalCourse[]): Finding[] =>
  courses.flatMap(({ approvalId, caseId, subject, faults }) =>
    faults.map((text) => ({
      check: 'tiers' as const,
      object: { type: 'approval', id: approvalId },
      caseId,
      text: `“${subject}”的审批：${text}`,
    })),
  )
