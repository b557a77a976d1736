import { expect } from 'chai'
import fc from 'fast-check'
import type { DecisionState } from '../model.ts'
import { afterRefund, covers, type Overpaid, overpaid, owedBack, sumOf } from './overpaid.ts'

const books = (more: object = {}) => ({
  fine_fen: 30_000 as number | null,
  paid_fen: 0,
  surcharge_fen: null as number | null,
  surcharge_paid_fen: 0,
  voided_paid_fen: 0,
  decision_state: null as DecisionState | null,
  ...more,
})

describe('退还罚款: what is owed back', () => {
  it('is nothing while no more was paid than the decision in force says', () => {
    expect(owedBack(books())).to.equal(0)
    expect(owedBack(books({ paid_fen: 30_000 }))).to.equal(0)
    expect(owedBack(books({ paid_fen: 30_000, decision_state: 'illegal' }))).to.equal(0)
  })

  it('is what lies beyond a fine and a surcharge that were lowered, and all of what was revoked or is made again', () => {
    expect(
      overpaid(books({ fine_fen: 10_000, paid_fen: 30_000, surcharge_fen: 900, surcharge_paid_fen: 1_200 })),
    ).to.deep.equal({ fineFen: 20_000, surchargeFen: 300, voidedFen: 0 })
    expect(
      owedBack(
        books({ paid_fen: 20_000, surcharge_fen: 900, surcharge_paid_fen: 900, decision_state: 'revoked' }),
      ),
    ).to.equal(20_900)
    expect(owedBack(books({ fine_fen: null, voided_paid_fen: 30_000 }))).to.equal(30_000)
  })

  type Step =
    | { act: 'pay'; fen: number }
    | { act: 'change'; fen: number }
    | { act: 'revoke' | 'redo' | 'request' | 'refund' }
  const fen = fc.integer({ min: 0, max: 50_000 })
  const steps = fc.array(
    fc.oneof(
      fc.record({ act: fc.constant('pay' as const), fen }),
      fc.record({ act: fc.constant('change' as const), fen }),
      fc.record({
        act: fc.constantFrom('revoke' as const, 'redo' as const, 'request' as const, 'refund' as const),
      }),
    ),
    { maxLength: 30 },
  )

  it('never gives back more than was paid, nothing twice, and leaves nothing owed behind, whatever happens in between', () => {
    fc.assert(
      fc.property(steps, (course: Step[]) => {
        let row = books()
        let received = 0
        let returned = 0
        let asked: Overpaid | undefined
        for (const step of course) {
          if (step.act === 'pay') {
            // No more is taken than is owed.
            const owed =
              row.decision_state === 'revoked' ? 0 : Math.max(0, (row.fine_fen ?? 0) - row.paid_fen)
            const taken = Math.min(step.fen, owed)
            row = { ...row, paid_fen: row.paid_fen + taken }
            received += taken
          } else if (step.act === 'change') row = { ...row, fine_fen: step.fen, decision_state: 'changed' }
          else if (step.act === 'revoke') row = { ...row, decision_state: 'revoked' }
          else if (step.act === 'redo')
            row = books({ voided_paid_fen: row.voided_paid_fen + row.paid_fen, fine_fen: row.fine_fen })
          else if (step.act === 'request') asked = overpaid(row)
          else if (asked !== undefined) {
            const before = owedBack(row)
            if (!covers(row, asked)) continue
            row = { ...row, ...afterRefund(row, asked) }
            returned += sumOf(asked)
            expect(owedBack(row)).to.equal(before - sumOf(asked))
            asked = undefined
          }
          expect(row.paid_fen).to.be.at.least(0)
          expect(row.voided_paid_fen).to.be.at.least(0)
          expect(returned).to.be.at.most(received)
          // What came in is what is still booked and what went back.
          expect(row.paid_fen + row.voided_paid_fen + returned).to.equal(received)
        }
        const rest = overpaid(row)
        expect(owedBack({ ...row, ...afterRefund(row, rest) })).to.equal(0)
      }),
    )
  })
})
