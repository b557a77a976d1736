import { expect } from 'chai'
import fc from 'fast-check'
import { openRoute, votesNeeded, withoutTier, withTier } from './route.ts'
import { tally, type Vote } from './tally.ts'

describe('what a tier comes to', () => {
  const agree: Vote = { decision: 'agree' }
  const reject: Vote = { decision: 'reject' }

  it('agrees with enough agrees, whatever the others say', () => {
    expect(tally([reject, agree, agree], 2)).to.deep.equal({ kind: 'agree' })
  })

  it('returns to the earliest place that was named, before it rejects', () => {
    expect(
      tally([reject, { decision: 'return', returnTo: 2 }, { decision: 'return', returnTo: 1 }], 2),
    ).to.deep.equal({ kind: 'return', returnTo: 1 })
    expect(tally([reject, agree], 2)).to.deep.equal({ kind: 'reject' })
  })

  it('says nothing about nothing', () => {
    expect(() => tally([], 1)).to.throw(RangeError)
  })

  it('needs one, all, a majority, or a number of votes', () => {
    expect(votesNeeded({ mode: 'one', quorum: 1 }, 5)).to.equal(1)
    expect(votesNeeded({ mode: 'all', quorum: 1 }, 5)).to.equal(5)
    expect(votesNeeded({ mode: 'quorum', quorum: 0.5 }, 4)).to.equal(3)
    expect(votesNeeded({ mode: 'quorum', quorum: 3 }, 5)).to.equal(3)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom('one' as const, 'all' as const, 'quorum' as const),
        fc.double({ min: 0.01, max: 9, noNaN: true }),
        (n, mode, quorum) => {
          const needed = votesNeeded({ mode, quorum }, n)
          return needed >= 1 && needed <= n
        },
      ),
    )
  })

  it('adds and removes tiers without touching the others', () => {
    const route = openRoute(
      [
        { tier: '法制员', role: 'unit-legal-officer', scope: 'department' },
        { tier: '法制科', role: 'legal-section', scope: 'bureau' },
      ],
      2,
    )
    const added = withTier(route, 2, { ...route[0]!, id: 'a1' })
    expect(added.map(({ id }) => id)).to.deep.equal(['t1', 'a1', 't2'])
    expect(withoutTier(added, 'a1')).to.deep.equal(route)
  })
})
