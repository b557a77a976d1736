import { dayNumber } from './calendar.ts'

/** A zone of a date and time: a fixed offset from UTC, or a region with rules (IANA). */
export interface Zone {
  /** `Z`, `+08:00` or `Asia/Shanghai`. */
  readonly id: string
  readonly isOffset: boolean
  /** Seconds east of UTC at an instant (epoch seconds). */
  offsetAt(instant: number): number
}

const offsetPattern = /^([+-])(\d{1,2})(?::?([0-5]\d)(?::?([0-5]\d))?)?$/
const regionPattern = /^[A-Za-z][A-Za-z0-9~/._+-]+$/
const secondsPerDay = 86_400
/** Two instants half a year apart: the smaller offset of a region is its standard one. */
const [winter, summer] = [1_767_225_600, 1_782_864_000]

export function fixedZone(seconds: number): Zone {
  return { id: formatOffset(seconds), isOffset: true, offsetAt: () => seconds }
}

const utc = fixedZone(0)

/** `Z`, an offset, a region, or `UTC+8`. @returns undefined for what java.time.ZoneId refuses */
export function parseZone(id: string): Zone | undefined {
  if (id === 'Z') return utc
  const offset = parseOffset(id)
  if (offset !== undefined) return fixedZone(offset)
  const prefix = /^(UTC|GMT|UT)([+-].*)?$/.exec(id)
  if (prefix) {
    const seconds = prefix[2] ? parseOffset(prefix[2]) : 0
    if (seconds === undefined) return undefined
    return {
      id: prefix[2] ? `${prefix[1]}${formatOffset(seconds)}` : id,
      isOffset: false,
      offsetAt: () => seconds,
    }
  }
  return regionPattern.test(id) ? region(id) : undefined
}

/** The offset that a region keeps outside summer time, in seconds. */
export function standardOffset(zone: Zone): number {
  return Math.min(zone.offsetAt(winter), zone.offsetAt(summer))
}

/** `+08:00` → 28800. */
export function parseOffset(text: string): number | undefined {
  if (text === 'Z') return 0
  const match = offsetPattern.exec(text)
  if (!match) return undefined
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return size > 18 * 3600 ? undefined : sign === '-' ? -size : size
}

export function formatOffset(seconds: number): string {
  if (seconds === 0) return 'Z'
  const size = Math.abs(seconds)
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60]
  if (parts[2] === 0) parts.pop()
  return (seconds < 0 ? '-' : '+') + parts.map((part) => String(part).padStart(2, '0')).join(':')
}

function region(id: string): Zone | undefined {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: id,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
  // Java's ids are case-sensitive, Intl's are not
  if (
    format.resolvedOptions().timeZone !== id &&
    format.resolvedOptions().timeZone.toLowerCase() === id.toLowerCase()
  )
    return undefined
  const offsetAt = (instant: number) => {
    const part = Object.fromEntries(
      format.formatToParts(instant * 1000).map(({ type, value }) => [type, value]),
    )
    const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year)
    const local = dayNumber(year, Number(part.month), Number(part.day)) * secondsPerDay
    return (
      local + Number(part.hour) * 3600 + Number(part.minute) * 60 + Number(part.second) - Math.floor(instant)
    )
  }
  return { id, isOffset: false, offsetAt }
}

/** The instant (epoch seconds) and offset of a local time in a zone: a time in a gap moves on, an ambiguous one takes the earlier offset. */
export function resolveLocal(zone: Zone, localSeconds: number): { offset: number; shifted: number } {
  const before = zone.offsetAt(localSeconds - secondsPerDay)
  const after = zone.offsetAt(localSeconds + secondsPerDay)
  for (const offset of [before, after])
    if (zone.offsetAt(localSeconds - offset) === offset) return { offset, shifted: 0 }
  return { offset: after, shifted: after - before }
}
