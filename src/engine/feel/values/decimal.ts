/**
 * Decimal numbers as the broker has them: java.math.BigDecimal with 34 digits, half even (IEEE decimal128). The scale is kept, because
 * it shows: `string(100 * 0.50)` is "50.00". decimal.js drops trailing zeros, so it cannot stand in for this.
 */
export type Rounding = 'UP' | 'DOWN' | 'CEILING' | 'FLOOR' | 'HALF_UP' | 'HALF_DOWN' | 'HALF_EVEN'

const precision = 34
const powersOfTen = Array.from({ length: 80 }, (_, exponent) => 10n ** BigInt(exponent))
const numberPattern = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,10}))?$/
const largestScale = 2 ** 31 - 1

/** What Java throws as ArithmeticException or NumberFormatException: it makes a whole evaluation fail. */
export class ArithmeticFailure extends Error {}

export class Decimal {
  /** The value is digits × 10^-scale. */
  readonly digits: bigint
  readonly scale: number

  constructor(digits: bigint, scale: number) {
    this.digits = digits
    this.scale = scale
  }

  static readonly zero = new Decimal(0n, 0)
  static readonly one = new Decimal(1n, 0)

  static ofInteger(value: number): Decimal {
    return new Decimal(BigInt(value), 0)
  }

  /** A JSON number: whole numbers as a long, others by the shortest text that gives the same double (as Java prints it). */
  static ofJson(value: number): Decimal {
    return Number.isInteger(value) && Math.abs(value) < 2 ** 63
      ? new Decimal(BigInt(value), 0)
      : Decimal.ofDouble(value)
  }

  /** A double as Java's Double.toString would print it: 4 is 4.0. @throws ArithmeticFailure for NaN and infinity */
  static ofDouble(value: number): Decimal {
    if (!Number.isFinite(value)) {
      throw new ArithmeticFailure(
        'Character I is neither a decimal digit number, decimal point, nor "e" notation exponential mark.',
      )
    }
    const [mantissa = '0', exponent = '0'] = value.toExponential().split('e')
    const size = Math.abs(value)
    const decimal = Decimal.parse(mantissa) ?? Decimal.zero
    const scaled = new Decimal(decimal.digits, decimal.scale - Number(exponent))
    if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
      // computerized scientific notation has one digit after the point at least: 1.0E10
      return decimal.scale === 0 ? new Decimal(decimal.digits * 10n, scaled.scale + 1) : scaled
    }
    return scaled.scale < 1 ? scaled.withScale(1, 'DOWN') : scaled
  }

  static parse(text: string): Decimal | undefined {
    const match = numberPattern.exec(text)
    if (!match) return undefined
    const [, sign, whole = '', fraction = match[4] ?? '', , exponent = '0'] = match
    const scale = fraction.length - Number(exponent)
    if (Math.abs(scale) > largestScale) return undefined
    const digits = BigInt(whole + fraction)
    return new Decimal(sign === '-' ? -digits : digits, scale)
  }

  plus(other: Decimal): Decimal {
    if (this.scale === other.scale) return rounded(this.digits + other.digits, this.scale)
    const scale = Math.max(this.scale, other.scale)
    return rounded(this.digitsAt(scale) + other.digitsAt(scale), scale)
  }

  minus(other: Decimal): Decimal {
    return this.plus(other.negated())
  }

  times(other: Decimal, digits = precision): Decimal {
    return rounded(this.digits * other.digits, this.scale + other.scale, digits)
  }

  /** @throws ArithmeticFailure on division by zero */
  dividedBy(other: Decimal, digits = precision): Decimal {
    if (other.digits === 0n) throw new ArithmeticFailure('Division by zero')
    const preferredScale = this.scale - other.scale
    if (this.digits === 0n) return new Decimal(0n, preferredScale)
    const shift = Math.max(0, digits + 3 + countDigits(other.digits) - countDigits(this.digits))
    const dividend = this.digits * tenTo(shift)
    const quotient = dividend / other.digits
    const rest = dividend % other.digits
    if (rest !== 0n) {
      // a sticky digit stands for all that follow: it keeps the rounding right
      const sticky = this.digits < 0n !== other.digits < 0n ? -1n : 1n
      return rounded(quotient * 10n + sticky, preferredScale + shift + 1, digits)
    }
    return rounded(quotient, preferredScale + shift, digits).strippedTo(preferredScale)
  }

  /** Sign of the dividend. @throws ArithmeticFailure on division by zero, and when the whole quotient needs too many digits */
  remainder(other: Decimal): Decimal {
    if (other.digits === 0n) throw new ArithmeticFailure('Division by zero')
    const scale = Math.max(this.scale, other.scale)
    const [dividend, divisor] = [this.digitsAt(scale), other.digitsAt(scale)]
    const rest = dividend % divisor
    const excess = countDigits(dividend / divisor) - precision
    if (excess > 0 && (dividend / divisor) % tenTo(excess) !== 0n)
      throw new ArithmeticFailure('Division impossible')
    return new Decimal(rest, scale)
  }

  /** A whole exponent. @throws ArithmeticFailure when it is out of Java's range */
  power(exponent: number): Decimal {
    if (Math.abs(exponent) > 999_999_999) throw new ArithmeticFailure('Invalid operation')
    if (exponent === 0) return Decimal.one
    const working = precision + String(Math.abs(exponent)).length + 1
    let result = Decimal.one
    for (const bit of Math.abs(exponent).toString(2)) {
      result = result.times(result, working)
      if (bit === '1') result = result.times(this, working)
      if (Math.abs(result.scale) > largestScale) throw new ArithmeticFailure('Overflow')
    }
    if (exponent < 0) result = Decimal.one.dividedBy(result, working)
    return rounded(result.digits, result.scale)
  }

  negated(): Decimal {
    return new Decimal(-this.digits, this.scale)
  }

  absolute(): Decimal {
    return this.digits < 0n ? this.negated() : this
  }

  /** @throws ArithmeticFailure when the scale cannot be had */
  withScale(scale: number, rounding: Rounding): Decimal {
    if (scale >= this.scale) {
      if (scale - this.scale > 1_000_000) throw new ArithmeticFailure('Overflow')
      return new Decimal(this.digitsAt(scale), scale)
    }
    return new Decimal(divideRounding(this.digits, tenTo(this.scale - scale), rounding), scale)
  }

  compare(other: Decimal): number {
    let [left, right] = [this.digits, other.digits]
    if (this.scale !== other.scale) {
      const scale = Math.max(this.scale, other.scale)
      if (scale - Math.min(this.scale, other.scale) > 10_000) return this.compareFar(other)
      left = this.digitsAt(scale)
      right = other.digitsAt(scale)
    }
    return left < right ? -1 : left > right ? 1 : 0
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0
  }

  isWhole(): boolean {
    return this.scale <= 0 || this.digits === 0n || this.strippedTo(0).scale <= 0
  }

  /** The low 32 bits of the whole part, as Java's intValue. */
  toInt32(): number {
    return Number(BigInt.asIntN(32, this.wholePart()))
  }

  /** The low 64 bits of the whole part, as Java's longValue. */
  toInt64(): bigint {
    return BigInt.asIntN(64, this.wholePart())
  }

  toNumber(): number {
    if (this.scale === 0) return Number(this.digits)
    return Number(`${this.digits}e${-this.scale}`)
  }

  toString(): string {
    if (this.scale === 0) return this.digits.toString()
    const sign = this.digits < 0n ? '-' : ''
    const digits = (this.digits < 0n ? -this.digits : this.digits).toString()
    const exponent = digits.length - 1 - this.scale
    if (this.scale > 0 && exponent >= -6) {
      const padded = digits.padStart(this.scale + 1, '0')
      return `${sign}${padded.slice(0, -this.scale)}.${padded.slice(-this.scale)}`
    }
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits
    return `${sign}${mantissa}${exponent === 0 ? '' : `E${exponent > 0 ? '+' : ''}${exponent}`}`
  }

  private digitsAt(scale: number): bigint {
    return scale === this.scale ? this.digits : this.digits * tenTo(scale - this.scale)
  }

  private wholePart(): bigint {
    if (this.scale === 0) return this.digits
    if (this.scale > 0) return this.scale > 100_000 ? 0n : this.digits / tenTo(this.scale)
    // beyond 64 powers of ten the low 64 bits are zero
    return this.scale < -64 ? 0n : this.digits * tenTo(-this.scale)
  }

  private strippedTo(scale: number): Decimal {
    let { digits } = this
    let current = this.scale
    while (current > scale && digits % 10n === 0n) {
      digits /= 10n
      current--
    }
    return current === this.scale ? this : new Decimal(digits, current)
  }

  /** Compares numbers whose scales lie too far apart to align. */
  private compareFar(other: Decimal): number {
    const signs = signOf(this.digits) - signOf(other.digits)
    if (signs !== 0 || this.digits === 0n) return Math.sign(signs)
    const sizes = countDigits(this.digits) - this.scale - (countDigits(other.digits) - other.scale)
    return Math.sign(sizes) * signOf(this.digits)
  }
}

function rounded(digits: bigint, scale: number, limit = precision): Decimal {
  if (digits < powersOfTen[limit]! && digits > -powersOfTen[limit]!) return new Decimal(digits, scale)
  const excess = countDigits(digits) - limit
  const kept = divideRounding(digits, tenTo(excess), 'HALF_EVEN')
  // rounding 99…9.5 up gives a digit too many
  return countDigits(kept) > limit
    ? new Decimal(kept / 10n, scale - excess - 1)
    : new Decimal(kept, scale - excess)
}

function divideRounding(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor
  const rest = dividend % divisor
  if (rest === 0n) return quotient
  const sign = dividend < 0n ? -1n : 1n
  const twice = (rest < 0n ? -rest : rest) * 2n
  const away = {
    UP: true,
    DOWN: false,
    CEILING: sign > 0n,
    FLOOR: sign < 0n,
    HALF_UP: twice >= divisor,
    HALF_DOWN: twice > divisor,
    HALF_EVEN: twice > divisor || (twice === divisor && quotient % 2n !== 0n),
  }[rounding]
  return away ? quotient + sign : quotient
}

function tenTo(exponent: number): bigint {
  return powersOfTen[exponent] ?? 10n ** BigInt(exponent)
}

function countDigits(value: bigint): number {
  return (value < 0n ? -value : value).toString().length
}

function signOf(value: bigint): number {
  return value > 0n ? 1 : value < 0n ? -1 : 0
}
