import { addMonths, formatDay, two } from './calendar.ts'
import { formatOffset, resolveLocal, type Zone } from './time-zone.ts'

/** FEEL's dates, times and durations: immutable, with java.time's arithmetic. */
export const nanosPerSecond = 1_000_000_000
export const nanosPerDay = 86_400 * nanosPerSecond
const nanosPerDayBig = BigInt(nanosPerDay)

export class LocalDate {
  /** Days since 1970-01-01. */
  readonly day: number
  constructor(day: number) {
    this.day = day
  }
  plusMonths(months: number): LocalDate {
    return new LocalDate(addMonths(this.day, months))
  }
  /** Java adds to midnight and keeps the date. */
  plusNanos(nanos: bigint): LocalDate {
    return new LocalDate(this.day + Number(floorDivide(nanos, nanosPerDayBig)))
  }
  toString(): string {
    return formatDay(this.day)
  }
}

export class LocalTime {
  /** Nanoseconds since midnight: below 2^53. */
  readonly nanos: number
  constructor(nanos: number) {
    this.nanos = nanos
  }
  plusNanos(nanos: bigint): LocalTime {
    return new LocalTime(Number(floorModulo(BigInt(this.nanos) + nanos, nanosPerDayBig)))
  }
  /** With seconds, as FEEL writes it. */
  toString(): string {
    return formatTime(this.nanos, true)
  }
}

export class LocalDateTime {
  readonly day: number
  readonly nanos: number
  constructor(day: number, nanos: number) {
    this.day = day
    this.nanos = nanos
  }
  plusMonths(months: number): LocalDateTime {
    return new LocalDateTime(addMonths(this.day, months), this.nanos)
  }
  plusNanos(nanos: bigint): LocalDateTime {
    const total = BigInt(this.nanos) + nanos
    return new LocalDateTime(
      this.day + Number(floorDivide(total, nanosPerDayBig)),
      Number(floorModulo(total, nanosPerDayBig)),
    )
  }
  get seconds(): number {
    return this.day * 86_400 + Math.floor(this.nanos / nanosPerSecond)
  }
  /** Nanoseconds since 1970-01-01T00:00 of its own calendar. */
  get total(): bigint {
    return BigInt(this.day) * nanosPerDayBig + BigInt(this.nanos)
  }
  toString(): string {
    return `${formatDay(this.day)}T${formatTime(this.nanos, true)}`
  }
}

/** A date and time with an offset or in a region. */
export class ZonedDateTime {
  readonly local: LocalDateTime
  /** Seconds east of UTC. */
  readonly offset: number
  readonly zone: Zone
  private constructor(local: LocalDateTime, offset: number, zone: Zone) {
    this.local = local
    this.offset = offset
    this.zone = zone
  }
  static ofLocal(local: LocalDateTime, zone: Zone): ZonedDateTime {
    const { offset, shifted } = resolveLocal(zone, local.seconds)
    const moved = shifted === 0 ? local : local.plusNanos(BigInt(shifted) * BigInt(nanosPerSecond))
    return new ZonedDateTime(moved, offset, zone)
  }
  static ofInstant(nanos: bigint, zone: Zone): ZonedDateTime {
    const offset = zone.offsetAt(Number(floorDivide(nanos, BigInt(nanosPerSecond))))
    const local = nanos + BigInt(offset) * BigInt(nanosPerSecond)
    return new ZonedDateTime(new LocalDateTime(0, 0).plusNanos(local), offset, zone)
  }
  /** Nanoseconds since 1970-01-01T00:00Z. */
  get instant(): bigint {
    return this.local.total - BigInt(this.offset) * BigInt(nanosPerSecond)
  }
  plusMonths(months: number): ZonedDateTime {
    return ZonedDateTime.ofLocal(this.local.plusMonths(months), this.zone)
  }
  plusNanos(nanos: bigint): ZonedDateTime {
    return ZonedDateTime.ofInstant(this.instant + nanos, this.zone)
  }
  inZone(zone: Zone): ZonedDateTime {
    return ZonedDateTime.ofInstant(this.instant, zone)
  }
  toString(): string {
    return `${this.local}${this.zone.isOffset ? formatOffset(this.offset) : `@${this.zone.id}`}`
  }
}

/** A time of day with an offset, which for a region is its standard one. */
export class ZonedTime {
  readonly time: LocalTime
  readonly offset: number
  /** Set for a region only. */
  readonly region: Zone | undefined
  constructor(time: LocalTime, offset: number, region?: Zone) {
    this.time = time
    this.offset = offset
    this.region = region
  }
  /** Nanoseconds since midnight, UTC; may be negative. */
  get position(): number {
    return this.time.nanos - this.offset * nanosPerSecond
  }
  plusNanos(nanos: bigint): ZonedTime {
    return new ZonedTime(this.time.plusNanos(nanos), this.offset, this.region)
  }
  toString(): string {
    return `${this.time}${this.region ? `@${this.region.id}` : formatOffset(this.offset)}`
  }
}

/** Years and months. */
export class MonthDuration {
  readonly months: number
  constructor(months: number) {
    this.months = months
  }
  toString(): string {
    const [years, months] = [Math.trunc(this.months / 12), this.months % 12]
    if (this.months === 0) return 'P0Y'
    const sign = this.months < 0 ? '-' : ''
    return `${sign}P${part(Math.abs(years), 'Y')}${part(Math.abs(months), 'M')}`
  }
}

/** Days, hours, minutes and seconds. */
export class TimeDuration {
  readonly nanos: bigint
  constructor(nanos: bigint) {
    this.nanos = nanos
  }
  /** Whole seconds, rounded down as java.time.Duration holds them. */
  get seconds(): number {
    return Number(floorDivide(this.nanos, BigInt(nanosPerSecond)))
  }
  get milliseconds(): bigint {
    return this.nanos / 1_000_000n
  }
  /** Days, hours, minutes, seconds, each with the sign of the whole. */
  get parts(): [number, number, number, number] {
    const { seconds } = this
    return [
      Math.trunc(seconds / 86_400),
      Math.trunc(seconds / 3600) % 24,
      Math.trunc(seconds / 60) % 60,
      seconds % 60,
    ]
  }
  toString(): string {
    const { parts } = this
    if (parts.every((value) => value === 0)) return 'P0D'
    const negative = parts.every((value) => value <= 0)
    const [days, hours, minutes, seconds] = negative
      ? (parts.map((value) => Math.abs(value)) as typeof parts)
      : parts
    const time = `${part(hours, 'H')}${part(minutes, 'M')}${part(seconds, 'S')}`
    return `${negative ? '-' : ''}P${part(days, 'D')}${time && `T${time}`}`
  }
}

/** `10:30:00.5`; without seconds where they are zero and `always` is false (java.time's own toString). */
export function formatTime(nanos: number, always: boolean): string {
  const seconds = Math.floor(nanos / nanosPerSecond)
  const fraction = nanos % nanosPerSecond
  const hoursAndMinutes = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`
  if (!always && seconds % 60 === 0 && fraction === 0) return hoursAndMinutes
  return `${hoursAndMinutes}:${two(seconds % 60)}${formatFraction(fraction, always)}`
}

/** FEEL writes as many digits as needed, java.time's toString 3, 6 or 9. */
function formatFraction(nanos: number, shortest: boolean): string {
  if (nanos === 0) return ''
  const digits = String(nanos).padStart(9, '0')
  const shortened = digits.replace(/0+$/, '')
  return `.${shortest ? shortened : digits.slice(0, Math.ceil(shortened.length / 3) * 3)}`
}

function part(value: number, unit: string): string {
  return value === 0 ? '' : `${value}${unit}`
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}

function floorModulo(dividend: bigint, divisor: bigint): bigint {
  const rest = dividend % divisor
  return rest < 0n ? rest + divisor : rest
}
