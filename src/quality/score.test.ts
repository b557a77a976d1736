import { expect } from 'chai'
import { join } from 'node:path'
import fc from 'fast-check'
import { projectRoot } from '../platform/project-root.ts'
import { draw, periodOf } from './draw.ts'
import { readQualityRules } from './rules.ts'
import {
  criteriaFor,
  type Marks,
  marksOf,
  needsThird,
  type Procedure,
  resultOf,
  type Sheet,
  sheetFaults,
} from './score.ts'

const rules = readQualityRules(join(projectRoot(), 'data'))

/** Full points, less so many of each criterion. */
const sheet = (
  procedure: Procedure,
  off: (max: number, index: number) => number,
  knockOuts: string[] = [],
): Sheet => ({
  scores: criteriaFor(rules, procedure).map(({ code, points }, index) => ({
    criterion: code,
    points: points - off(points, index),
    remark: '见卷内第三页',
  })),
  knockOuts: knockOuts.map((criterion) => ({ criterion, remark: '见卷内第五页' })),
})
const marks = (points: number, knockedOut = false): Marks => ({
  points,
  knockedOut,
  grade: knockedOut ? 'unqualified' : rules.grades.find(({ from }) => points >= from)!.code,
})

describe('案卷评查: what sheets come to', () => {
  it('is the sum, the grade from its points on, and the last grade where a case is knocked out', () => {
    expect(
      marksOf(
        rules,
        'ordinary',
        sheet('ordinary', () => 0),
      ),
    ).to.deep.equal(marks(100))
    expect(
      marksOf(
        rules,
        'ordinary',
        sheet('ordinary', (_, index) => (index === 0 ? 5 : 0)),
      ),
    ).to.deep.equal(marks(95))
    expect(
      marksOf(
        rules,
        'ordinary',
        sheet('ordinary', () => 0, ['not-heard']),
      ),
    ).to.deep.equal({
      points: 100,
      knockedOut: true,
      grade: 'unqualified',
    })
  })

  it('is reckoned on what is asked of a case decided on the spot', () => {
    const asked = criteriaFor(rules, 'summary')
    expect(asked.map(({ code }) => code)).not.to.include('review')
    expect(
      marksOf(
        rules,
        'summary',
        sheet('summary', () => 0),
      ).points,
    ).to.equal(100)
    const possible = asked.reduce((sum, { points }) => sum + points, 0)
    const { points } = marksOf(
      rules,
      'summary',
      sheet('summary', (_, index) => (index === 0 ? 2 : 0)),
    )
    expect(points).to.equal(Math.floor(((possible - 2) * 1000) / possible) / 10)
  })

  it('names each fault of a sheet', () => {
    const whole = sheet('ordinary', () => 0)
    expect(sheetFaults(rules, 'ordinary', whole)).to.deep.equal([])
    const [first, second, ...rest] = whole.scores as [
      Sheet['scores'][0],
      Sheet['scores'][0],
      ...Sheet['scores'],
    ]
    const faults = (scores: Sheet['scores'], knockOuts: Sheet['knockOuts'] = []) =>
      sheetFaults(rules, 'ordinary', { scores, knockOuts }).map(({ path }) => path)
    expect(faults([first, ...rest])).to.deep.equal(['scores'])
    expect(faults([first, first, ...rest])).to.deep.equal(['scores[1].criterion', 'scores'])
    expect(faults([{ ...first, points: 99 }, second, ...rest])).to.deep.equal(['scores[0].points'])
    expect(faults([{ criterion: first.criterion, points: 0 }, second, ...rest])).to.deep.equal([
      'scores[0].remark',
    ])
    expect(faults([...whole.scores, { criterion: 'charm', points: 1 }])).to.deep.equal([
      `scores[${whole.scores.length}].criterion`,
    ])
    expect(faults(whole.scores, [{ criterion: 'charm', remark: '无' }])).to.deep.equal([
      'knockOuts[0].criterion',
    ])
    expect(sheetFaults(rules, 'summary', whole).length).to.be.greaterThan(0)
  })

  it('asks a third when points are far apart, or the grade or a knock-out differs', () => {
    expect(needsThird(rules, [marks(95), marks(92)])).to.equal(false)
    expect(needsThird(rules, [marks(70), marks(79)])).to.equal(false)
    expect(needsThird(rules, [marks(60), marks(71)])).to.equal(true)
    expect(needsThird(rules, [marks(90), marks(89)])).to.equal(true)
    expect(needsThird(rules, [marks(50), marks(55, true)])).to.equal(true)
  })

  it('is the one in the middle of three, knocked out by two of them', () => {
    expect(resultOf(rules, [marks(60), marks(95), marks(88)])).to.deep.equal(marks(88))
    expect(resultOf(rules, [marks(95), marks(91, true), marks(90)])).to.deep.equal(marks(91))
    expect(resultOf(rules, [marks(95, true), marks(91, true), marks(90)])).to.deep.equal(marks(91, true))
  })

  const anyMarks = fc
    .record({ tenths: fc.integer({ min: 0, max: 1000 }), knockedOut: fc.boolean() })
    .map(({ tenths, knockedOut }) => marks(tenths / 10, knockedOut))

  it('lies between the raters, whatever their order, and is the grade on which two agree', () => {
    fc.assert(
      fc.property(anyMarks, anyMarks, anyMarks, fc.boolean(), (one, other, third, three) => {
        const all = three ? [one, other, third] : [one, other]
        const result = resultOf(rules, all)
        const points = all.map((each) => each.points)
        expect(result.points)
          .to.be.at.least(Math.min(...points))
          .and.at.most(Math.max(...points))
        expect(resultOf(rules, [...all].reverse())).to.deep.equal(result)
        if (!three && !needsThird(rules, [one, other])) expect(result.grade).to.equal(one.grade)
      }),
    )
  })
})

describe('案卷评查: what is drawn', () => {
  const ids = fc.uniqueArray(fc.ulid(), { maxLength: 40 })

  it('follows from the seed and the ids alone, never more than there are, never one twice', () => {
    fc.assert(
      fc.property(fc.string(), ids, fc.nat({ max: 50 }), (seed, list, most) => {
        const candidates = list.map((id) => ({ id }))
        const drawn = draw(seed, candidates, most).map(({ id }) => id)
        expect(drawn).to.have.length(Math.min(most, list.length))
        expect(new Set(drawn).size).to.equal(drawn.length)
        expect(draw(seed, [...candidates].reverse(), most).map(({ id }) => id)).to.deep.equal(drawn)
        // Who is drawn among many is drawn among fewer.
        const fewer = candidates.filter(({ id }) => drawn.includes(id))
        expect(draw(seed, fewer, most).map(({ id }) => id)).to.deep.equal(drawn)
      }),
    )
  })

  it('knows its period', () => {
    expect(periodOf('2026-Q1', 'quarter')).to.deep.equal({ fromOn: '2026-01-01', untilOn: '2026-03-31' })
    expect(periodOf('2026-Q4', 'quarter')).to.deep.equal({ fromOn: '2026-10-01', untilOn: '2026-12-31' })
    expect(periodOf('2028-02', 'month')).to.deep.equal({ fromOn: '2028-02-01', untilOn: '2028-02-29' })
    for (const text of ['2026-Q5', '2026-02', '', '26-Q1'])
      expect(() => periodOf(text, 'quarter')).to.throw('期间')
  })
})
