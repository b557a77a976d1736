import { dayNumber, dayOfWeek, dayOfYear, daysInMonth, weekOfYear, yearMonthDay } from '../values/calendar.ts'
import { Decimal } from '../values/decimal.ts'
import { LocalDate, LocalDateTime, ZonedDateTime } from '../values/temporal.ts'
import type { Zone } from '../values/time-zone.ts'
import type { Environment, Value } from '../values/value.ts'
import { define, type Functions } from './define.ts'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** The default zone of a broker's machine that keeps UTC: it shows in `string(now())`. */
const brokerZone: Zone = { id: 'Etc/UTC', isOffset: false, offsetAt: () => 0 }

export const temporalFunctions: Functions = {
  now: [define([], (_, environment) => nowOf(environment))],
  today: [define([], (_, environment) => new LocalDate(nowOf(environment).local.day))],
  'day of year': [ofDay((day) => Decimal.ofInteger(dayOfYear(day)))],
  'day of week': [ofDay((day) => days[dayOfWeek(day) - 1]!)],
  'month of year': [ofDay((day) => months[yearMonthDay(day).month - 1]!)],
  'week of year': [ofDay((day) => Decimal.ofInteger(weekOfYear(day)))],
  'last day of month': [
    ofDay((day) => {
      const { year, month } = yearMonthDay(day)
      return new LocalDate(dayNumber(year, month, daysInMonth(year, month)))
    }),
  ],
}

function nowOf({ now }: Environment): ZonedDateTime {
  return ZonedDateTime.ofInstant(BigInt(now) * 1_000_000n, brokerZone)
}

function ofDay(body: (day: number) => Value) {
  return define(['date'], ([date]) => {
    if (date instanceof LocalDate || date instanceof LocalDateTime) return body(date.day)
    return date instanceof ZonedDateTime ? body(date.local.day) : undefined
  })
}
