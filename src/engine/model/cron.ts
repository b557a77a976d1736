/**
 * Cron expressions in Spring's form, which Zeebe takes in a time cycle: `second minute hour day-of-month month day-of-week`, with `*`, `?`, lists,
 * ranges, steps, names, `L`, `nW`, `LW`, `n#k`, and the macros `@yearly … @hourly`.
 */
import { civilDate, daysInMonth, epochDayOf } from './date-time.ts'

/** The next instant that it names, strictly after the given one; undefined when there is none within eight years. */
export type Cron = (after: number) => number | undefined

type Day = { year: number; month: number; day: number; weekday: number; last: number }
type DayTest = (day: Day) => boolean

const macros: { [name: string]: string } = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
}
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
/** A leap day that falls on a given weekday comes back after at most 40 years, but nobody waits for it: Zeebe's library also gives up. */
const daysSearched = 366 * 8

export function parseCron(text: string): Cron | undefined {
  const fields = (macros[text.trim().toLowerCase()] ?? text.trim()).toUpperCase().split(/\s+/)
  if (fields.length !== 6) return undefined
  const [second, minute, hour, dayOfMonth, month, weekday] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const seconds = numbers(second, 0, 59)
  const minutes = numbers(minute, 0, 59)
  const hours = numbers(hour, 0, 23)
  const months = numbers(named(month, monthNames, 1), 1, 12)
  const monthDay = monthDayTest(dayOfMonth)
  const weekDay = weekdayTest(named(weekday, weekdayNames, 0))
  if (!seconds || !minutes || !hours || !months || !monthDay || !weekDay) return undefined
  return (after) => {
    const from = Math.floor(after / 1000) * 1000 + 1000
    const firstDay = Math.floor(from / 86_400_000)
    for (let offset = 0; offset < daysSearched; offset++) {
      const epochDay = firstDay + offset
      const date = civilDate(epochDay)
      if (!months.has(date.month)) continue
      const day = {
        ...date,
        weekday: (((epochDay + 4) % 7) + 7) % 7,
        last: daysInMonth(date.year, date.month),
      }
      if (!monthDay(day) || !weekDay(day)) continue
      const time = nextTime(offset === 0 ? from - epochDay * 86_400_000 : 0, hours, minutes, seconds)
      if (time !== undefined) return epochDay * 86_400_000 + time
    }
    return undefined
  }
}

function nextTime(
  from: number,
  hours: Set<number>,
  minutes: Set<number>,
  seconds: Set<number>,
): number | undefined {
  for (const hour of sorted(hours)) {
    if ((hour + 1) * 3_600_000 <= from) continue
    for (const minute of sorted(minutes)) {
      if (hour * 3_600_000 + (minute + 1) * 60_000 <= from) continue
      for (const second of sorted(seconds)) {
        const time = hour * 3_600_000 + minute * 60_000 + second * 1000
        if (time >= from) return time
      }
    }
  }
  return undefined
}

function sorted(values: Set<number>): number[] {
  return [...values].sort((a, b) => a - b)
}

function named(field: string, names: string[], first: number): string {
  return names.reduce((text, name, index) => text.replaceAll(name, String(index + first)), field)
}

function numbers(field: string, lowest: number, highest: number): Set<number> | undefined {
  const values = new Set<number>()
  for (const part of field.split(',')) {
    const match = /^(?:(\*|\?)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part)
    if (!match) return undefined
    const step = match[4] === undefined ? 1 : Number(match[4])
    const from = match[2] === undefined ? lowest : Number(match[2])
    const to =
      match[3] !== undefined
        ? Number(match[3])
        : match[2] === undefined || match[4] !== undefined
          ? highest
          : from
    if (from < lowest || to > highest || from > to || step === 0) return undefined
    for (let value = from; value <= to; value += step) values.add(value)
  }
  return values
}

function monthDayTest(field: string): DayTest | undefined {
  if (field === 'L') return (day) => day.day === day.last
  if (field === 'LW') return (day) => day.day === nearestWeekday(day, day.last)
  const beforeLast = /^L-(\d+)$/.exec(field)
  if (beforeLast) return (day) => day.day === day.last - Number(beforeLast[1])
  const near = /^(\d+)W$/.exec(field)
  if (near) return (day) => day.day === nearestWeekday(day, Number(near[1]))
  const values = numbers(field, 1, 31)
  return values && ((day) => values.has(day.day))
}

/** The working day (Monday to Friday) nearest to a day, within its month. */
function nearestWeekday(day: Day, wanted: number): number {
  const target = Math.min(wanted, day.last)
  const weekday = (((epochDayOf({ ...day, day: target }) + 4) % 7) + 7) % 7
  if (weekday === 6) return target === 1 ? 3 : target - 1
  if (weekday === 0) return target === day.last ? target - 2 : target + 1
  return target
}

function weekdayTest(field: string): DayTest | undefined {
  const last = /^([0-7])L$/.exec(field)
  if (last) return (day) => day.weekday === Number(last[1]) % 7 && day.day + 7 > day.last
  const nth = /^([0-7])#([1-5])$/.exec(field)
  if (nth) return (day) => day.weekday === Number(nth[1]) % 7 && Math.ceil(day.day / 7) === Number(nth[2])
  const values = numbers(field, 0, 7)
  return values && ((day) => values.has(day.weekday) || (day.weekday === 0 && values.has(7)))
}
