import { expect } from 'chai'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseInstant } from '../platform/clock.ts'
import { addDays, startOfDay } from '../platform/legal-day.ts'
import { projectRoot } from '../platform/project-root.ts'
import { createCalendar, readCalendarFile } from './calendar.ts'
import { colourMarks } from './colour-marks.ts'
import { computeDue, excludedDays } from './compute-due.ts'
import type { LimitUnit } from './service.ts'
import { readColourRules, timeLeft } from './time-left.ts'

const data = join(projectRoot(), 'data')
const calendar = createCalendar(readCalendarFile(data))
const rules = readColourRules(data)

describe('when a limit turns blue and red', () => {
  it('is when the clock and the calendar say so, to the millisecond', () => {
    const units = fc.constantFrom<LimitUnit>('hour', 'working_day', 'calendar_day', 'month')
    const pause = fc.option(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 9 })))
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 86_399 }),
        fc.integer({ min: 1, max: 40 }),
        units,
        pause,
        fc.constantFrom<'after' | 'before'>('after', 'after', 'after', 'before'),
        (day, second, length, unit, paused, direction) => {
          const startedAt = parseInstant('2026-01-20T00:00:00+08:00') + day * 86_400_000 + second * 1000
          const startsOn = addDays('2026-01-20', day)
          const several = unit === 'month' ? (length % 2) + 1 : length
          const pauses =
            paused && unit !== 'hour'
              ? [{ fromOn: addDays(startsOn, paused[0]), toOn: addDays(startsOn, paused[0] + paused[1]) }]
              : []
          const course = { startedAt, lengths: [{ length: several, unit }], pauses, direction, moves: true }
          const { dueOn, dueAt, provisional } = computeDue(course, calendar)
          const measured = {
            unit,
            startedAt,
            startsOn,
            dueOn,
            dueAt,
            excludedDays: excludedDays(course, calendar),
            provisional,
            endedAt: null,
          }
          const { blueAt, redAt } = colourMarks(measured, calendar, rules)
          const instants = [blueAt, redAt, dueAt, startOfDay(dueOn), startedAt].flatMap((at) => [
            at - 1,
            at,
            at + 1,
          ])
          for (const now of instants) {
            const state = now > dueAt ? 'over' : 'running'
            const { colour } = timeLeft({ ...measured, state }, now, calendar, rules)
            const marked = now >= redAt ? 'red' : now >= blueAt ? 'blue' : 'green'
            expect(marked, `${now} of ${JSON.stringify(measured)}`).to.equal(colour)
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})
