import { Decimal } from '../feel/values/decimal.ts'
import { describe } from '../feel/values/describe.ts'
import {
  LocalDate,
  LocalDateTime,
  LocalTime,
  MonthDuration,
  TimeDuration,
  ZonedDateTime,
  ZonedTime,
} from '../feel/values/temporal.ts'
import type { Value } from '../feel/values/value.ts'
import { DecisionFailure } from './decision-failure.ts'

const checks: Record<string, (value: Value) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => value instanceof Decimal,
  boolean: (value) => typeof value === 'boolean',
  time: (value) => value instanceof ZonedTime || value instanceof LocalTime,
  date: (value) => value instanceof LocalDate,
  dateTime: (value) => value instanceof ZonedDateTime || value instanceof LocalDateTime,
  dayTimeDuration: (value) => value instanceof TimeDuration,
  yearMonthDuration: (value) => value instanceof MonthDuration,
}

/** The broker checks these types where a variable or parameter names one; null fits all. @throws DecisionFailure */
export function checkType(value: Value, type: string | undefined): void {
  const name = type?.replaceAll('feel:', '')
  if (!name || value === null || !Object.hasOwn(checks, name) || checks[name]!(value)) return
  throw new DecisionFailure(`expected '${name}' but found '${describe(value)}'`)
}
