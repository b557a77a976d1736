import { Decimal } from './decimal.ts'
import {
  LocalDate,
  LocalDateTime,
  LocalTime,
  MonthDuration,
  TimeDuration,
  ZonedDateTime,
  ZonedTime,
} from './temporal.ts'
import { ContextValue, ErrorValue, FunctionValue, RangeValue, type Value } from './value.ts'

/** The name of a value's type in FEEL (`instance of`, messages). */
export function typeName(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value
  if (value instanceof Decimal) return 'number'
  if (value instanceof LocalDate) return 'date'
  if (value instanceof LocalTime || value instanceof ZonedTime) return 'time'
  if (value instanceof LocalDateTime || value instanceof ZonedDateTime) return 'date and time'
  if (value instanceof MonthDuration) return 'years and months duration'
  if (value instanceof TimeDuration) return 'days and time duration'
  if (Array.isArray(value)) return 'list'
  if (value instanceof ContextValue) return 'context'
  if (value instanceof FunctionValue) return 'function'
  if (value instanceof RangeValue) return 'range'
  return value.fatal ? 'fatal error' : 'error'
}

/** A value as messages and `string()` show it: text within quotes. */
export function describe(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `"${value}"`
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`
  if (value instanceof ContextValue) {
    return `{${value.listed.map(([key, entry]) => `${key}:${describe(entry)}`).join(', ')}}`
  }
  if (value instanceof FunctionValue) return `function(${value.parameters.join(', ')})`
  if (value instanceof RangeValue) {
    const { start, end } = value
    return `${start.closed ? '[' : '('}${describe(start.value)}..${describe(end.value)}${end.closed ? ']' : ')'}`
  }
  if (value instanceof ErrorValue) return `${value.fatal ? 'fatal error' : 'error'}("${value.message}")`
  return value.toString()
}
