import { addMonths } from './values/calendar.ts'
import { parseZonedDateTime } from './values/temporal-text.ts'

const dayLength = 86_400_000

/** ISO 8601 duration as Zeebe's timers read it. */
export interface Interval {
  /** Years and months, in months. */
  months: number
  /** Weeks, days and smaller, in milliseconds. */
  milliseconds: number
}

/** `R3/2026-01-05T00:00:00Z/PT1H`: -1 repetitions mean for ever. */
export interface RepeatingInterval {
  repetitions: number
  /** Epoch milliseconds. */
  start?: number
  interval: Interval
}

/** The instant that lies `interval` after `from` (epoch milliseconds, calendar of UTC). */
export function addInterval(from: number, { months, milliseconds }: Interval): number {
  const day = Math.floor(from / dayLength)
  return addMonths(day, months) * dayLength + (from - day * dayLength) + milliseconds
}

/** `P1Y2M3DT4H5M6.7S`, `P2W`, with signs. @returns undefined when it is none. */
export function parseInterval(text: string): Interval | undefined {
  const match =
    /^([-+]?)P(?:([-+]?\d+)Y)?(?:([-+]?\d+)M)?(?:([-+]?\d+)W)?(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i.exec(
      text,
    )
  if (!match || match[6]?.length === 1 || match.slice(2, 7).every((part) => part === undefined))
    return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = [2, 3, 4, 5, 7, 8, 9].map((group) =>
    Number(match[group] ?? 0),
  ) as [number, number, number, number, number, number, number]
  const fraction = Math.floor(Number(`0.${match[10] || 0}`) * 1000) * (match[9]?.startsWith('-') ? -1 : 1)
  const sign = match[1] === '-' ? -1 : 1
  const time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction
  return {
    months: sign * (years * 12 + months) + 0,
    milliseconds: sign * ((weeks * 7 + days) * dayLength + time) + 0,
  }
}

/** `R/PT1H`, `R3/PT1H`, `R3/2026-01-05T00:00:00Z/PT1H`. @returns undefined when it is none. */
export function parseRepeatingInterval(text: string): RepeatingInterval | undefined {
  const match = /^R(-?\d*)\/(?:(.+)\/)?([^/]+)$/.exec(text)
  const interval = match && parseInterval(match[3]!)
  if (!match || !interval) return undefined
  const repetitions = match[1] === '' ? -1 : Number(match[1])
  if (match[2] === undefined) return { repetitions, interval }
  const start = parseInstantText(match[2])
  return start === undefined ? undefined : { repetitions, start, interval }
}

/** java.time.ZonedDateTime.parse: `2026-01-05T08:00:00+08:00`, `…[Asia/Shanghai]`. @returns epoch milliseconds */
export function parseInstantText(text: string): number | undefined {
  const region = /^(.*?)(?:Z|[+-]\d{2}(?::\d{2})?)?\[(.+)\]$/.exec(text)
  const plain = region ? `${region[1]}@${region[2]}` : text.replace(/([+-]\d{2})$/, '$1:00')
  const value = parseZonedDateTime(plain)
  return value && Number(value.instant / 1_000_000n)
}
