/** Was every limit kept: each with when it began, was due, ended, by how much it was over, and the days that did not count. */
import type { ApprovalCourse } from '../approvals/tiers-passed.ts'
import type { Deadline } from '../deadlines/service.ts'
import { legalDay } from '../platform/clock.ts'
import { dayNumber } from '../platform/legal-day.ts'
import type { ExaminationRoom, Finding } from './room.ts'

export interface LimitLine {
  id: string
  caseId: string
  limit: string
  name: string
  /** The measure, task or plan it is about; '' for the case itself. */
  subject: string
  /** Whether its running out is a fault of the bureau; otherwise it is the party's time, or days that have to pass. */
  binding: boolean
  state: Deadline['state']
  startsOn: string
  dueOn: string
  endedOn: string | null
  kept: boolean
  /** Days beyond the last one; 0 on the day itself. */
  overDays: number
  /** Days that were not counted, in the limit's own unit. */
  excludedDays: number
  pauses: { fromOn: string; toOn: string | null; reason: string; basis: string }[]
  extensions: { length: number; unit: string; basis: string }[]
  basis: string
}

export function limitLine({ rules, clock }: ExaminationRoom, deadline: Deadline): LimitLine {
  const { id, caseId, limit, name, subject, state, startsOn, dueOn, endedOn, excludedDays, basis } = deadline
  const late = state === 'over'
  const today = legalDay(clock.now())
  return {
    id,
    caseId,
    limit,
    name,
    subject,
    binding: !rules.notBinding.has(limit),
    state,
    startsOn,
    dueOn,
    endedOn,
    kept: !late,
    overDays: late ? Math.max(0, dayNumber(endedOn ?? today) - dayNumber(dueOn)) : 0,
    excludedDays,
    pauses: deadline.pauses.map(({ fromOn, toOn, reason, basis: why }) => ({
      fromOn,
      toOn,
      reason,
      basis: why,
    })),
    extensions: deadline.extensions,
    basis,
  }
}

export function limitFindings(lines: LimitLine[]): Finding[] {
  return lines
    .filter(({ kept, binding }) => binding && !kept)
    .map(({ id, caseId, name, dueOn, endedOn, overDays, basis }) => ({
      check: 'limits' as const,
      object: { type: 'deadline', id },
      caseId,
      text: `“${name}”应于${dueOn}前办结，${endedOn === null ? '至今没有办结' : `${endedOn}才办结`}，${overDays === 0 ? '当日超时' : `超过 ${overDays} 天`}（${basis}）`,
    }))
}

/** Each tier has its own time 每级审批. */
export function tierTimeFindings(courses: ApprovalCourse[], now: number): Finding[] {
  return courses.flatMap(({ approvalId, caseId, subject, entries }) =>
    entries
      .filter(({ late }) => late)
      .map(({ tier, dueAt, closedAt }) => ({
        check: 'limits' as const,
        object: { type: 'approval', id: approvalId },
        caseId,
        text: `“${subject}”的审批在${tier}这一级应于${legalDay(dueAt)}前办结，${closedAt === null ? `到${legalDay(now)}还没有办结` : `${legalDay(closedAt)}才办结`}`,
      })),
  )
}
