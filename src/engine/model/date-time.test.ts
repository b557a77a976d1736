import { expect } from 'chai'
import fc from 'fast-check'
import { civilDate, epochDayOf, parseZonedInstant } from './date-time.ts'

describe('instants as Zeebe writes them', () => {
  for (const [text, written] of [
    ['2026-01-06T00:00:00Z', '2026-01-06T00:00Z'],
    ['2026-01-06T08:00:00+08:00', '2026-01-06T08:00+08:00'],
    ['2026-01-06T08:00:05+08:00', '2026-01-06T08:00:05+08:00'],
    ['2026-01-06T08:00:05.120Z', '2026-01-06T08:00:05.120Z'],
    ['2026-01-06T08:00+08:00[Asia/Shanghai]', '2026-01-06T08:00+08:00[Asia/Shanghai]'],
  ] as const) {
    it(`${text} is ${written}`, () => expect(parseZonedInstant(text)?.text).to.equal(written))
  }

  it('takes the offset into account', () => {
    expect(parseZonedInstant('2026-01-06T08:00:00+08:00')?.epochMilliseconds).to.equal(Date.UTC(2026, 0, 6))
  })

  for (const text of [
    '2026-01-06',
    '2026-01-06T00:00:00',
    '2026-02-30T00:00:00Z',
    '2026-01-06T25:00:00Z',
    'tomorrow',
  ]) {
    it(`${text} is none`, () => expect(parseZonedInstant(text)).to.equal(undefined))
  }
})

describe('civil dates', () => {
  it("and days since 1970 are each other's inverse", () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => epochDayOf(civilDate(day)) === day),
    )
  })
})
