import { Decimal } from './decimal.ts'
import { describe } from './describe.ts'
import {
  LocalDate,
  LocalDateTime,
  LocalTime,
  MonthDuration,
  TimeDuration,
  ZonedDateTime,
  ZonedTime,
} from './temporal.ts'
import { ContextValue, RangeValue, type Value } from './value.ts'

/** Values that can be ordered against each other: those of one class. */
export function haveSameType(...values: Value[]): boolean {
  const [first, ...others] = values.map(classOf)
  return others.every((type) => type === first)
}

export function isComparable(value: Value): boolean {
  if (Array.isArray(value)) {
    const [head] = value
    return value.length > 0 && isComparable(head!) && value.every((item) => classOf(item) === classOf(head!))
  }
  return typeof value === 'string' || value instanceof Decimal || isPointInTime(value)
}

export function isPointInTime(value: Value): boolean {
  return (
    value instanceof LocalDate ||
    value instanceof LocalTime ||
    value instanceof ZonedTime ||
    value instanceof LocalDateTime ||
    value instanceof ZonedDateTime ||
    value instanceof MonthDuration ||
    value instanceof TimeDuration
  )
}

/** An order no operator should be asked for: the whole evaluation fails (`[1] < [2]`). */
class NotOrdered extends Error {}

/** Negative, zero or positive. Both of one comparable type. @throws NotOrdered otherwise */
export function order(left: Value, right: Value): number {
  if (left instanceof Decimal && right instanceof Decimal) return left.compare(right)
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  if (left instanceof LocalDate && right instanceof LocalDate) return left.day - right.day
  if (left instanceof LocalTime && right instanceof LocalTime) return left.nanos - right.nanos
  if (left instanceof ZonedTime && right instanceof ZonedTime) return left.position - right.position
  if (left instanceof LocalDateTime && right instanceof LocalDateTime)
    return difference(left.total, right.total)
  if (left instanceof ZonedDateTime && right instanceof ZonedDateTime) {
    // the same instant is ordered by its local time, then by the name of its zone, as in java.time
    return (
      difference(left.instant, right.instant) ||
      difference(left.local.total, right.local.total) ||
      order(left.zone.id, right.zone.id)
    )
  }
  if (left instanceof MonthDuration && right instanceof MonthDuration) return left.months - right.months
  if (left instanceof TimeDuration && right instanceof TimeDuration)
    return difference(left.nanos, right.nanos)
  throw new NotOrdered(`${describe(left)} can not be compared to ${describe(right)}`)
}

/** FEEL's `=`: undefined when the types differ (then it is null). */
export function compareEqual(left: Value, right: Value): boolean | undefined {
  if (left === null || right === null) return left === right
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length && left.every((item, index) => compareEqual(item, right[index]!) === true)
    )
  }
  if (left instanceof ContextValue && right instanceof ContextValue) {
    if (left.entries.size !== right.entries.size) return false
    for (const [key, value] of left.entries) {
      const other = right.entries.get(key)
      if (other === undefined || compareEqual(value, other) !== true) return false
    }
    return true
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') return left === right
  if (
    !haveSameType(left, right) ||
    !(typeof left === 'string' || left instanceof Decimal || isPointInTime(left))
  ) {
    return undefined
  }
  return isSame(left, right)
}

/** Equality of the values themselves, as `list contains` and `index of` use it: a date and time in another zone is another. */
export function isSame(left: Value, right: Value): boolean {
  if (left === right) return true
  if (left instanceof Decimal) return right instanceof Decimal && left.equals(right)
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => isSame(item, right[index]!))
    )
  }
  if (left instanceof ZonedDateTime) {
    return (
      right instanceof ZonedDateTime &&
      left.instant === right.instant &&
      left.offset === right.offset &&
      left.zone.id === right.zone.id
    )
  }
  if (left instanceof ZonedTime) {
    return (
      right instanceof ZonedTime &&
      left.time.nanos === right.time.nanos &&
      left.offset === right.offset &&
      left.region?.id === right.region?.id
    )
  }
  if (left instanceof RangeValue) {
    return (
      right instanceof RangeValue &&
      left.start.closed === right.start.closed &&
      left.end.closed === right.end.closed &&
      isSame(left.start.value, right.start.value) &&
      isSame(left.end.value, right.end.value)
    )
  }
  if (left instanceof ContextValue) {
    if (!(right instanceof ContextValue) || left.identity !== 'content' || right.identity !== 'content')
      return false
    if (left.entries.size !== right.entries.size) return false
    return [...left.entries].every(([key, value]) => {
      const other = right.entries.get(key)
      return other !== undefined && isSame(value, other)
    })
  }
  return isPointInTime(left) && haveSameType(left, right) && order(left, right) === 0
}

function classOf(value: Value): unknown {
  return value === null || typeof value !== 'object' ? typeof value : value.constructor
}

function difference(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0
}
