import { expect } from 'chai'
import { parseInstant } from '../../platform/clock.ts'
import { cycleTimer, TimerSyntaxError } from './timer.ts'

const at = (text: string) => parseInstant(text)

describe('time cycles', () => {
  it('count from when they were due, not from when they fired', () => {
    const timer = cycleTimer('R3/PT1H')
    const first = timer.due(at('2026-01-05T00:00:00Z'))
    const second = timer.next?.(first, timer.repetitions)
    expect(timer.repetitions).to.equal(3)
    expect(second?.repetitions).to.equal(2)
    expect(second?.due(first + 60_000)).to.equal(first + 3_600_000)
  })

  it('go on from now when the next was missed', () => {
    const timer = cycleTimer('R/PT1H')
    const first = timer.due(0)
    const late = first + 10 * 3_600_000
    expect(timer.next?.(first, -1)?.due(late)).to.equal(late + 3_600_000)
  })

  it('do not begin before their start', () => {
    expect(cycleTimer('R/2026-03-01T00:00:00Z/P1D').due(at('2026-01-05T00:00:00Z'))).to.equal(
      at('2026-03-01T00:00:00Z'),
    )
  })

  it('may be cron expressions, which never end', () => {
    expect(cycleTimer('0 0 9 * * *')).to.include({ repetitions: -1 })
  })

  for (const text of ['R3', 'R3/', 'Rx/PT1H', 'every day', 'P1D']) {
    it(`'${text}' is refused`, () => expect(() => cycleTimer(text)).to.throw(TimerSyntaxError))
  }
})
