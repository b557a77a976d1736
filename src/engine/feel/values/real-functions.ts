import { Decimal as Real } from 'decimal.js'

/**
 * exp, log and pow of doubles, rounded right in their last digit as Java's are: those of JavaScript may be off by one there (`log(3)`).
 */
const Exact = Real.clone({ precision: 34 })

export function exp(value: number): number {
  return refined(Math.exp(value), () => Exact.exp(exact(value)))
}

export function log(value: number): number {
  return refined(Math.log(value), () => Exact.ln(exact(value)))
}

export function pow(base: number, exponent: number): number {
  return refined(Math.pow(base, exponent), () => Exact.pow(exact(base), exact(exponent)))
}

/** The double itself, not the shortest text that stands for it. */
function exact(value: number): Real {
  return new Exact(value.toPrecision(60))
}

/** Zero, infinity and NaN are right as they are. */
function refined(estimate: number, calculate: () => Real): number {
  return Number.isFinite(estimate) && estimate !== 0 ? calculate().toNumber() : estimate
}
