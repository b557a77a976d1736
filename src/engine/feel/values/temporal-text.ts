import { dayNumber, daysInMonth } from './calendar.ts'
import {
  LocalDate,
  LocalDateTime,
  LocalTime,
  MonthDuration,
  nanosPerSecond,
  TimeDuration,
  ZonedDateTime,
  ZonedTime,
} from './temporal.ts'
import { fixedZone, parseOffset, parseZone, standardOffset, type Zone } from './time-zone.ts'

/** Texts of dates, times and durations that the broker accepts (feel-scala's patterns, java.time's checks); undefined for all others. */
const datePattern = /^-?([1-9]\d{0,4})?\d{4}-[01][0-9]-[0-3]\d$/
const offsetTimePattern = /^T?\d{2}:\d{2}:\d{2}(\.\d{1,9})?([+-]\d{2}:\d{2}|Z|@.*)$/
const dateTimeBody = String.raw`-?([1-9]\d{0,4})?\d{4}-[01][0-9]-[0-3]\dT[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?(\.\d{1,9})?`
const localDateTimePattern = new RegExp(`^${dateTimeBody}$`)
const offsetDateTimePattern = new RegExp(`^${dateTimeBody}([+-][01][0-9]:[0-5][0-9]|Z|@.*)$`)
const monthDurationPattern = /^-?P-?(\d+Y)?-?(\d+M)?$/
const timeDurationPattern = /^-?P(-?(\d+D)?(T-?(\d+H)?-?(\d+M)?-?(\d+(.\d*)?S)?)?)$/
const timePattern = /^T?(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/
const javaPeriodPattern = /^([-+]?)P(?:([-+]?\d+)Y)?(?:([-+]?\d+)M)?(?:([-+]?\d+)W)?(?:([-+]?\d+)D)?$/i
const javaDurationPattern =
  /^([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i

export const isDate = (text: string) => datePattern.test(text)
export const isOffsetTime = (text: string) => offsetTimePattern.test(text)
export const isOffsetDateTime = (text: string) => offsetDateTimePattern.test(text)
export const isLocalDateTime = (text: string) => localDateTimePattern.test(text)
export const isMonthDuration = (text: string) => monthDurationPattern.test(text)
export const isTimeDuration = (text: string) => timeDurationPattern.test(text)

export function parseLocalDate(text: string): LocalDate | undefined {
  const match = /^(-?\d{4,9})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return undefined
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  return makeDate(year, month, day)
}

export function makeDate(year: number, month: number, day: number): LocalDate | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return new LocalDate(dayNumber(year, month, day))
}

export function parseLocalTime(text: string): LocalTime | undefined {
  const match = timePattern.exec(text)
  if (!match) return undefined
  const [, hour = '', minute = '', second = '0', fraction = ''] = match
  const nanos = Number(fraction.padEnd(9, '0'))
  // 24:00 is midnight to java.time's lenient-enough resolver
  if (hour === '24' && Number(minute) === 0 && Number(second) === 0 && nanos === 0) return new LocalTime(0)
  return makeTime(Number(hour), Number(minute), Number(second), nanos)
}

export function makeTime(hour: number, minute: number, second: number, nanos: number): LocalTime | undefined {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined
  if (nanos < 0 || nanos >= nanosPerSecond) return undefined
  return new LocalTime(((hour * 60 + minute) * 60 + second) * nanosPerSecond + nanos)
}

export function parseZonedTime(text: string): ZonedTime | undefined {
  const split = splitZone(text)
  const time = split && parseLocalTime(split.local)
  if (!split || !time) return undefined
  return split.zone.isOffset
    ? new ZonedTime(time, split.zone.offsetAt(0))
    : new ZonedTime(time, standardOffset(split.zone), split.zone)
}

export function parseLocalDateTime(text: string): LocalDateTime | undefined {
  const at = text.indexOf('T')
  const date = parseLocalDate(text.slice(0, at))
  const timeText = text.slice(at)
  const time = date && !timeText.startsWith('T24') ? parseLocalTime(timeText) : undefined
  return date && time && new LocalDateTime(date.day, time.nanos)
}

export function parseZonedDateTime(text: string): ZonedDateTime | undefined {
  const split = splitZone(text)
  const local = split && parseLocalDateTime(split.local)
  return split && local && ZonedDateTime.ofLocal(local, split.zone)
}

/** java.time.Period, without its days. */
export function parseMonthDuration(text: string): MonthDuration | undefined {
  const match = javaPeriodPattern.exec(text)
  if (!match || match.slice(2).every((group) => group === undefined)) return undefined
  const months = Number(match[2] ?? 0) * 12 + Number(match[3] ?? 0)
  return new MonthDuration((match[1] === '-' ? -months : months) + 0)
}

/** java.time.Duration. */
export function parseTimeDuration(text: string): TimeDuration | undefined {
  const match = javaDurationPattern.exec(text)
  if (!match) return undefined
  const [, sign, days, time, hours, minutes, seconds, fraction = ''] = match
  if (time?.length === 1 || (days === undefined && time === undefined)) return undefined
  const whole =
    ((BigInt(days ?? 0) * 24n + BigInt(hours ?? 0)) * 60n + BigInt(minutes ?? 0)) * 60n + BigInt(seconds ?? 0)
  const part = BigInt(fraction.padEnd(9, '0')) * (seconds?.startsWith('-') ? -1n : 1n)
  const nanos = whole * BigInt(nanosPerSecond) + part
  return new TimeDuration(sign === '-' ? -nanos : nanos)
}

/** Offset or region at the end: `…Z`, `…+08:00`, `…@Asia/Shanghai`. */
function splitZone(text: string): { local: string; zone: Zone } | undefined {
  const at = text.indexOf('@')
  if (at >= 0) {
    const id = text.slice(at + 1)
    const zone = parseOffset(id) === undefined ? parseZone(id) : undefined
    return zone && { local: text.slice(0, at), zone }
  }
  const match = /(?:Z|[+-]\d{2}:\d{2})$/.exec(text)
  const offset = match && parseOffset(match[0])
  return match && offset !== undefined && offset !== null
    ? { local: text.slice(0, match.index), zone: fixedZone(offset) }
    : undefined
}
