import { expect } from 'chai'
import { isoInstant, parseInstant } from '../../platform/clock.ts'
import { addInterval, parseInterval, parseRepeatingInterval } from './index.ts'

describe('ISO 8601 intervals', () => {
  it('adds months by the calendar, the rest by length', () => {
    const add = (from: string, text: string) =>
      isoInstant(addInterval(parseInstant(from), parseInterval(text)!))
    expect(add('2026-01-31T10:00:00Z', 'P1M')).to.equal('2026-02-28T10:00:00.000Z')
    expect(add('2024-02-29T00:00:00Z', 'P1Y')).to.equal('2025-02-28T00:00:00.000Z')
    expect(add('2026-01-31T23:59:59.5Z', 'P1DT0.5S')).to.equal('2026-02-02T00:00:00.000Z')
    expect(add('1969-12-31T23:00:00Z', 'PT2H')).to.equal('1970-01-01T01:00:00.000Z')
  })

  it('refuses what is no interval', () => {
    for (const text of ['', 'P', 'PT', '1D', 'P1H', 'PT1D', 'P1.5D', 'R/PT1H'])
      expect(parseInterval(text), text).to.equal(undefined)
  })

  it('reads repetitions', () => {
    const hour = { months: 0, milliseconds: 3_600_000 }
    expect(parseRepeatingInterval('R3/PT1H')).to.deep.equal({ repetitions: 3, interval: hour })
    expect(parseRepeatingInterval('R/PT1H')).to.deep.equal({ repetitions: -1, interval: hour })
    expect(parseRepeatingInterval('R2/2026-01-05T00:00:00Z/PT1H')).to.deep.equal({
      repetitions: 2,
      start: Date.UTC(2026, 0, 5),
      interval: hour,
    })
    for (const text of ['PT1H', 'R3', 'R3/soon', 'Rx/PT1H', 'R3/never/PT1H']) {
      expect(parseRepeatingInterval(text), text).to.equal(undefined)
    }
  })
})
