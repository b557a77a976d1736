import { dayOfWeek, yearMonthDay } from '../values/calendar.ts'
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
import { ContextValue, type Value } from '../values/value.ts'
import type { Scope } from './scope.ts'

/** `value.name`: an entry of a context, of each context of a list, or a property of a date, time or duration; null when there is none. */
export function pathOf(scope: Scope, value: Value, name: string): Value {
  if (value instanceof ContextValue) {
    const entry = value.entries.get(name)
    if (entry !== undefined) return entry
    const keys = value.listed.map(([key]) => `'${key}'`).join(', ')
    const detail = keys ? `Available keys: ${keys}` : 'The context is empty'
    scope.warn('NO_CONTEXT_ENTRY_FOUND', `No context entry found with key '${name}'. ${detail}`)
    return null
  }
  if (Array.isArray(value)) return value.map((item) => pathOf(scope, item, name))
  if (value === null) {
    scope.warn('NO_CONTEXT_ENTRY_FOUND', `No context entry found with key '${name}'. The context is null`)
    return null
  }
  const properties = propertiesOf(value)
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (property !== undefined) return property
  const names = Object.keys(properties)
    .map((key) => `'${key}'`)
    .join(', ')
  scope.warn(
    'NO_PROPERTY_FOUND',
    `No property found with name '${name}' of value '${describe(value)}'. Available properties: ${names}`,
  )
  return null
}

function propertiesOf(value: Value): Record<string, Value> {
  if (value instanceof LocalDate) return dateParts(value.day)
  if (value instanceof LocalTime) return { ...timeParts(value.nanos), 'time offset': null, timezone: null }
  if (value instanceof ZonedTime) {
    return {
      ...timeParts(value.time.nanos),
      'time offset': offset(value.offset),
      timezone: value.region?.id ?? null,
    }
  }
  if (value instanceof LocalDateTime) {
    return { ...dateParts(value.day), ...timeParts(value.nanos), 'time offset': null, timezone: null }
  }
  if (value instanceof ZonedDateTime) {
    const { local, zone } = value
    const timezone = zone.isOffset ? null : zone.id
    return {
      ...dateParts(local.day),
      ...timeParts(local.nanos),
      'time offset': offset(value.offset),
      timezone,
    }
  }
  if (value instanceof MonthDuration) {
    return { years: number(Math.trunc(value.months / 12)), months: number(value.months % 12) }
  }
  if (value instanceof TimeDuration) {
    const [days, hours, minutes, seconds] = value.parts
    return { days: number(days), hours: number(hours), minutes: number(minutes), seconds: number(seconds) }
  }
  return {}
}

function dateParts(day: number): Record<string, Value> {
  const date = yearMonthDay(day)
  return {
    year: number(date.year),
    month: number(date.month),
    day: number(date.day),
    weekday: number(dayOfWeek(day)),
  }
}

function timeParts(nanos: number): Record<string, Value> {
  const seconds = Math.floor(nanos / nanosPerSecond)
  return {
    hour: number(Math.floor(seconds / 3600)),
    minute: number(Math.floor(seconds / 60) % 60),
    second: number(seconds % 60),
  }
}

function offset(seconds: number): TimeDuration {
  return new TimeDuration(BigInt(seconds) * BigInt(nanosPerSecond))
}

function number(value: number): Decimal {
  return Decimal.ofInteger(value)
}
