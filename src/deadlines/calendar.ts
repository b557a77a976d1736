/**
 * Working days of China: what the State Council announced (chinese-days), corrected and completed by data/calendar.yaml. A year nobody has announced
 * is an error for working-day limits, never a guess; only an invented bureau may guess.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { problem } from '../platform/problem.ts'
import { addDays, weekday } from '../platform/legal-day.ts'

export interface Calendar {
  /** Takes what people have entered and confirmed, by year; it wins over the file and what came with the program. */
  use(entered: ReadonlyMap<string, { holidays: string[]; workdays: string[] }>): void
  /** Whether the year's holidays have been announced. */
  knows(day: string): boolean
  /** @throws Problem `calendar-missing` for a year that is not announced. */
  isWorkingDay(day: string): boolean
  /** Weekends and fixed holidays only; for last days in years that are not announced yet. */
  isProbablyWorkingDay(day: string): boolean
  /** The n-th working day after the day; before it with a negative n. @throws Problem `calendar-missing`. */
  addWorkingDays(day: string, n: number): string
  /** Working days after `from` up to and with `to`; negative when `to` is earlier. @throws Problem `calendar-missing`. */
  workingDaysBetween(from: string, to: string): number
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const file = z.strictObject({
  fixedHolidays: z.array(z.string().regex(/^\d{2}-\d{2}$/)),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.strictObject({ holidays: z.array(day), workdays: z.array(day) }),
  ),
})

export type CalendarFile = z.infer<typeof file>

/** @throws ZodError naming the path of what is wrong in the file. */
export function readCalendarFile(seedFolder: string): CalendarFile {
  return file.parse(parse(readFileSync(join(seedFolder, 'calendar.yaml'), 'utf8')))
}

/** @param guesses working days of years that nobody has announced, by weekends and fixed holidays: for the demo bureau, which has to run in any year. */
export function createCalendar({ fixedHolidays, years }: CalendarFile, guesses = false): Calendar {
  const fixed = new Set(fixedHolidays)
  /** The working days of each year asked for; undefined for a year that is not announced. */
  const kept = new Map<string, ReadonlySet<string> | undefined>()
  let entered: ReadonlyMap<string, { holidays: string[]; workdays: string[] }> = new Map()
  const workingDaysOf = (year: string) => {
    if (!kept.has(year)) kept.set(year, workingDays(year, years[year], entered))
    return kept.get(year)
  }

  const calendar: Calendar = {
    use(given) {
      entered = given
      kept.clear()
    },
    knows: (day) => workingDaysOf(day.slice(0, 4)) !== undefined,
    isWorkingDay(day) {
      const year = day.slice(0, 4)
      const working = workingDaysOf(year)
      if (working) return working.has(day)
      if (guesses) return calendar.isProbablyWorkingDay(day)
      throw problem(
        'calendar-missing',
        `${yearMissing(year)}，无法计算工作日。请系统管理员或者规则维护人员按国务院办公厅的通知录入、另一人确认（POST /calendar/${year}/arrangements）；确认以后停下的流程自动继续，不用重启。`,
      )
    },
    isProbablyWorkingDay: (day) => !isWeekend(day) && !fixed.has(day.slice(5)),
    addWorkingDays(day, n) {
      const step = Math.sign(n)
      let at = day
      for (let left = Math.abs(n); left > 0;) {
        at = addDays(at, step)
        if (calendar.isWorkingDay(at)) left--
      }
      return at
    },
    workingDaysBetween(from, to) {
      if (from === to) return 0
      if (from > to) return -calendar.workingDaysBetween(to, from)
      let count = 0
      for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (calendar.isWorkingDay(at)) count++
      return count
    },
  }
  return calendar
}

/** Holidays and worked weekends of the years that were announced. The package's data only: its date arithmetic mixes UTC with the machine's zone. */
const announcements = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as {
  holidays: { [day: string]: string }
  workdays: { [day: string]: string }
}
const announcedYears: ReadonlySet<string> = new Set(
  Object.keys(announcements.holidays).map((day) => day.slice(0, 4)),
)

function workingDays(
  year: string,
  override: CalendarFile['years'][string] | undefined,
  entered: ReadonlyMap<string, { holidays: string[]; workdays: string[] }>,
): ReadonlySet<string> | undefined {
  const own = entered.get(year)
  if (!announcedYears.has(year) && !override && !own) return undefined
  const days = new Set<string>()
  for (let day = `${year}-01-01`; day.startsWith(year); day = addDays(day, 1)) {
    if (day in announcements.workdays || (!isWeekend(day) && !(day in announcements.holidays))) days.add(day)
  }
  // What was entered for the year says all of it: what the file or the program say of the same days does not stand beside it.
  if (own) {
    days.clear()
    for (let day = `${year}-01-01`; day.startsWith(year); day = addDays(day, 1))
      if (!isWeekend(day)) days.add(day)
  }
  // The notice of one year reaches over its edges into the year before and after; the year's own comes last.
  const neighbours = [Number(year) - 1, Number(year) + 1].map((one) => entered.get(String(one)))
  for (const { holidays, workdays } of [...neighbours, own ?? override].filter((one) => one !== undefined)) {
    for (const day of holidays) days.delete(day)
    for (const day of workdays) if (day.startsWith(year)) days.add(day)
  }
  return days
}

/** How a refusal for want of a year begins: what stopped for it is found again by these words. */
export const yearMissing = (year: string) => `${year} 年的放假安排尚未录入`

function isWeekend(day: string): boolean {
  return weekday(day) === 0 || weekday(day) === 6
}
