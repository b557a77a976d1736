import { expect } from 'chai'
import fc from 'fast-check'
import { Decimal } from './decimal.ts'

const decimal = fc
  .tuple(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.integer({ min: 0, max: 6 }))
  .map(([digits, scale]) => new Decimal(digits, scale))

describe('decimal numbers', () => {
  it('write themselves as java.math.BigDecimal does, and read that again', () => {
    for (const text of ['0', '0.00', '-1.50', '1E+3', '1.5E-10', '123.456', '0.000001', '1E-7', '-0.1']) {
      expect(Decimal.parse(text)?.toString(), text).to.equal(text)
    }
    for (const text of ['', '.', '1.', 'abc', '1e', '0x1', ' 1', '--1']) {
      expect(Decimal.parse(text)?.toString() ?? null, text).to.equal(text === '1.' ? '1' : null)
    }
  })

  it('take doubles as Java prints them', () => {
    const texts = ([4, 0.001, 0.0001, 1e7, 12345678.9, 1.5e-5, 0] as const).map((value) =>
      Decimal.ofDouble(value).toString(),
    )
    expect(texts).to.deep.equal(['4.0', '0.001', '0.00010', '1.0E+7', '12345678.9', '0.000015', '0.0'])
  })

  it('keep 34 digits, half even', () => {
    const third = Decimal.one.dividedBy(Decimal.ofInteger(3))
    expect(third.toString()).to.equal(`0.${'3'.repeat(34)}`)
    expect(third.plus(third).plus(third).toString()).to.equal(`0.${'9'.repeat(34)}`)
    const nines = new Decimal(10n ** 34n - 1n, 0)
    expect(nines.plus(new Decimal(5n, 1)).toString()).to.equal('1.000000000000000000000000000000000E+34')
  })

  it('are a ring as far as the digits reach, and divide back', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(a.plus(b).equals(b.plus(a))).to.equal(true)
        expect(a.plus(b).minus(b).equals(a)).to.equal(true)
        expect(a.times(b).equals(b.times(a))).to.equal(true)
        expect(a.compare(b)).to.equal(-b.compare(a) + 0)
        if (b.digits !== 0n) {
          const rest = a.remainder(b)
          expect(rest.absolute().compare(b.absolute())).to.equal(-1)
          expect(a.minus(rest).dividedBy(b).isWhole()).to.equal(true)
        }
        expect(Decimal.parse(c.toString())?.equals(c)).to.equal(true)
      }),
    )
  })
})
