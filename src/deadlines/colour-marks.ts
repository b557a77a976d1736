/** When a limit turns blue and red: instants beside the limit, so that lists and counts need no calendar. Agrees with `timeLeft` at every instant. */
import { addDays, dayNumber, startOfDay } from '../platform/legal-day.ts'
import type { Calendar } from './calendar.ts'
import type { ColourRules, Measured } from './time-left.ts'

export interface ColourMarks {
  /** Epoch ms. */
  blueAt: number
  redAt: number
}

type Course = Pick<Measured, 'unit' | 'startedAt' | 'startsOn' | 'dueOn' | 'dueAt' | 'excludedDays'>

export function colourMarks(
  course: Course,
  calendar: Calendar,
  { blueFrom, redFrom }: Pick<ColourRules, 'blueFrom' | 'redFrom'>,
): ColourMarks {
  const { unit, startedAt, startsOn, dueOn, dueAt, excludedDays } = course
  const over = dueAt + 1
  if (unit === 'hour') {
    const at = (share: number) => Math.min(over, dueAt - Math.floor((dueAt - startedAt) * share))
    const redAt = at(redFrom)
    return { blueAt: Math.min(redAt, at(blueFrom)), redAt }
  }
  const working = unit === 'working_day' && calendar.knows(startsOn) && calendar.knows(dueOn)
  const total =
    (working ? calendar.workingDaysBetween(startsOn, dueOn) : dayNumber(dueOn) - dayNumber(startsOn)) -
    excludedDays
  /** The first day on which no more than so much is left. */
  const from = (share: number) => {
    if (total * share < 0) return over
    let day = dueOn
    for (let left = 0; ;) {
      const counts = !working || calendar.isWorkingDay(day)
      const before = addDays(day, -1)
      if (left + (counts ? 1 : 0) > total * share || (working && !calendar.knows(before))) break
      if (counts) left++
      day = before
    }
    return Math.min(over, startOfDay(day))
  }
  const redAt = from(redFrom)
  return { blueAt: Math.min(redAt, from(blueFrom)), redAt }
}

/** The thresholds by which marks were made: other thresholds ask for other marks. */
export const markedBy = ({ blueFrom, redFrom }: Pick<ColourRules, 'blueFrom' | 'redFrom'>): string =>
  `${blueFrom}/${redFrom}`
