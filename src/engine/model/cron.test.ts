import { expect } from 'chai'
import { isoInstant, parseInstant } from '../../platform/clock.ts'
import { parseCron } from './cron.ts'

const next = (text: string, after: string) => {
  const at = parseCron(text)?.(parseInstant(after))
  return at === undefined ? undefined : isoInstant(at)
}

describe('cron expressions of time cycles', () => {
  const from = '2026-01-05T00:00:00Z' // a Monday
  for (const [text, expected, meaning] of [
    ['0 0 9 * * *', '2026-01-05T09:00:00.000Z', 'every day at nine'],
    ['0 0 9-17 * * MON-FRI', '2026-01-05T09:00:00.000Z', 'office hours'],
    ['*/10 * * * * *', '2026-01-05T00:00:10.000Z', 'every ten seconds'],
    ['0 0 0 1 * *', '2026-02-01T00:00:00.000Z', 'the first of each month'],
    ['0 0 0 L * *', '2026-01-31T00:00:00.000Z', 'the last of each month'],
    ['0 0 0 ? * 5L', '2026-01-30T00:00:00.000Z', 'the last Friday of each month'],
    ['0 0 0 ? * FRI#2', '2026-01-09T00:00:00.000Z', 'the second Friday'],
    ['0 0 0 15W * *', '2026-01-15T00:00:00.000Z', 'the working day nearest to the fifteenth'],
    ['@monthly', '2026-02-01T00:00:00.000Z', 'a macro'],
    ['0 0 0 29 FEB *', '2028-02-29T00:00:00.000Z', 'leap days'],
    ['0 0 0 ? * 0', '2026-01-11T00:00:00.000Z', 'Sunday as 0'],
    ['0 0 0 ? * 7', '2026-01-11T00:00:00.000Z', 'Sunday as 7'],
  ] as const) {
    it(`${text}: ${meaning}`, () => expect(next(text, from)).to.equal(expected))
  }

  it('is strictly later than what it is asked after', () => {
    expect(next('0 0 9 * * *', '2026-01-05T09:00:00Z')).to.equal('2026-01-06T09:00:00.000Z')
  })

  for (const text of [
    '* * * * *',
    '0 60 * * * *',
    '0 0 0 32 * *',
    'daily',
    '0 0 0 * * NEVER',
    '5-1 * * * * *',
  ]) {
    it(`'${text}' is none`, () => expect(parseCron(text)).to.equal(undefined))
  }

  it('may name no instant at all', () => expect(next('0 0 0 31 FEB *', from)).to.equal(undefined))
})
