/** 加处罚款: figures worked out by hand, and what holds whatever was paid when. */
import { expect } from 'chai'
import fc from 'fast-check'
import { addDays, dayNumber } from '../../platform/legal-day.ts'
import { owedBy } from './money.ts'
import type { Plan } from './plan.ts'
import { accrue, type SurchargeCourse } from './surcharge.ts'

const due = '2026-03-17'
const rule = { dailyPercent: 3, base: 'unpaid' as const }
const course = (more: Partial<SurchargeCourse> = {}): SurchargeCourse => ({
  fineFen: 10_000,
  owed: [{ after: due, fen: 10_000 }],
  payments: [],
  suspensions: [],
  rule,
  ...more,
})

describe('加处罚款 surcharge', () => {
  it('is nothing on the last day for payment, and three per cent from the day after', () => {
    expect(accrue(course(), due)).to.deep.equal({ from: null, days: 0, fen: 0, capped: false })
    expect(accrue(course(), '2026-03-18')).to.deep.equal({
      from: '2026-03-18',
      days: 1,
      fen: 300,
      capped: false,
    })
    expect(accrue(course(), '2026-04-16').fen).to.equal(9_000)
  })

  it('stops at the fine', () => {
    expect(accrue(course(), '2026-04-18')).to.deep.equal({
      from: '2026-03-18',
      days: 32,
      fen: 9_600,
      capped: false,
    })
    // Thirty-three days are 9,900 fen; the thirty-fourth reaches the fine.
    expect(accrue(course(), '2026-04-20')).to.deep.equal({
      from: '2026-03-18',
      days: 34,
      fen: 10_000,
      capped: true,
    })
    expect(accrue(course(), '2027-01-01')).to.deep.equal(accrue(course(), '2026-04-20'))
  })

  it('is of what is left after a part was paid, from that day on; of the whole fine where the bureau says so', () => {
    const paid = course({ payments: [{ on: '2026-03-20', fen: 4_000 }] })
    // 18th and 19th: 300 each; 20th and 21st: 180 each.
    expect(accrue(paid, '2026-03-21').fen).to.equal(960)
    expect(accrue({ ...paid, rule: { ...rule, base: 'fine' } }, '2026-03-21').fen).to.equal(1_200)
  })

  it('drops fractions of a fen from the sum, not day by day', () => {
    const odd = course({ fineFen: 33, owed: [{ after: due, fen: 33 }] })
    expect(accrue(odd, '2026-03-18').fen).to.equal(0)
    expect(accrue(odd, '2026-03-20').fen).to.equal(2)
  })

  it('does not count review and litigation', () => {
    const suspended = course({ suspensions: [{ fromOn: '2026-03-19', toOn: '2026-03-25' }] })
    expect(accrue(suspended, '2026-03-26')).to.include({ days: 3, fen: 900 })
    expect(
      accrue(course({ suspensions: [{ fromOn: '2026-03-01', toOn: null }] }), '2026-12-31').fen,
    ).to.equal(0)
  })

  it('follows an approved plan: each part after its own day, all of it once the plan is broken', () => {
    const plan: Plan = {
      id: 'p',
      way: '分期缴纳',
      dueBefore: due,
      paidBeforeFen: 1_000,
      fromOn: '2026-03-10',
      untilOn: '2026-06-10',
      brokenOn: null,
      instalments: [
        { no: 1, amountFen: 4_000, dueOn: '2026-04-10', lastOn: '2026-04-10', cumulativeFen: 5_000 },
        { no: 2, amountFen: 5_000, dueOn: '2026-06-10', lastOn: '2026-06-10', cumulativeFen: 10_000 },
      ],
    }
    const under = (plans: Plan[]) =>
      course({ owed: owedBy(10_000, '2026-06-10', plans), payments: [{ on: '2026-03-05', fen: 1_000 }] })
    expect(accrue(under([plan]), '2026-04-10').fen).to.equal(0)
    expect(accrue(under([plan]), '2026-04-12')).to.include({ from: '2026-04-11', fen: 240 })
    const broken = { ...plan, brokenOn: '2026-04-12' }
    expect(accrue(under([broken]), '2026-04-12').fen).to.equal(120 + 270)
    // Asked for when the fifteen days were over: what had accrued stays.
    const late = { ...plan, fromOn: '2026-03-20' }
    expect(accrue(under([late]), '2026-04-10')).to.include({ from: '2026-03-18', days: 2, fen: 540 })
  })

  const days = fc.integer({ min: 0, max: 400 }).map((n) => addDays('2026-01-01', n))
  const courses = fc.record({
    fineFen: fc.integer({ min: 1, max: 50_000_000 }),
    dueOn: days,
    payments: fc.array(fc.record({ on: days, fen: fc.integer({ min: 1, max: 20_000_000 }) }), {
      maxLength: 6,
    }),
    suspensions: fc.array(
      fc.tuple(days, fc.option(fc.integer({ min: 0, max: 120 }))).map(([fromOn, length]) => ({
        fromOn,
        toOn: length === null ? null : addDays(fromOn, length),
      })),
      { maxLength: 3 },
    ),
    base: fc.constantFrom('unpaid' as const, 'fine' as const),
    percent: fc.integer({ min: 1, max: 10 }),
  })
  const of = ({
    fineFen,
    dueOn,
    payments,
    suspensions,
    base,
    percent,
  }: typeof courses extends fc.Arbitrary<infer T> ? T : never) =>
    course({
      fineFen,
      owed: [{ after: dueOn, fen: fineFen }],
      payments,
      suspensions,
      rule: { base, dailyPercent: percent },
    })

  it('is never above the fine, never falls as days pass, and is a whole number of fen', () => {
    fc.assert(
      fc.property(courses, days, fc.integer({ min: 0, max: 100 }), (given, until, more) => {
        const now = accrue(of(given), until)
        const later = accrue(of(given), addDays(until, more))
        expect(now.fen).to.be.at.least(0).and.at.most(given.fineFen)
        expect(Number.isInteger(now.fen)).to.equal(true)
        expect(later.fen).to.be.at.least(now.fen)
        expect(later.days).to.be.at.least(now.days)
        if (now.capped) expect(now.fen).to.equal(given.fineFen)
      }),
    )
  })

  it('counts no suspended day: as many days as lie between, less those that are suspended or paid', () => {
    fc.assert(
      fc.property(courses, days, (given, until) => {
        const without = of({ ...given, payments: [], fineFen: 100_000_000, percent: 1 })
        const { days: counted, capped } = accrue(without, until)
        if (capped) return
        let expected = 0
        for (let day = addDays(given.dueOn, 1); day <= until; day = addDays(day, 1))
          if (!given.suspensions.some(({ fromOn, toOn }) => fromOn <= day && (toOn === null || day < toOn)))
            expected++
        expect(counted).to.equal(expected)
        expect(counted).to.be.at.most(Math.max(0, dayNumber(until) - dayNumber(given.dueOn)))
      }),
    )
  })

  it('only falls when more is paid or more days are suspended', () => {
    fc.assert(
      fc.property(courses, days, days, fc.integer({ min: 1, max: 10_000_000 }), (given, until, on, fen) => {
        const before = accrue(of(given), until).fen
        expect(accrue(of({ ...given, payments: [...given.payments, { on, fen }] }), until).fen).to.be.at.most(
          before,
        )
        const suspensions = [...given.suspensions, { fromOn: on, toOn: null }]
        expect(accrue(of({ ...given, suspensions }), until).fen).to.be.at.most(before)
      }),
    )
  })

  it('under a plan that is kept nothing accrues, however the fine is parted', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 1_000_000 }), (amounts, paidBeforeFen) => {
        let cumulativeFen = paidBeforeFen
        const instalments = amounts.map((amountFen, index) => {
          const lastOn = addDays('2026-04-01', index * 30)
          return {
            no: index + 1,
            amountFen,
            dueOn: lastOn,
            lastOn,
            cumulativeFen: (cumulativeFen += amountFen),
          }
        })
        const untilOn = instalments.at(-1)!.lastOn
        const plan = {
          id: 'p',
          way: '分期缴纳',
          dueBefore: due,
          paidBeforeFen,
          fromOn: due,
          untilOn,
          brokenOn: null,
          instalments,
        }
        const payments = [
          { on: '2026-03-01', fen: paidBeforeFen },
          ...instalments.map(({ lastOn, amountFen }) => ({ on: lastOn, fen: amountFen })),
        ]
        const kept = course({
          fineFen: cumulativeFen,
          owed: owedBy(cumulativeFen, untilOn, [plan]),
          payments,
        })
        expect(accrue(kept, addDays(untilOn, 400)).fen).to.equal(0)
        // Without the last part, that part bears the surcharge and no more.
        const missed = accrue({ ...kept, payments: payments.slice(0, -1) }, addDays(untilOn, 1))
        expect(missed.fen).to.equal(Math.min(Math.floor((amounts.at(-1)! * 3) / 100), cumulativeFen))
      }),
    )
  })
})
