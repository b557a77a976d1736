import { expect } from 'chai'
import { join } from 'node:path'
import fc from 'fast-check'
import { addDays } from '../platform/legal-day.ts'
import { projectRoot } from '../platform/project-root.ts'
import { createCalendar, readCalendarFile } from './calendar.ts'

const file = readCalendarFile(join(projectRoot(), 'data'))
const calendar = createCalendar(file)
const day2026 = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-01-01', n))

describe('calendar', () => {
  it('knows the holidays and make-up days that the State Council announced for 2026', () => {
    const off = [
      '2026-01-01',
      '2026-02-17',
      '2026-04-06',
      '2026-05-05',
      '2026-06-19',
      '2026-09-25',
      '2026-10-07',
    ]
    const madeUp = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']
    expect(off.filter((day) => calendar.isWorkingDay(day))).to.deep.equal([])
    expect(madeUp.filter((day) => !calendar.isWorkingDay(day))).to.deep.equal([])
  })

  it('refuses to count working days of a year that nobody announced', () => {
    expect(calendar.knows('2027-03-01')).to.equal(false)
    expect(() => calendar.isWorkingDay('2027-03-01')).to.throw('2027 年的放假安排尚未录入')
    expect(() => calendar.addWorkingDays('2026-12-30', 5)).to.throw('2027')
  })

  it('guesses them for an invented bureau only', () => {
    const demo = createCalendar(file, true)
    expect(demo.addWorkingDays('2026-12-30', 2)).to.equal('2027-01-04')
    expect(demo.knows('2027-01-04')).to.equal(false)
  })

  it('takes a year from the override file, which also corrects announced years', () => {
    const own = createCalendar({
      ...file,
      years: {
        2027: { holidays: ['2027-01-01'], workdays: ['2027-01-02'] },
        2026: { holidays: ['2026-03-02'], workdays: [] },
      },
    })
    expect(own.addWorkingDays('2026-12-31', 1)).to.equal('2027-01-02')
    expect(own.isWorkingDay('2026-03-02')).to.equal(false)
    expect(own.isWorkingDay('2026-03-03')).to.equal(true)
  })

  it('counts forth and back alike', () => {
    fc.assert(
      fc.property(day2026, fc.integer({ min: 1, max: 30 }), (day, n) => {
        const end = calendar.addWorkingDays(day, n)
        expect(calendar.isWorkingDay(end)).to.equal(true)
        expect(calendar.workingDaysBetween(day, end)).to.equal(n)
        expect(calendar.workingDaysBetween(end, day)).to.equal(-n)
      }),
    )
  })
})
