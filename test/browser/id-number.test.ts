/** The phone tells a wrong number while it is typed: it must say what the server says. */
import { expect } from 'chai'
import fc from 'fast-check'
import { citizenNumberFault, creditCodeFault } from '../../src/parties/id-number.ts'
import { kindOfNumber, normalised, numberFault, saidBy } from '../../web/shared/parties/id-number.ts'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const seventeen = fc
  .tuple(
    fc.constantFrom('110101', '330481', '650102'),
    fc.integer({ min: 1940, max: 2020 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(
    ([place, year, month, date, order]) =>
      `${place}${year}${String(month).padStart(2, '0')}${String(date).padStart(2, '0')}${String(order).padStart(3, '0')}`,
  )

describe('numbers of parties on the phone', () => {
  it('judges the last character of a citizen as the server does', () => {
    let good = 0
    fc.assert(
      fc.property(seventeen, fc.constantFrom(...'0123456789X'), (body, last) => {
        const fault = numberFault('citizen', body + last)
        if (fault === undefined) good++
        return (fault === undefined) === (citizenNumberFault(body + last, '2026-03-02') === undefined)
      }),
      { numRuns: 2_000 },
    )
    expect(good).to.be.greaterThan(50)
  })

  it('judges the last character of an organisation as the server does', () => {
    let good = 0
    const body = fc
      .tuple(
        fc.array(fc.constantFrom(...alphabet), { minLength: 2, maxLength: 2 }),
        fc.integer({ min: 100_000, max: 999_999 }),
        fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 }),
      )
      .map(([head, place, rest]) => `${head.join('')}${place}${rest.join('')}`)
    fc.assert(
      fc.property(body, fc.constantFrom(...alphabet), (first, last) => {
        const fault = numberFault('organisation', first + last)
        if (fault === undefined) good++
        return (fault === undefined) === (creditCodeFault(first + last) === undefined)
      }),
      { numRuns: 3_000 },
    )
    expect(good).to.be.greaterThan(30)
  })

  it('says whose number it is and what it tells', () => {
    expect(kindOfNumber('330481199001011236')).to.equal('citizen')
    expect(kindOfNumber('330481199001011237')).to.equal(undefined)
    expect(kindOfNumber('张示例')).to.equal(undefined)
    expect(saidBy('330481199001011236')).to.equal('男，1990-01-01 生')
    expect(normalised('３３０４８１ 19900101-123x')).to.equal('33048119900101123X')
  })
})
