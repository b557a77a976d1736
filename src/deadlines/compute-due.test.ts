/** Examples reckoned by hand with the calendar of 2026 on the wall; each names its article. */
import { expect } from 'chai'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseInstant } from '../platform/clock.ts'
import { addDays, addMonths, dayNumber } from '../platform/legal-day.ts'
import { projectRoot } from '../platform/project-root.ts'
import { createCalendar, readCalendarFile } from './calendar.ts'
import { computeDue, excludedDays, type Pause } from './compute-due.ts'
import type { LimitUnit } from './service.ts'

const calendar = createCalendar(readCalendarFile(join(projectRoot(), 'data')))
const at = (day: string, time = '10:00:00') => parseInstant(`${day}T${time}+08:00`)
const course = (
  day: string,
  length: number,
  unit: LimitUnit,
  more: { pauses?: Pause[]; direction?: 'after' | 'before'; moves?: boolean } = {},
) => ({
  startedAt: at(day),
  lengths: [{ length, unit }],
  pauses: [],
  direction: 'after' as const,
  moves: true,
  ...more,
})
const due = (...of: Parameters<typeof course>) => computeDue(course(...of), calendar).dueOn

describe('when a limit ends', () => {
  it('行政处罚法 64: five working days to ask for a hearing; notice on Wednesday 2026-04-01, Monday the 6th is 清明', () => {
    // Thu 2, Fri 3, Tue 7, Wed 8, Thu 9
    expect(due('2026-04-01', 5, 'working_day')).to.equal('2026-04-09')
  })

  it('行政处罚法 56: seven working days after registration on Monday 2026-02-09; Saturday the 14th is worked, 春节 15th to 23rd', () => {
    // Tue 10, Wed 11, Thu 12, Fri 13, Sat 14, Tue 24, Wed 25
    expect(due('2026-02-09', 7, 'working_day')).to.equal('2026-02-25')
  })

  it('行政处罚法 61: seven working days to serve a decision of Tuesday 2026-09-29; 国庆 1st to 7th, Saturday the 10th is worked', () => {
    // Wed 30; Thu 8, Fri 9, Sat 10, Mon 12, Tue 13, Wed 14
    expect(due('2026-09-29', 7, 'working_day')).to.equal('2026-10-14')
  })

  it('行政处罚法 67: fifteen calendar days to pay; served 2026-03-06, the 21st is a Saturday, so Monday the 23rd', () => {
    expect(due('2026-03-06', 15, 'calendar_day')).to.equal('2026-03-23')
  })

  it('行政处罚法 60: ninety days from filing on 2026-01-05 end on Sunday 2026-04-05; the 6th is 清明, so the 7th', () => {
    expect(due('2026-01-05', 90, 'calendar_day')).to.equal('2026-04-07')
  })

  it('行政处罚法 60: an appraisal from 03-02 to 03-12 is not counted: ten days later, Wednesday 2026-04-15', () => {
    expect(
      due('2026-01-05', 90, 'calendar_day', { pauses: [{ fromOn: '2026-03-02', toOn: '2026-03-12' }] }),
    ).to.equal('2026-04-15')
  })

  it('行政强制法 25: thirty days of seizure from 2026-06-01, then thirty more', () => {
    expect(due('2026-06-01', 30, 'calendar_day')).to.equal('2026-07-01')
    const extended = {
      ...course('2026-06-01', 30, 'calendar_day'),
      lengths: [
        { length: 30, unit: 'calendar_day' as const },
        { length: 30, unit: 'calendar_day' as const },
      ],
    }
    expect(computeDue(extended, calendar).dueOn).to.equal('2026-07-31')
  })

  it('行政强制法 54 with 69: ten working days after the demand notice of Monday 2026-04-20; 劳动节 1st to 5th, Saturday 05-09 is worked', () => {
    // Tue 21, Wed 22, Thu 23, Fri 24, Mon 27, Tue 28, Wed 29, Thu 30, Wed 6, Thu 7
    expect(due('2026-04-20', 10, 'working_day')).to.equal('2026-05-07')
  })

  it('行政强制法 19: twenty-four hours, by the clock', () => {
    const { dueAt, dueOn } = computeDue(course('2026-03-06', 24, 'hour'), calendar)
    expect([dueAt, dueOn]).to.deep.equal([at('2026-03-07'), '2026-03-07'])
  })

  it('行政强制法 53, 行政诉讼法 46: months end on the corresponding day, or on the last day of a shorter month', () => {
    expect(due('2026-03-12', 3, 'month')).to.equal('2026-06-12')
    // 2026-02-28 is a Saturday that is worked.
    expect(due('2025-08-31', 6, 'month')).to.equal('2026-02-28')
  })

  it('行政处罚法 36: two years of limitation end on the day itself, holiday or not', () => {
    expect(due('2024-02-29', 2, 'year', { moves: false })).to.equal('2026-02-28')
    expect(due('2024-10-01', 2, 'year', { moves: false })).to.equal('2026-10-01')
  })

  it('行政处罚法 64: seven whole working days between the notice and a hearing on Friday 2026-03-20', () => {
    // Thu 19, Wed 18, Tue 17, Mon 16, Fri 13, Thu 12, Wed 11 lie between; notice on Tuesday the 10th at the latest
    expect(due('2026-03-20', 7, 'working_day', { direction: 'before' })).to.equal('2026-03-10')
  })

  it('is a legal day of Asia/Shanghai: an event at 23:30 in Beijing counts from that day', () => {
    const late = { ...course('2026-03-02', 3, 'working_day'), startedAt: at('2026-03-02', '23:30:00') }
    expect(computeDue(late, calendar).dueOn).to.equal('2026-03-05')
    expect(computeDue(late, calendar).dueAt).to.equal(at('2026-03-05', '23:59:59'))
  })

  it('marks an end in an unannounced year as provisional, and moves it over weekends only', () => {
    // 2027-02-20 is a Saturday
    expect(computeDue(course('2026-11-22', 90, 'calendar_day'), calendar)).to.include({
      dueOn: '2027-02-22',
      provisional: true,
    })
    expect(() => due('2026-12-28', 7, 'working_day')).to.throw('2027')
  })
})

describe('when a limit ends: what always holds', () => {
  const day = fc.integer({ min: 0, max: 200 }).map((n) => addDays('2026-01-01', n))
  const length = fc.integer({ min: 1, max: 40 })
  const unit = fc.constantFrom<LimitUnit>('working_day', 'calendar_day')
  const pause = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 0, max: 20 }))

  it('ends on a working day after the event, no earlier than the length', () => {
    fc.assert(
      fc.property(day, length, unit, (start, n, of) => {
        const end = due(start, n, of)
        expect(calendar.isWorkingDay(end)).to.equal(true)
        expect(dayNumber(end) - dayNumber(start)).to.be.at.least(n)
        if (of === 'working_day') expect(calendar.workingDaysBetween(start, end)).to.equal(n)
        // Otherwise only days off lie between the reckoned day and the end.
        else expect(calendar.workingDaysBetween(addDays(addDays(start, n), -1), end)).to.equal(1)
      }),
    )
  })

  it('with excluded days: as many days that count as the limit has, whatever overlaps', () => {
    fc.assert(
      fc.property(day, length, unit, fc.array(pause, { maxLength: 4 }), (start, n, of, list) => {
        const pauses = list.map(([from, days]) => ({
          fromOn: addDays(start, from),
          toOn: addDays(start, from + days),
        }))
        const end = due(start, n, of, { pauses, moves: false })
        let counted = 0
        for (let on = addDays(start, 1); on <= end; on = addDays(on, 1)) {
          const paused = pauses.some(({ fromOn, toOn }) => fromOn <= on && on < toOn)
          if (!paused && (of === 'calendar_day' || calendar.isWorkingDay(on))) counted++
        }
        expect(counted).to.equal(n)
      }),
    )
  })

  it('never ends earlier for a longer limit, a later event or another pause', () => {
    fc.assert(
      fc.property(day, length, unit, pause, (start, n, of, [from, days]) => {
        const pauses = [{ fromOn: addDays(start, from), toOn: addDays(start, from + days) }]
        const end = due(start, n, of)
        expect(due(start, n + 1, of) >= end).to.equal(true)
        expect(due(addDays(start, 1), n, of) >= end).to.equal(true)
        expect(due(start, n, of, { pauses }) >= end).to.equal(true)
        expect(excludedDays(course(start, n, of, { pauses }), calendar)).to.be.at.least(0)
      }),
    )
  })

  it('adds months there and back, but for shorter months', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40, max: 40 }), (start, n) => {
        const back = addMonths(addMonths(start, n), -n)
        expect(back.slice(0, 7)).to.equal(start.slice(0, 7))
        expect(Number(start.slice(8)) <= 28 ? back : start).to.equal(start)
      }),
    )
  })
})
