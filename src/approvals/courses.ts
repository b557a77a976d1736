/** The record of approvals, read for who asks how each went through its tiers. */
import type { Sql } from '../platform/database/sql.ts'
import { grouped } from '../platform/grouped.ts'
import type { ApprovalRow, DecisionRow, RoundRow } from './model.ts'
import { type ApprovalCourse, tiersPassed } from './tiers-passed.ts'

/** 办案人员 of a case, from when until when. */
export interface CaseHandler {
  case_id: string
  officer_id: string
  from_at: number
  to_at: number | null
}

/** Approvals whose record is read at once. */
const part = 200

export async function approvalCourses(
  sql: Sql,
  approvals: ApprovalRow[],
  handlers: CaseHandler[],
  now: number,
): Promise<ApprovalCourse[]> {
  const byCase = grouped(handlers, ({ case_id }) => case_id)
  const courses: ApprovalCourse[] = []
  for (let from = 0; from < approvals.length; from += part) {
    const some = approvals.slice(from, from + part)
    const ids = some.map(({ id }) => id)
    const among = `approval_id IN (${ids.map(() => '?').join(', ')})`
    const rounds = grouped(
      await sql.all<RoundRow>(`SELECT * FROM approval_tiers WHERE ${among} ORDER BY sequence`, ids),
      ({ approval_id }) => approval_id,
    )
    const decisions = grouped(
      await sql.all<DecisionRow>(`SELECT * FROM approval_decisions WHERE ${among} ORDER BY at, id`, ids),
      ({ approval_id }) => approval_id,
    )
    courses.push(
      ...some.map((approval) =>
        tiersPassed(
          {
            approval,
            rounds: rounds.get(approval.id) ?? [],
            decisions: decisions.get(approval.id) ?? [],
            handlers: byCase.get(approval.case_id) ?? [],
          },
          now,
        ),
      ),
    )
  }
  return courses
}
