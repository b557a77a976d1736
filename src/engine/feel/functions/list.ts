import { compareEqual, isSame } from '../values/comparison.ts'
import { Decimal } from '../values/decimal.ts'
import { describe } from '../values/describe.ts'
import { ErrorValue, FunctionValue, type Environment, type Value } from '../values/value.ts'
import { define, defineVariadic, type Functions } from './define.ts'

export const listFunctions: Functions = {
  'list contains': [ofListAnd('element', (list, element) => list.some((item) => isSame(item, element)))],
  count: [ofList((list) => Decimal.ofInteger(list.length))],
  and: [defineVariadic(['list'], ([list]) => (Array.isArray(list) ? logical(list, false) : undefined))],
  all: [defineVariadic(['list'], ([list]) => (Array.isArray(list) ? logical(list, false) : undefined))],
  or: [defineVariadic(['list'], ([list]) => (Array.isArray(list) ? logical(list, true) : undefined))],
  any: [defineVariadic(['list'], ([list]) => (Array.isArray(list) ? logical(list, true) : undefined))],
  sublist: [
    define(['list', 'start'], ([list, start]) =>
      Array.isArray(list) && start instanceof Decimal
        ? part(list, indexOf(list, start.toInt32()), list.length)
        : undefined,
    ),
    define(['list', 'start', 'length'], ([list, start, length]) => {
      if (!Array.isArray(list) || !(start instanceof Decimal) || !(length instanceof Decimal))
        return undefined
      const from = indexOf(list, start.toInt32())
      return part(list, from, from + length.toInt32())
    }),
  ],
  append: [
    defineVariadic(['list', 'items'], ([list, items]) =>
      Array.isArray(list) && Array.isArray(items) ? [...list, ...items] : undefined,
    ),
  ],
  concatenate: [
    defineVariadic(['lists'], ([lists]) => (Array.isArray(lists) ? flattenOnce(lists) : undefined)),
  ],
  'insert before': [
    define(['list', 'position', 'newItem'], ([list, position, item]) => {
      if (!Array.isArray(list) || !(position instanceof Decimal) || item === undefined) return undefined
      const at = indexOf(list, position.toInt32())
      return [...part(list, 0, at), item, ...part(list, at, list.length)]
    }),
  ],
  remove: [
    define(['list', 'position'], ([list, position]) => {
      if (!Array.isArray(list) || !(position instanceof Decimal)) return undefined
      const place = position.toInt32()
      return [...part(list, 0, indexOf(list, place)), ...part(list, indexOf(list, place + 1), list.length)]
    }),
  ],
  reverse: [ofList((list) => list.toReversed())],
  'index of': [
    ofListAnd('match', (list, match) =>
      list.flatMap((item, index) => (isSame(item, match) ? [Decimal.ofInteger(index + 1)] : [])),
    ),
  ],
  union: [
    defineVariadic(['lists'], ([lists]) => (Array.isArray(lists) ? distinct(flattenOnce(lists)) : undefined)),
  ],
  'distinct values': [ofList(distinct)],
  'duplicate values': [
    ofList((list) => distinct(list).filter((item) => list.filter((other) => equal(other, item)).length > 1)),
  ],
  flatten: [ofList(flatten)],
  sort: [
    define(['list', 'precedes'], ([list, precedes], environment) => {
      if (!Array.isArray(list) || !(precedes instanceof FunctionValue)) return undefined
      if (precedes.parameters.length === 2) return sort(list, precedes, environment)
      return new ErrorValue(
        `expect boolean function with 2 arguments, but found '${precedes.parameters.length}'`,
      )
    }),
  ],
  'string join': [
    define(['list'], ([list]) => join(list, null, null, null)),
    define(['list', 'delimiter'], ([list, delimiter]) => join(list, delimiter, null, null)),
    define(['list', 'delimiter', 'prefix', 'suffix'], ([list, delimiter, prefix, suffix]) =>
      join(list, delimiter, prefix, suffix),
    ),
  ],
}

function ofList(body: (list: Value[]) => Value) {
  return define(['list'], ([list]) => (Array.isArray(list) ? body(list) : undefined))
}

function ofListAnd(parameter: string, body: (list: Value[], value: Value) => Value) {
  return define(['list', parameter], ([list, value]) =>
    Array.isArray(list) && value !== undefined ? body(list, value) : undefined,
  )
}

/** From 1, or from the end where it is not positive. */
function indexOf(list: Value[], index: number): number {
  return index > 0 ? index - 1 : list.length + index
}

/** Places before the list count as its beginning. */
function part(list: Value[], from: number, to: number): Value[] {
  return list.slice(Math.max(0, from), Math.max(0, to))
}

/** `and` (decisive: false) and `or` (decisive: true) of a list: what is no boolean is null. */
function logical(list: Value[], decisive: boolean): Value {
  let result: boolean | null = !decisive
  for (const item of list) {
    if (item === decisive) return decisive
    if (item !== !decisive) result = null
  }
  return result
}

function flattenOnce(lists: Value[]): Value[] {
  return lists.flatMap((item) => (Array.isArray(item) ? item : [item]))
}

function flatten(list: Value[]): Value[] {
  return list.flatMap((item) => (Array.isArray(item) ? flatten(item) : [item]))
}

function equal(left: Value, right: Value): boolean {
  return compareEqual(left, right) === true
}

function distinct(list: Value[]): Value[] {
  const result: Value[] = []
  for (const item of list) if (!result.some((known) => equal(item, known))) result.push(item)
  return result
}

/** Merge sort by "comes before"; an answer that is no boolean is an error. */
function sort(list: Value[], precedes: FunctionValue, environment: Environment): Value {
  let failure: ErrorValue | undefined
  const before = (x: Value, y: Value): boolean => {
    const answer = precedes.invoke([x, y], environment)
    if (typeof answer === 'boolean') return answer
    failure ??= new ErrorValue(
      `fail to sort list by given precedes function: expected boolean but found '${describe(answer)}'`,
    )
    return false
  }
  const sorted = list.toSorted((x, y) => (before(x, y) ? -1 : before(y, x) ? 1 : 0))
  return failure ?? sorted
}

function join(...[list, delimiter, prefix, suffix]: (Value | undefined)[]): Value | undefined {
  if (!Array.isArray(list)) return undefined
  for (const text of [delimiter, prefix, suffix])
    if (text !== null && typeof text !== 'string') return undefined
  // the broker has no variant with only one of prefix and suffix
  if ((prefix === null) !== (suffix === null)) return undefined
  if (!list.every((item) => typeof item === 'string' || item === null)) {
    return new ErrorValue(`expected a list of strings but found '${describe(list)}'`)
  }
  const texts = list.filter((item) => item !== null)
  return `${(prefix as string | null) ?? ''}${texts.join((delimiter as string | null) ?? '')}${(suffix as string | null) ?? ''}`
}
