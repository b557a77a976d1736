import { expect } from 'chai'
import fc from 'fast-check'
import { addDays } from '../../platform/legal-day.ts'
import { type AskedPlan, planFaults } from './plan-faults.ts'

const today = '2026-03-02'
const rules = { most: 12, longestMonths: 12 }
const faults = (plan: Partial<AskedPlan>, outstanding: number) =>
  planFaults({ appliedOn: today, way: '分期缴纳', payments: [], ...plan }, { outstanding, today, rules }).map(
    ({ path }) => path,
  )
const plans = fc
  .array(
    fc.record({ amountFen: fc.integer({ min: 1, max: 10_000_000 }), gap: fc.integer({ min: 1, max: 30 }) }),
    {
      minLength: 2,
      maxLength: 12,
    },
  )
  .map((parts) => {
    let dueOn = today
    return parts.map(({ amountFen, gap }) => ({ amountFen, dueOn: (dueOn = addDays(dueOn, gap)) }))
  })
const total = (payments: { amountFen: number }[]) =>
  payments.reduce((sum, { amountFen }) => sum + amountFen, 0)

describe('a plan of instalments 分期缴纳', () => {
  it('is right where its parts sum to what is owed, and wrong by a single fen', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 1_000 }), (payments, off) => {
        expect(faults({ payments }, total(payments))).to.deep.equal([])
        expect(faults({ payments }, total(payments) + off)).to.deep.equal(['payments'])
        expect(faults({ payments }, total(payments) - off)).to.deep.equal(['payments'])
      }),
    )
  })

  it('has its days in order, none before tomorrow', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (payments, n) => {
        const index = n % payments.length
        const before = index === 0 ? today : payments[index - 1]!.dueOn
        const wrong = payments.map((one, at) => (at === index ? { ...one, dueOn: before } : one))
        expect(faults({ payments: wrong }, total(payments))).to.include(`payments.${index}.dueOn`)
      }),
    )
  })

  it('is one part for a deferral, two to twelve within a year for instalments', () => {
    const one = [{ amountFen: 100, dueOn: '2026-09-01' }]
    expect(faults({ way: '延期缴纳', payments: one }, 100)).to.deep.equal([])
    expect(faults({ payments: one }, 100)).to.deep.equal(['payments'])
    const two = [...one, { amountFen: 100, dueOn: '2026-10-01' }]
    expect(faults({ way: '延期缴纳', payments: two }, 200)).to.deep.equal(['payments'])
    expect(
      faults({ way: '延期缴纳', payments: [{ amountFen: 100, dueOn: '2027-03-02' }] }, 100),
    ).to.deep.equal([])
    expect(
      faults({ way: '延期缴纳', payments: [{ amountFen: 100, dueOn: '2027-03-03' }] }, 100),
    ).to.deep.equal(['payments'])
    expect(faults({ payments: two, appliedOn: '2026-03-03' }, 200)).to.deep.equal(['appliedOn'])
  })
})
