import { monthsBetween } from '../values/calendar.ts'
import { Decimal } from '../values/decimal.ts'
import { describe } from '../values/describe.ts'
import {
  LocalDate,
  LocalDateTime,
  LocalTime,
  MonthDuration,
  nanosPerSecond,
  TimeDuration,
  ZonedDateTime,
  ZonedTime,
} from '../values/temporal.ts'
import {
  isDate,
  isLocalDateTime,
  isMonthDuration,
  isOffsetDateTime,
  isOffsetTime,
  isTimeDuration,
  makeDate,
  makeTime,
  parseLocalDate,
  parseLocalDateTime,
  parseLocalTime,
  parseMonthDuration,
  parseTimeDuration,
  parseZonedDateTime,
  parseZonedTime,
} from '../values/temporal-text.ts'
import { fixedZone, parseZone } from '../values/time-zone.ts'
import { ErrorValue, type Value } from '../values/value.ts'
import { define, type Functions } from './define.ts'

/** java.time.DateTimeException: the whole evaluation fails. */
class NoSuchZone extends Error {}

export const conversionFunctions: Functions = {
  date: [
    define(['from'], ([from]) => {
      if (typeof from === 'string')
        return or(isDate(from) && parseLocalDate(from), `Failed to parse date from '${from}'`)
      const day = dayOf(from)
      return day === undefined ? undefined : new LocalDate(day)
    }),
    define(['year', 'month', 'day'], ([year, month, day]) => {
      if (!(year instanceof Decimal) || !(month instanceof Decimal) || !(day instanceof Decimal))
        return undefined
      return or(
        makeDate(year.toInt32(), month.toInt32(), day.toInt32()),
        `Failed to parse date from: year=${year}, month=${month}, day=${day}`,
      )
    }),
  ],
  'date and time': [
    define(['from'], ([from]) => (typeof from === 'string' ? dateTime(from) : undefined)),
    define(['date', 'time'], ([date, time]) => combine(date, time)),
  ],
  time: [
    define(['from'], ([from]) => {
      if (typeof from === 'string') return timeOf(from)
      if (from instanceof LocalDateTime) return new LocalTime(from.nanos)
      if (from instanceof ZonedDateTime) {
        return new ZonedTime(
          new LocalTime(from.local.nanos),
          from.offset,
          from.zone.isOffset ? undefined : from.zone,
        )
      }
      return from instanceof LocalDate ? new ZonedTime(new LocalTime(0), 0) : undefined
    }),
    define(['hour', 'minute', 'second'], ([hour, minute, second]) => {
      const time = clockTime(hour, minute, second)
      return (
        time &&
        or(time.value, `Failed to parse local-time from: hour=${hour}, minute=${minute}, second=${second}`)
      )
    }),
    define(['hour', 'minute', 'second', 'offset'], ([hour, minute, second, offset]) => {
      const time = clockTime(
        hour,
        minute,
        offset === null && second instanceof Decimal ? second.withScale(0, 'DOWN') : second,
      )
      if (!time || (offset !== null && !(offset instanceof TimeDuration))) return undefined
      const failure = `Failed to parse time from: hour=${hour}, minute=${minute}, second=${second}, offset=${offset}`
      if (offset === null) return or(time.value, failure)
      const valid = Math.abs(offset.seconds) <= 18 * 3600
      return or(valid && time.value && new ZonedTime(time.value, offset.seconds), failure)
    }),
  ],
  number: [
    define(['from'], ([from]) => (typeof from === 'string' ? number(from) : undefined)),
    define(['from', 'grouping separator'], ([from, grouping]) => {
      if (typeof from !== 'string' || typeof grouping !== 'string') return undefined
      if (isGrouping(grouping)) return number(from.replaceAll(grouping, ''))
      return new ErrorValue("illegal argument for grouping. Must be one of ' ', ',' or '.'")
    }),
    define(['from', 'grouping separator', 'decimal separator'], groupedNumber),
  ],
  string: [
    define(['from'], ([from]) => (from === null || typeof from === 'string' ? from : describe(from!))),
  ],
  duration: [
    define(['from'], ([from]) => {
      if (typeof from !== 'string') return undefined
      if (isMonthDuration(from))
        return or(parseMonthDuration(from), `Failed to parse year-month-duration from '${from}'`)
      return or(isTimeDuration(from) && parseTimeDuration(from), `Failed to parse duration from '${from}'`)
    }),
  ],
  'years and months duration': [
    define(['from', 'to'], ([from, to]) => {
      const [start, end] = [dayOf(from), dayOf(to)]
      return start === undefined || end === undefined
        ? undefined
        : new MonthDuration(monthsBetween(start, end))
    }),
  ],
}

function or(value: Value | undefined | false, message: string): Value {
  return value === undefined || value === false ? new ErrorValue(message) : value
}

function dayOf(value: Value | undefined): number | undefined {
  if (value instanceof LocalDate || value instanceof LocalDateTime) return value.day
  return value instanceof ZonedDateTime ? value.local.day : undefined
}

function dateTime(text: string): Value {
  const failure = `Failed to parse date-time from '${text}'`
  if (isDate(text)) {
    const date = parseLocalDate(text)
    return or(date && new LocalDateTime(date.day, 0), failure)
  }
  if (isOffsetDateTime(text)) return or(parseZonedDateTime(text), failure)
  return or(isLocalDateTime(text) && parseLocalDateTime(text), failure)
}

function timeOf(text: string): Value {
  return or(
    isOffsetTime(text) ? parseZonedTime(text) : parseLocalTime(text),
    `Failed to parse time from '${text}'`,
  )
}

/** A date with a time, or a date and time in a zone. */
function combine(date: Value | undefined, time: Value | undefined): Value | undefined {
  const day = dayOf(date)
  if (day === undefined) return undefined
  if (time instanceof LocalTime) return new LocalDateTime(day, time.nanos)
  if (time instanceof ZonedTime) {
    return ZonedDateTime.ofLocal(
      new LocalDateTime(day, time.time.nanos),
      time.region ?? fixedZone(time.offset),
    )
  }
  if (typeof time !== 'string' || date instanceof LocalDate) return undefined
  const zone = parseZone(time)
  if (!zone) throw new NoSuchZone(`Unknown time-zone ID: ${time}`)
  return date instanceof ZonedDateTime
    ? date.inZone(zone)
    : ZonedDateTime.ofLocal(date as LocalDateTime, zone)
}

/** undefined: no numbers; `value` undefined: no such time. */
function clockTime(
  ...[hour, minute, second]: (Value | undefined)[]
): { value: LocalTime | undefined } | undefined {
  if (!(hour instanceof Decimal) || !(minute instanceof Decimal) || !(second instanceof Decimal))
    return undefined
  const nanos = second.remainder(Decimal.one).times(Decimal.ofInteger(nanosPerSecond)).toInt32()
  return { value: makeTime(hour.toInt32(), minute.toInt32(), second.toInt32(), nanos) }
}

function number(text: string): Value {
  return or(Decimal.parse(text), `Can't parse '${text}' as a number`)
}

function groupedNumber([from, grouping, decimal]: Value[]): Value | undefined {
  if (typeof from !== 'string') return undefined
  if (grouping === null) return isDecimalPoint(decimal) ? number(from.replaceAll(decimal, '.')) : undefined
  if (decimal === null) return isGrouping(grouping) ? number(from.replaceAll(grouping, '')) : undefined
  if (isGrouping(grouping) && isDecimalPoint(decimal) && grouping !== decimal) {
    return number(from.replaceAll(grouping, '').replaceAll(decimal, '.'))
  }
  return typeof grouping === 'string' && typeof decimal === 'string'
    ? new ErrorValue(
        "illegal arguments for grouping or decimal. Must be one of ' ' (grouping only), ',' or '.'",
      )
    : undefined
}

function isGrouping(value: Value | undefined): value is string {
  return value === ' ' || value === ',' || value === '.'
}

function isDecimalPoint(value: Value | undefined): value is string {
  return value === ',' || value === '.'
}
