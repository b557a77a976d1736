/** Arithmetic of legal days `YYYY-MM-DD` (days of Asia/Shanghai), without hours and without the machine's time zone. */
import { isoInstant, parseInstant } from './clock.ts'

const dayLength = 86_400_000

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  return parseInstant(`${day}T00:00:00Z`) / dayLength
}

export function fromDayNumber(number: number): string {
  return isoInstant(number * dayLength).slice(0, 10)
}

export function addDays(day: string, days: number): string {
  return fromDayNumber(dayNumber(day) + days)
}

/** The corresponding day of a later month, or that month's last day where it has none (民法典 第二百零二条). */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const index = year * 12 + (month - 1) + months
  const inYear = Math.floor(index / 12)
  const inMonth = (index % 12) + 1
  const last = dayNumber(monthStart(index + 1)) - dayNumber(monthStart(index))
  return `${pad(inYear, 4)}-${pad(inMonth, 2)}-${pad(Math.min(date, last), 2)}`
}

function monthStart(index: number): string {
  return `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}-01`
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0')
}

/** 0 Sunday … 6 Saturday. */
export function weekday(day: string): number {
  return (dayNumber(day) + 4) % 7 // 1970-01-01 was a Thursday
}

/** Epoch ms of the last second of the day in Asia/Shanghai. */
export function endOfDay(day: string): number {
  return parseInstant(`${day}T23:59:59+08:00`)
}

/** Epoch ms of the first instant of the day in Asia/Shanghai. */
export function startOfDay(day: string): number {
  return parseInstant(`${day}T00:00:00+08:00`)
}
