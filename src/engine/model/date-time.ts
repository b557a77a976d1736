/** ISO 8601 instants with an offset, written the way Zeebe (java.time.ZonedDateTime) reads and writes them. */

export interface ZonedInstant {
  epochMilliseconds: number
  /** As Zeebe's records hold it: seconds are left out when they and their fraction are zero, e.g. `2026-01-06T00:00Z`. */
  text: string
}

const pattern =
  /^([+-]?\d{4,9})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)(\[[^\]]+\])?$/i

/** @returns undefined when the text is no date and time with an offset. */
export function parseZonedInstant(text: string): ZonedInstant | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = '00', fraction = '', offsetText = 'Z', zone = ''] = match
  const offset = offsetMinutes(offsetText)
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  if (
    offset === undefined ||
    !inRange(utc, Number(month), Number(day), Number(hour), Number(minute), Number(second))
  )
    return undefined
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3) || '0')
  return {
    epochMilliseconds: utc + milliseconds - offset * 60_000,
    text: `${year}-${month}-${day}T${hour}:${minute}${secondsText(second, fraction)}${offset === 0 ? 'Z' : offsetText}${zone}`,
  }
}

/** 2026-02-30 or 25:00 are no dates: what comes out must be what went in. */
function inRange(
  utc: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): boolean {
  const date = isoParts(utc)
  return date.month === month && date.day === day && hour < 24 && minute < 60 && second < 60
}

function isoParts(utc: number): { month: number; day: number } {
  const days = Math.floor(utc / 86_400_000)
  const { month, day } = civilDate(days)
  return { month, day }
}

function secondsText(second: string, fraction: string): string {
  const significant = fraction.replace(/0+$/, '')
  if (significant === '') return second === '00' ? '' : `:${second}`
  return `:${second}.${significant.padEnd(Math.ceil(significant.length / 3) * 3, '0')}`
}

function offsetMinutes(text: string): number | undefined {
  if (/^z$/i.test(text)) return 0
  const match = /^([+-])(\d\d):?(\d\d)?/.exec(text)
  if (!match) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '-' ? -minutes : minutes
}

export interface CivilDate {
  year: number
  /** 1 to 12. */
  month: number
  day: number
}

/** The proleptic Gregorian date of a day counted from 1970-01-01. */
export function civilDate(epochDay: number): CivilDate {
  const shifted = epochDay + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

export function epochDayOf({ year, month, day }: CivilDate): number {
  return Date.UTC(year, month - 1, day) / 86_400_000
}

export function daysInMonth(year: number, month: number): number {
  return month === 12
    ? 31
    : epochDayOf({ year, month: month + 1, day: 1 }) - epochDayOf({ year, month, day: 1 })
}
