/** What a limit's facts come to: its last day and colours by the calendar, the row that it begins as, and how it is shown. Nothing is read or written. */
import { legalDay } from '../platform/clock.ts'
import type { Calendar } from './calendar.ts'
import { colourMarks, markedBy } from './colour-marks.ts'
import { computeDue, type Course, type Due, excludedDays } from './compute-due.ts'
import type { LimitRule } from './limits.ts'
import type * as rows from './rows.ts'
import type { Deadline } from './service.ts'
import { type ColourRules, type Measured, type TimeLeft, timeLeft } from './time-left.ts'

export type Reckoning = ReturnType<typeof createReckoning>

export function createReckoning(calendar: Calendar, colours: ColourRules) {
  const courseOf = (
    { row, extensions, pauses }: rows.DeadlineFacts,
    { direction, moves }: LimitRule,
  ): Course => ({
    startedAt: Number(row.started_at),
    lengths: [row, ...extensions].map(({ length, unit }) => ({ length: Number(length), unit })),
    pauses: pauses.map(({ from_on: fromOn, to_on: toOn }) => ({ fromOn, toOn })),
    direction,
    moves,
  })

  function marksOf(
    { unit, started_at, starts_on }: Pick<rows.DeadlineRow, 'unit' | 'started_at' | 'starts_on'>,
    { dueOn, dueAt }: Due,
    course: Course,
  ): Pick<rows.DeadlineRow, 'blue_at' | 'red_at' | 'marked_by'> {
    const measured = {
      unit,
      startedAt: Number(started_at),
      startsOn: starts_on,
      dueOn,
      dueAt,
      excludedDays: excludedDays(course, calendar),
    }
    const { blueAt, redAt } = colourMarks(measured, calendar, colours)
    return { blue_at: blueAt, red_at: redAt, marked_by: markedBy(colours) }
  }

  function toDeadline(facts: rows.DeadlineFacts, limit: LimitRule, now: number): Deadline {
    const { row, extensions, pauses } = facts
    const dueAt = Number(row.due_at)
    const endedAt = row.ended_at === null ? null : Number(row.ended_at)
    const state = row.state === 'running' && now > dueAt ? 'over' : row.state
    const measured = {
      state,
      unit: row.unit,
      startedAt: Number(row.started_at),
      startsOn: row.starts_on,
      dueOn: row.due_on,
      dueAt,
      excludedDays: excludedDays(courseOf(facts, limit), calendar),
      endedAt,
      provisional: Boolean(row.provisional),
    }
    return {
      id: row.id,
      caseId: row.case_id,
      limit: row.limit_code,
      name: limit.name,
      subject: row.subject,
      state,
      startsOn: row.starts_on,
      dueOn: row.due_on,
      dueAt,
      provisional: measured.provisional,
      excludedDays: measured.excludedDays,
      extensions: extensions.map(({ length, unit, basis }) => ({ length: Number(length), unit, basis })),
      pauses: pauses.map(({ from_on: fromOn, to_on: toOn, reason, basis, cause }) => ({
        fromOn,
        toOn,
        reason,
        basis,
        cause,
      })),
      endedOn: endedAt === null ? null : legalDay(endedAt),
      ...timeLeft(measured, now, calendar, colours),
      basis: row.basis,
    }
  }

  const dueOf = ({ length, unit, direction, moves }: LimitRule, at: number): Due =>
    computeDue({ startedAt: at, lengths: [{ length, unit }], pauses: [], direction, moves }, calendar)

  /** The row of a limit that starts to run. */
  function begun(
    { code, length, unit, basis: basisOfLimit, direction, moves }: LimitRule,
    due: Due,
    {
      id,
      caseId,
      subject,
      at,
      basis,
      departmentId,
    }: {
      id: string
      caseId: string
      subject: string
      at: number
      basis?: string
      departmentId: string | null
    },
  ): rows.DeadlineRow {
    const course = { startedAt: at, lengths: [{ length, unit }], pauses: [], direction, moves }
    return {
      id,
      case_id: caseId,
      limit_code: code,
      subject,
      basis: basis ?? basisOfLimit,
      state: 'running',
      started_at: at,
      starts_on: legalDay(at),
      length,
      unit,
      due_on: due.dueOn,
      due_at: due.dueAt,
      provisional: due.provisional,
      ended_at: null,
      department_id: departmentId,
      ...marksOf({ unit, started_at: at, starts_on: legalDay(at) }, due, course),
      reminded: 0,
    }
  }

  function leftBetween(from: number, dueAt: number, now: number): TimeLeft {
    const [startsOn, dueOn] = [legalDay(from), legalDay(dueAt)]
    const measured: Measured = {
      state: now > dueAt ? 'over' : 'running',
      unit: 'working_day',
      startedAt: from,
      startsOn,
      dueOn,
      dueAt,
      excludedDays: 0,
      endedAt: null,
      provisional: false,
    }
    return timeLeft(measured, now, calendar, colours)
  }

  return { courseOf, marksOf, toDeadline, dueOf, begun, leftBetween }
}
