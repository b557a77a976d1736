import { expect } from 'chai'
import fc from 'fast-check'
import type { Problem } from '../platform/problem.ts'
import { toSteps, toText } from './quantity.ts'

describe('a quantity', () => {
  it('comes back as it was given, and adds up exactly', () => {
    expect(toText(toSteps('0.1', 3, 'q') + toSteps('0.2', 3, 'q'), 3)).to.equal('0.3')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.nat(), (decimals, steps) => {
        expect(toSteps(toText(steps, decimals), decimals, 'q')).to.equal(steps)
      }),
    )
  })

  for (const [text, decimals, message] of [
    ['1.5', 0, '该单位只能是整数'],
    ['0.0001', 3, '该单位至多 3 位小数'],
    ['-1', 0, '数量应当是数字，如 12 或 0.5'],
    ['1e3', 0, '数量应当是数字，如 12 或 0.5'],
    ['999999999999999', 6, '数量过大'],
  ] as const) {
    it(`refuses ${text} where ${decimals} decimals are allowed`, () => {
      expect(() => toSteps(text, decimals, 'quantity'))
        .to.throw()
        .with.deep.property('fields', [{ path: 'quantity', message }] satisfies Problem['fields'])
    })
  }
})
