/**
 * When a limit ends. The day of the event does not count; excluded days do not count; a last day that is no working day moves to the next one
 * (行政处罚法 第八十五条, 行政强制法 第六十九条; 民事诉讼法 on periods by analogy). Pure: days in, day out.
 */
import { legalDay } from '../platform/clock.ts'
import type { Calendar } from './calendar.ts'
import { addDays, addMonths, dayNumber, endOfDay } from '../platform/legal-day.ts'
import type { LimitUnit } from './service.ts'

export interface Length {
  length: number
  unit: LimitUnit
}

/** Excluded days: `fromOn` is the first that is not counted, `toOn` the first that counts again; null: still open. */
export interface Pause {
  fromOn: string
  toOn: string | null
}

export interface Course {
  /** Epoch ms of the event. */
  startedAt: number
  /** The limit, then each extension. */
  lengths: Length[]
  pauses: Pause[]
  /** `before`: the limit reaches back from the event (notice of a hearing). */
  direction: 'after' | 'before'
  /** Whether a last day on a holiday moves to the next working day. */
  moves: boolean
}

export interface Due {
  dueOn: string
  /** Epoch ms. */
  dueAt: number
  /** The last day lies in a year whose holidays are not announced. */
  provisional: boolean
}

/** @throws Problem `calendar-missing` when working days of an unannounced year would have to be counted. */
export function computeDue(
  { startedAt, lengths, pauses, direction, moves }: Course,
  calendar: Calendar,
): Due {
  const startsOn = legalDay(startedAt)
  if (lengths.every(({ unit }) => unit === 'hour')) {
    const dueAt = startedAt + lengths.reduce((sum, { length }) => sum + length, 0) * 3_600_000
    return { dueOn: legalDay(dueAt), dueAt, provisional: false }
  }
  if (direction === 'before') return dayEnd(backwards(startsOn, lengths, calendar))
  const closed = mergePauses(pauses)
  let end = startsOn
  for (const length of lengths) end = step(end, length, closed, calendar)
  return moves ? moved(end, calendar) : dayEnd(end)
}

function dayEnd(dueOn: string, provisional = false): Due {
  return { dueOn, dueAt: endOfDay(dueOn), provisional }
}

/** As many whole days lie between the last day for the notice and the event; neither of the two counts. A last day on a holiday moves to the working day before. */
function backwards(event: string, lengths: Length[], calendar: Calendar): string {
  let end = event
  for (const { length, unit } of lengths) {
    end = unit === 'working_day' ? calendar.addWorkingDays(end, -length) : addDays(end, -length)
  }
  end = addDays(end, -1)
  while (calendar.knows(end) ? !calendar.isWorkingDay(end) : !calendar.isProbablyWorkingDay(end))
    end = addDays(end, -1)
  return end
}

function step(from: string, { length, unit }: Length, pauses: ClosedPause[], calendar: Calendar): string {
  if (unit === 'working_day') {
    let at = from
    for (let left = length; left > 0;) {
      at = addDays(at, 1)
      if (!isPaused(at, pauses) && calendar.isWorkingDay(at)) left--
    }
    return at
  }
  const raw =
    unit === 'month'
      ? addMonths(from, length)
      : unit === 'year'
        ? addMonths(from, length * 12)
        : addDays(from, unit === 'hour' ? Math.ceil(length / 24) : length)
  return countOnly(from, dayNumber(raw) - dayNumber(from), pauses)
}

/** The day on which `days` days that are not paused have passed since `from`. */
function countOnly(from: string, days: number, pauses: ClosedPause[]): string {
  let end = addDays(from, days)
  for (const { fromOn, toOn } of pauses) {
    if (toOn <= from || fromOn > end) continue
    const first = fromOn > from ? fromOn : addDays(from, 1)
    end = addDays(end, dayNumber(toOn) - dayNumber(first))
  }
  return end
}

function moved(end: string, calendar: Calendar): Due {
  let at = end
  let provisional = false
  for (;;) {
    const known = calendar.knows(at)
    provisional ||= !known
    if (known ? calendar.isWorkingDay(at) : calendar.isProbablyWorkingDay(at)) return dayEnd(at, provisional)
    at = addDays(at, 1)
  }
}

interface ClosedPause {
  fromOn: string
  toOn: string
}

/** In order, without overlaps; an open pause does not move the end yet: nobody knows by how much. */
function mergePauses(pauses: Pause[]): ClosedPause[] {
  const merged: ClosedPause[] = []
  const closed = pauses.filter(
    (pause): pause is ClosedPause => pause.toOn !== null && pause.fromOn < pause.toOn,
  )
  for (const pause of closed.sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    const last = merged.at(-1)
    if (last && pause.fromOn <= last.toOn) last.toOn = pause.toOn > last.toOn ? pause.toOn : last.toOn
    else merged.push({ ...pause })
  }
  return merged
}

function isPaused(day: string, pauses: ClosedPause[]): boolean {
  return pauses.some(({ fromOn, toOn }) => fromOn <= day && day < toOn)
}

/** Days of closed pauses that fall after the start, in working days for limits in working days. */
export function excludedDays({ startedAt, lengths, pauses }: Course, calendar: Calendar): number {
  const startsOn = legalDay(startedAt)
  const working = lengths[0]?.unit === 'working_day'
  let sum = 0
  for (const { fromOn, toOn } of mergePauses(pauses)) {
    const first = fromOn > startsOn ? fromOn : addDays(startsOn, 1)
    if (first >= toOn) continue
    sum += working
      ? calendar.workingDaysBetween(addDays(first, -1), addDays(toOn, -1))
      : dayNumber(toOn) - dayNumber(first)
  }
  return sum
}
