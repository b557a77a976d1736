import type { Json } from '../../port.ts'
import { formatDay } from './calendar.ts'
import { Decimal } from './decimal.ts'
import { inDecisionOrder } from './key-order.ts'
import {
  formatTime,
  LocalDate,
  LocalDateTime,
  LocalTime,
  MonthDuration,
  nanosPerSecond,
  TimeDuration,
  ZonedDateTime,
  ZonedTime,
} from './temporal.ts'
import { formatOffset } from './time-zone.ts'
import { ContextValue, type ContextIdentity, type Value } from './value.ts'

/** A variable as a process's FEEL sees it: text stays text, whatever date it may hold. */
export function fromJson(json: Json): Value {
  return convert(json, 'reference')
}

/** A variable as a decision's FEEL sees it: the broker takes it through a hash map first. */
export function fromDecisionJson(json: Json): Value {
  return convert(json, 'content')
}

function convert(json: Json, identity: ContextIdentity): Value {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json
  if (typeof json === 'number') return Decimal.ofJson(json)
  if (Array.isArray(json)) return json.map((item) => convert(item, identity))
  const entries = new Map<string, Value>()
  const names = Object.keys(json)
  for (const name of identity === 'content' ? inDecisionOrder(names) : names) {
    entries.set(name, convert(json[name] ?? null, identity))
  }
  return new ContextValue(entries, identity)
}

/** A value as Zeebe stores it: times and durations as java.time writes them, functions and ranges as null. */
export function toJson(value: Value): Json {
  if (value === null || typeof value === 'boolean') return value
  // half of a surrogate pair has no place in UTF-8: Java writes a question mark
  if (typeof value === 'string') return value.replace(/\p{Cs}/gu, '?')
  // a whole number is stored as a long: its low 64 bits
  if (value instanceof Decimal) return value.isWhole() ? Number(value.toInt64()) : value.toNumber()
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof ContextValue) {
    return Object.fromEntries([...value.entries].map(([name, entry]) => [name, toJson(entry)]))
  }
  return temporalText(value) ?? null
}

function temporalText(value: Value): string | undefined {
  if (value instanceof LocalDate || value instanceof ZonedTime) return value.toString()
  if (value instanceof LocalTime) return formatTime(value.nanos, false)
  if (value instanceof LocalDateTime) return javaDateTime(value)
  if (value instanceof ZonedDateTime) {
    return `${javaDateTime(value.local)}${formatOffset(value.offset)}${value.zone.isOffset ? '' : `[${value.zone.id}]`}`
  }
  if (value instanceof MonthDuration) return javaPeriod(value)
  if (value instanceof TimeDuration) return javaDuration(value)
  return undefined
}

/** java.time.LocalDateTime.toString. */
function javaDateTime(value: LocalDateTime): string {
  return `${formatDay(value.day)}T${formatTime(value.nanos, false)}`
}

/** java.time.Period.toString: `P1Y2M`, `P-1Y`. */
export function javaPeriod({ months }: MonthDuration): string {
  const [years, rest] = [Math.trunc(months / 12), months % 12]
  return months === 0 ? 'P0D' : `P${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}`
}

/** java.time.Duration.toString: no days, `PT24H`. */
export function javaDuration({ nanos }: TimeDuration): string {
  if (nanos === 0n) return 'PT0S'
  const perSecond = BigInt(nanosPerSecond)
  const [hours, minutes] = [nanos / (3600n * perSecond), (nanos / (60n * perSecond)) % 60n]
  const rest = nanos % (60n * perSecond)
  let text = 'PT'
  if (hours !== 0n) text += `${hours}H`
  if (minutes !== 0n) text += `${minutes}M`
  if (rest !== 0n) {
    const size = rest < 0n ? -rest : rest
    const fraction = String(size % perSecond)
      .padStart(9, '0')
      .replace(/0+$/, '')
    text += `${rest < 0n ? '-' : ''}${size / perSecond}${fraction && `.${fraction}`}S`
  }
  return text
}
