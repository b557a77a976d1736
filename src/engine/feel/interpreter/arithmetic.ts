import type { ArithmeticOperator } from '../syntax/tree.ts'
import { Decimal } from '../values/decimal.ts'
import { describe } from '../values/describe.ts'
import { pow } from '../values/real-functions.ts'
import {
  LocalDate,
  LocalDateTime,
  LocalTime,
  MonthDuration,
  nanosPerDay,
  TimeDuration,
  ZonedDateTime,
  ZonedTime,
} from '../values/temporal.ts'
import type { Value } from '../values/value.ts'

type Temporal = LocalDate | LocalTime | ZonedTime | LocalDateTime | ZonedDateTime

/** One arithmetic operation; undefined when the operands' types do not fit (FEEL then gives null). */
export function calculate(operator: ArithmeticOperator, left: Value, right: Value): Value | undefined {
  switch (operator) {
    case '+':
      return add(left, right)
    case '-':
      return subtract(left, right)
    case '*':
      return multiply(left, right)
    case '/':
      return divide(left, right)
    case '**':
      return left instanceof Decimal && right instanceof Decimal ? raise(left, right) : undefined
  }
}

export function misfit(operator: ArithmeticOperator, left: Value, right: Value): string {
  const [x, y] = [describe(left), describe(right)]
  switch (operator) {
    case '+':
      return `Can't add '${y}' to '${x}'`
    case '-':
      return `Can't subtract '${y}' from '${x}'`
    case '*':
      return `Can't multiply '${x}' by '${y}'`
    case '/':
      return `Can't divide '${x}' by '${y}'`
    case '**':
      return `Expected number but found '${left instanceof Decimal ? y : x}'`
  }
}

function add(left: Value, right: Value): Value | undefined {
  if (left instanceof Decimal && right instanceof Decimal) return left.plus(right)
  if (typeof left === 'string' && typeof right === 'string') return left + right
  if (left instanceof MonthDuration && right instanceof MonthDuration)
    return new MonthDuration(left.months + right.months)
  if (left instanceof TimeDuration && right instanceof TimeDuration)
    return new TimeDuration(left.nanos + right.nanos)
  if (isTemporal(left)) return shift(left, right, 1)
  if (isTemporal(right)) return shift(right, left, 1)
  return undefined
}

function subtract(left: Value, right: Value): Value | undefined {
  if (left instanceof Decimal && right instanceof Decimal) return left.minus(right)
  if (left instanceof MonthDuration && right instanceof MonthDuration)
    return new MonthDuration(left.months - right.months)
  if (left instanceof TimeDuration && right instanceof TimeDuration)
    return new TimeDuration(left.nanos - right.nanos)
  if (left instanceof LocalTime && right instanceof LocalTime)
    return new TimeDuration(BigInt(left.nanos - right.nanos))
  // the distance of two times with offsets has no sign
  if (left instanceof ZonedTime && right instanceof ZonedTime) {
    return new TimeDuration(BigInt(Math.abs(left.position - right.position)))
  }
  if (left instanceof LocalDateTime && right instanceof LocalDateTime)
    return new TimeDuration(left.total - right.total)
  if (left instanceof ZonedDateTime && right instanceof ZonedDateTime)
    return new TimeDuration(left.instant - right.instant)
  if (left instanceof LocalDate && right instanceof LocalDate) {
    return new TimeDuration(BigInt(left.day - right.day) * BigInt(nanosPerDay))
  }
  return isTemporal(left) ? shift(left, right, -1) : undefined
}

function multiply(left: Value, right: Value): Value | undefined {
  if (left instanceof Decimal && right instanceof Decimal) return left.times(right)
  if (left instanceof Decimal) return scale(right, left)
  return right instanceof Decimal ? scale(left, right) : undefined
}

function divide(left: Value, right: Value): Value | undefined {
  if (right instanceof Decimal) {
    if (right.digits === 0n) return undefined
    if (left instanceof Decimal) return left.dividedBy(right)
    if (left instanceof MonthDuration)
      return new MonthDuration(Decimal.ofInteger(left.months).dividedBy(right).toInt32())
    if (left instanceof TimeDuration) {
      const milliseconds = new Decimal(left.milliseconds, 0).dividedBy(right).toInt32()
      return new TimeDuration(BigInt(milliseconds) * 1_000_000n)
    }
  }
  // a duration fits into another a whole number of times
  if (left instanceof MonthDuration && right instanceof MonthDuration && right.months !== 0) {
    return Decimal.ofInteger(Math.trunc(left.months / right.months))
  }
  if (left instanceof TimeDuration && right instanceof TimeDuration && right.nanos !== 0n) {
    return new Decimal(left.milliseconds / right.milliseconds, 0)
  }
  return undefined
}

function raise(base: Decimal, exponent: Decimal): Decimal {
  return exponent.isWhole()
    ? base.power(exponent.toInt32())
    : Decimal.ofDouble(pow(base.toNumber(), exponent.toNumber()))
}

/** Only the whole part of the factor counts. */
function scale(duration: Value, factor: Decimal): Value | undefined {
  if (duration instanceof MonthDuration) return new MonthDuration(duration.months * factor.toInt32())
  if (duration instanceof TimeDuration) return new TimeDuration(duration.nanos * BigInt(factor.toInt32()))
  return undefined
}

function shift(from: Temporal, by: Value, sign: 1 | -1): Value | undefined {
  if (by instanceof TimeDuration) return from.plusNanos(sign === 1 ? by.nanos : -by.nanos)
  if (!(by instanceof MonthDuration) || from instanceof LocalTime || from instanceof ZonedTime)
    return undefined
  return from.plusMonths(by.months * sign)
}

function isTemporal(value: Value): value is Temporal {
  return (
    value instanceof LocalDate ||
    value instanceof LocalDateTime ||
    value instanceof ZonedDateTime ||
    value instanceof LocalTime ||
    value instanceof ZonedTime
  )
}
