import type { ComparisonOperator } from '../syntax/tree.ts'
import { compareEqual, haveSameType, isComparable, order } from '../values/comparison.ts'
import { describe } from '../values/describe.ts'
import { ErrorValue, type Value } from '../values/value.ts'
import type { Scope } from './scope.ts'

/** A compiled expression: its value by the names it sees. */
export type Compiled = (scope: Scope) => Value

/** An error becomes null unless it is fatal. */
export function orNull(value: Value): Value {
  return value instanceof ErrorValue && !value.fatal ? null : value
}

/** A boolean, null for anything else, or a fatal error. */
export function truth(scope: Scope, value: Value): boolean | null | ErrorValue {
  if (typeof value === 'boolean') return value
  if (value instanceof ErrorValue) return value.fatal ? value : null
  scope.warn('INVALID_TYPE', `Expected boolean but found '${describe(value)}'`)
  return null
}

export function compareValues(scope: Scope, operator: ComparisonOperator, left: Value, right: Value): Value {
  if (left instanceof ErrorValue) return left
  if (right instanceof ErrorValue) return right
  if (operator === '=') {
    const equal = compareEqual(left, right)
    if (equal !== undefined) return equal
  } else if (haveSameType(left, right) && isComparable(left) && isComparable(right)) {
    return holds(operator, order(left, right))
  }
  scope.warn('NOT_COMPARABLE', `Can't compare '${describe(left)}' with '${describe(right)}'`)
  return null
}

export function holds(operator: ComparisonOperator, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

export function anyOf(scope: Scope, tests: Iterable<() => Value>): Value {
  return decide(scope, tests, true)
}

export function allOf(scope: Scope, tests: Iterable<() => Value>): Value {
  return decide(scope, tests, false)
}

/** Three-valued logic: `decisive` ends the matter, null outlives its opposite. */
function decide(scope: Scope, tests: Iterable<() => Value>, decisive: boolean): Value {
  let result: boolean | null = !decisive
  for (const test of tests) {
    const value = test()
    if (value === decisive) return decisive
    if (value instanceof ErrorValue && value.fatal) return value
    if (result !== null) result = truth(scope, value) as boolean | null
  }
  return result
}
