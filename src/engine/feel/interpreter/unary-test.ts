import { isSame } from '../values/comparison.ts'
import { ErrorValue, type Value } from '../values/value.ts'
import { compareValues, type Compiled } from './logic.ts'
import type { Scope } from './scope.ts'

/** Where feel-scala keeps the value that unary tests are about, unless a variable `inputVariableName` names another. */
const defaultInput = 'cellInput'

export function inputName(scope: Scope): string {
  const name = scope.variable('inputVariableName')
  return typeof name === 'string' ? name : defaultInput
}

export function implicitInput(scope: Scope): Value {
  const value = scope.variable(inputName(scope))
  if (value !== undefined && !(value instanceof ErrorValue && !value.fatal)) return value
  scope.warn('NO_VARIABLE_FOUND', 'No input value found.')
  return null
}

/**
 * An expression as a unary test: true when it is true, or is the input, or is a list with the input in it. An expression that speaks of
 * `?` is first evaluated without it (which is fatal), then as a condition on the input.
 */
export function compileInputTest(test: Compiled): Compiled {
  return (scope) => {
    const input = implicitInput(scope)
    if (input instanceof ErrorValue) return input
    const value = test(scope)
    if (value instanceof ErrorValue && value.fatal) {
      const met = test(scope.withVariable('?', input))
      return typeof met === 'boolean' ? met : null
    }
    if (value === true) return true
    if (Array.isArray(value) && value.some((item) => isSame(item, input))) return true
    const equal = compareValues(scope, '=', input, value)
    if (equal === true) return true
    return Array.isArray(value) || equal !== null ? false : null
  }
}
