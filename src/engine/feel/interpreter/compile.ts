import type { Iterator, Node, RangeNode } from '../syntax/tree.ts'
import { haveSameType, isComparable, isPointInTime, order } from '../values/comparison.ts'
import { Decimal } from '../values/decimal.ts'
import { describe, typeName } from '../values/describe.ts'
import { ContextValue, ErrorValue, FunctionValue, RangeValue, type Value } from '../values/value.ts'
import { calculate, misfit } from './arithmetic.ts'
import { compileCall } from './call.ts'
import { compileFilter } from './filter.ts'
import { compileIteration, compileFor, compileQuantified, type CompiledIterator } from './iteration.ts'
import { allOf, anyOf, compareValues, holds, orNull, truth, type Compiled } from './logic.ts'
import { pathOf } from './path.ts'
import { compileInputTest, implicitInput, inputName } from './unary-test.ts'

const noInput = new ErrorValue(
  "No input value available. '?' can only be used inside an unary-test expression.",
  true,
)

/** Turns a parsed expression into a function of the names it sees. feel-scala's rules of null and error, operator by operator. */
export function compile(node: Node): Compiled {
  switch (node.kind) {
    case 'constant':
      return () => node.value
    case 'input':
      return (scope) => {
        const input = scope.variable('?')
        return input === undefined ? noInput : input
      }
    case 'list':
      return compileList(node.items.map(compile))
    case 'context':
      return compileContext(node.entries)
    case 'range':
      return compileRange(node)
    case 'negate': {
      const operand = compile(node.operand)
      return (scope) => {
        const value = operand(scope)
        if (value instanceof Decimal) return value.negated()
        if (value instanceof ErrorValue) return orNull(value)
        scope.warn('INVALID_TYPE', `Expected number but found '${describe(value)}'`)
        return null
      }
    }
    case 'arithmetic': {
      const [left, right] = [compile(node.left), compile(node.right)]
      return (scope) => {
        const [x, y] = [left(scope), right(scope)]
        if (x instanceof ErrorValue) return orNull(x)
        if (y instanceof ErrorValue) return orNull(y)
        const result = calculate(node.operator, x, y)
        if (result !== undefined) return result
        scope.warn('INVALID_TYPE', misfit(node.operator, x, y))
        return null
      }
    }
    case 'comparison': {
      const [left, right] = [compile(node.left), compile(node.right)]
      return (scope) => compareValues(scope, node.operator, left(scope), right(scope))
    }
    case 'not': {
      const operand = compile(node.operand)
      return (scope) => {
        const value = truth(scope, operand(scope))
        return typeof value === 'boolean' ? !value : value
      }
    }
    case 'and':
      return compileAll([compile(node.left), compile(node.right)])
    case 'or':
      return compileAny([compile(node.left), compile(node.right)])
    case 'anyOf':
      return compileAny(node.tests.map(compile))
    case 'if':
      return compileIf(compile(node.condition), compile(node.then), compile(node.else))
    case 'for':
      return compileFor(compileLists(node.iterators), compile(node.result))
    case 'some':
    case 'every':
      return compileQuantified(node.kind, compileLists(node.iterators), compile(node.condition))
    case 'iteration':
      return compileIteration(compile(node.start), compile(node.end))
    case 'in': {
      const [value, test] = [compile(node.value), compile(node.test)]
      return (scope) => {
        const input = value(scope)
        return input instanceof ErrorValue ? input : test(scope.withVariable(inputName(scope), input))
      }
    }
    case 'instanceOf': {
      const value = compile(node.value)
      return (scope) => {
        const result = value(scope)
        return result instanceof ErrorValue ? result : isInstance(result, node.type)
      }
    }
    case 'reference':
      return compileReference(node.names)
    case 'path': {
      const base = compile(node.base)
      return (scope) => {
        const value = base(scope)
        return value instanceof ErrorValue ? value : pathOf(scope, value, node.name)
      }
    }
    case 'filter':
      return compileFilter(node.condition, compile(node.list), compile(node.condition))
    case 'call':
      return compileCall(node, compile)
    case 'function': {
      const body = compile(node.body)
      return (scope) =>
        new FunctionValue(node.parameters, (args) =>
          body(
            scope.with(
              new Map(node.parameters.slice(0, args.length).map((name, index) => [name, args[index]!])),
            ),
          ),
        )
    }
    case 'inputEquals': {
      const value = compile(node.value)
      return (scope) => compareValues(scope, '=', implicitInput(scope), value(scope))
    }
    case 'inputComparison': {
      const value = compile(node.value)
      return (scope) => compareValues(scope, node.operator, implicitInput(scope), value(scope))
    }
    case 'inputInRange':
      return compileInRange(node.range)
    case 'inputTest':
      return compileInputTest(compile(node.test))
  }
}

/** Stops at the first true; null is kept while the rest decides. */
function compileAny(tests: Compiled[]): Compiled {
  return (scope) =>
    anyOf(
      scope,
      tests.map((test) => () => test(scope)),
    )
}

function compileAll(tests: Compiled[]): Compiled {
  return (scope) =>
    allOf(
      scope,
      tests.map((test) => () => test(scope)),
    )
}

function compileIf(condition: Compiled, then: Compiled, otherwise: Compiled): Compiled {
  return (scope) => {
    const met = condition(scope)
    if (met instanceof ErrorValue && met.fatal) return met
    if (typeof met !== 'boolean') {
      if (!(met instanceof ErrorValue))
        scope.warn('INVALID_TYPE', `Expected boolean but found '${describe(met)}'`)
      return otherwise(scope)
    }
    const result = met ? then(scope) : otherwise(scope)
    // an error in the chosen branch leads to the other one: feel-scala cannot tell it from an error in the condition
    return result instanceof ErrorValue && !result.fatal ? otherwise(scope) : result
  }
}

function compileList(items: Compiled[]): Compiled {
  return (scope) => {
    const values: Value[] = []
    for (const item of items) {
      const value = item(scope)
      if (value instanceof ErrorValue) return new ErrorValue(value.fatal ? describe(value) : value.message)
      values.push(value)
    }
    return values
  }
}

/** An entry sees the entries before it. */
function compileContext(entries: [string, Node][]): Compiled {
  const compiled = entries.map(([name, node]) => [name, compile(node)] as const)
  return (scope) => {
    const values = new Map<string, Value>()
    const functions = new Map<string, FunctionValue[]>()
    let inner = scope
    for (const [name, entry] of compiled) {
      const value = entry(inner)
      if (value instanceof ErrorValue) return new ErrorValue(value.fatal ? describe(value) : value.message)
      if (value instanceof FunctionValue) {
        functions.set(name, [...(functions.get(name) ?? []), value])
        inner = inner.with(undefined, new Map([[name, [value]]]))
      } else {
        values.set(name, value)
        inner = inner.withVariable(name, value)
      }
    }
    return new ContextValue(values, 'reference', functions)
  }
}

function compileRange(node: RangeNode): Compiled {
  const [start, end] = [compile(node.start), compile(node.end)]
  return (scope) => {
    const [x, y] = [start(scope), end(scope)]
    if (x instanceof ErrorValue) return x
    if (y instanceof ErrorValue) return y
    if (haveSameType(x, y) && (x instanceof Decimal || isPointInTime(x))) {
      return new RangeValue({ value: x, closed: node.startClosed }, { value: y, closed: node.endClosed })
    }
    const message = `Invalid range definition '${describe(x)}..${describe(y)}'`
    scope.warn('INVALID_TYPE', message)
    return new ErrorValue(message)
  }
}

function compileInRange(range: RangeNode): Compiled {
  const [start, end] = [compile(range.start), compile(range.end)]
  return (scope) => {
    const [x, y] = [start(scope), end(scope)]
    const input = implicitInput(scope)
    if (![input, x, y].every(isComparable) || !haveSameType(input, x, y)) {
      scope.warn(
        'NOT_COMPARABLE',
        `Can't compare '${describe(input)}' with '${describe(x)}' and '${describe(y)}'`,
      )
      return null
    }
    return (
      holds(range.startClosed ? '>=' : '>', order(input, x)) &&
      holds(range.endClosed ? '<=' : '<', order(input, y))
    )
  }
}

function compileReference([name = '', ...path]: string[]): Compiled {
  const missing = `No variable found with name '${name}'`
  return (scope) => {
    let value = scope.variable(name)
    if (value === undefined || (value instanceof ErrorValue && !value.fatal)) {
      scope.warn('NO_VARIABLE_FOUND', missing)
      return null
    }
    for (const step of path) {
      if (value instanceof ErrorValue) return value
      value = pathOf(scope, value, step)
    }
    return value
  }
}

function isInstance(value: Value, type: string): boolean {
  const actual = typeName(value)
  switch (type) {
    case 'Any':
      return value !== null
    case 'date time':
      return actual === 'date and time'
    case 'year-month-duration':
      return actual === 'years and months duration'
    case 'day-time-duration':
      return actual === 'days and time duration'
    default:
      return actual === type
  }
}

function compileLists(iterators: Iterator[]): CompiledIterator[] {
  return iterators.map(({ name, list }) => ({ name, list: compile(list) }))
}
