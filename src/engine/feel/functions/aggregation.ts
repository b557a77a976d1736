import { isComparable, order } from '../values/comparison.ts'
import { Decimal } from '../values/decimal.ts'
import { describe } from '../values/describe.ts'
import { ErrorValue, type Value } from '../values/value.ts'
import { defineVariadic, type Functions } from './define.ts'

/** Of an empty list they are null; of a list that holds something else than numbers an error, so null. */
export const aggregationFunctions: Functions = {
  min: [extreme((order) => order <= 0)],
  max: [extreme((order) => order >= 0)],
  sum: [ofNumbers(total)],
  product: [ofNumbers((numbers) => numbers.reduce((product, n) => product.times(n), Decimal.one))],
  mean: [ofNumbers(mean)],
  median: [ofNumbers(median)],
  stddev: [ofNumbers(deviation)],
  mode: [
    defineVariadic(['list'], ([list]) => {
      if (!Array.isArray(list)) return undefined
      return list.length === 0 ? [] : withNumbers(list, mode)
    }),
  ],
}

function ofNumbers(body: (numbers: Decimal[]) => Value) {
  return defineVariadic(['list'], ([list]) => {
    if (!Array.isArray(list)) return undefined
    return list.length === 0 ? null : withNumbers(list, body)
  })
}

function withNumbers(list: Value[], body: (numbers: Decimal[]) => Value): Value {
  const other = list.find((item) => !(item instanceof Decimal))
  return other === undefined
    ? body(list as Decimal[])
    : new ErrorValue(`expected number but found '${describe(other)}'`)
}

function extreme(keeps: (order: number) => boolean) {
  return defineVariadic(['list'], ([list]) => {
    if (!Array.isArray(list)) return undefined
    if (list.length === 0) return null
    if (!isComparable(list)) return new ErrorValue(`${describe(list)} is not comparable`)
    return list.reduce((best, item) => (keeps(order(best, item)) ? best : item))
  })
}

function total(numbers: Decimal[]): Decimal {
  return numbers.reduce((sum, n) => sum.plus(n), Decimal.zero)
}

function mean(numbers: Decimal[]): Decimal {
  return total(numbers).dividedBy(Decimal.ofInteger(numbers.length))
}

function median(numbers: Decimal[]): Decimal {
  const sorted = numbers.toSorted((x, y) => x.compare(y))
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length % 2 === 1) return sorted[middle]!
  return sorted[middle - 1]!.plus(sorted[middle]!).dividedBy(Decimal.ofInteger(2))
}

/** Of a sample. One number has none: the division by zero makes the evaluation fail, as on the broker. */
function deviation(numbers: Decimal[]): Decimal {
  const average = mean(numbers)
  const squares = numbers.reduce((sum, n) => sum.plus(n.minus(average).power(2)), Decimal.zero)
  return Decimal.ofDouble(Math.sqrt(squares.dividedBy(Decimal.ofInteger(numbers.length - 1)).toNumber()))
}

function mode(numbers: Decimal[]): Value {
  const counted: { n: Decimal; count: number }[] = []
  for (const n of numbers) {
    const known = counted.find((entry) => entry.n.equals(n))
    if (known) known.count++
    else counted.push({ n, count: 1 })
  }
  const most = Math.max(...counted.map(({ count }) => count))
  return counted
    .filter(({ count }) => count === most)
    .map(({ n }) => n)
    .sort((x, y) => x.compare(y))
}
