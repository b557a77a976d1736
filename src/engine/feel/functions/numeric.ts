import { ArithmeticFailure, Decimal, type Rounding } from '../values/decimal.ts'
import { exp, log } from '../values/real-functions.ts'
import { MonthDuration, TimeDuration } from '../values/temporal.ts'
import { ErrorValue, type Value } from '../values/value.ts'
import { define, type Functions } from './define.ts'

const roundings: readonly string[] = [
  'UP',
  'DOWN',
  'CEILING',
  'FLOOR',
  'HALF_UP',
  'HALF_DOWN',
  'HALF_EVEN',
] satisfies Rounding[]
const two = Decimal.ofInteger(2)

export const numericFunctions: Functions = {
  decimal: [
    rounding('scale', 'HALF_EVEN'),
    define(['n', 'scale', 'mode'], ([n, scale, mode]) => {
      if (typeof mode !== 'string') return undefined
      const name = mode.toUpperCase()
      if (!roundings.includes(name)) return new ErrorValue(`Illegal argument '${mode}' for rounding mode.`)
      return round(n, scale, name as Rounding)
    }),
  ],
  floor: [define(['n'], ([n]) => round(n, Decimal.zero, 'FLOOR')), rounding('scala', 'FLOOR')],
  ceiling: [define(['n'], ([n]) => round(n, Decimal.zero, 'CEILING')), rounding('scale', 'CEILING')],
  'round up': [rounding('scale', 'UP')],
  'round down': [rounding('scale', 'DOWN')],
  'round half up': [rounding('scale', 'HALF_UP')],
  'round half down': [rounding('scala', 'HALF_DOWN')],
  abs: [define(['number'], absolute), define(['n'], absolute)],
  modulo: [
    define(['dividend', 'divisor'], ([dividend, divisor]) =>
      dividend instanceof Decimal && divisor instanceof Decimal
        ? dividend.remainder(divisor).plus(divisor).remainder(divisor)
        : undefined,
    ),
  ],
  sqrt: [ofNumber((n) => (n.digits < 0n ? null : Decimal.ofDouble(Math.sqrt(n.toNumber()))))],
  log: [ofNumber((n) => Decimal.ofDouble(log(n.toNumber())))],
  exp: [ofNumber((n) => Decimal.ofDouble(exp(n.toNumber())))],
  odd: [ofNumber((n) => n.absolute().remainder(two).equals(Decimal.one))],
  even: [ofNumber((n) => n.remainder(two).digits === 0n)],
  'random number': [define([], () => Decimal.ofDouble(Math.random()))],
}

function ofNumber(body: (n: Decimal) => Value) {
  return define(['number'], ([n]) => (n instanceof Decimal ? body(n) : undefined))
}

/** The misspelt parameter names are the broker's: they matter for calls by name. */
function rounding(scaleName: string, mode: Rounding) {
  return define(['n', scaleName], ([n, scale]) => round(n, scale, mode))
}

function round(n: Value | undefined, scale: Value | undefined, mode: Rounding): Value | undefined {
  if (!(n instanceof Decimal) || !(scale instanceof Decimal)) return undefined
  try {
    return n.withScale(scale.toInt32(), mode)
  } catch (error) {
    if (!(error instanceof ArithmeticFailure)) throw error
    return new ErrorValue(`Failed to apply rounding mode '${mode}': ${error.message}`)
  }
}

function absolute([n]: Value[]): Value | undefined {
  if (n instanceof Decimal) return n.absolute()
  if (n instanceof MonthDuration) return new MonthDuration(Math.abs(n.months))
  if (n instanceof TimeDuration) return n.nanos < 0n ? new TimeDuration(-n.nanos) : n
  return undefined
}
